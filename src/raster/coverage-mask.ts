/**
 * @file The pixels one stroke touches and how much of each it covers: the union of its pieces, each pixel once.
 *
 * A piece is a rectangle, scanned row by row: the row's span inside it, and within that the span that is wholly
 * covered and needs no arithmetic. Where the chain turns a little, the rectangles are lengthened to close the wedge
 * at the joint; where it turns much, and at the free ends, the pen's disc sector is scanned. Work is therefore in
 * proportion to the painted area, and outline arithmetic to the outline's length. Where pieces overlap the larger
 * coverage counts.
 */
import { edgeArea } from './edge-area.js';
import { bandArea, type Chain, fastFrom, fastTo, pieceArea, REACH } from './piece-coverage.js';
import type { Polyline } from './polyline.js';
import type { RasterSize } from './strokes.js';

/** Rounding allowance at the border between two pieces, pixels. */
const SLACK = 1e-3;
/** Rectangles are lengthened by at most this, pixels; a larger wedge is scanned as a sector. */
const LONGEST_LAP = 1;

export class CoverageMask {
  readonly width: number;
  readonly height: number;
  /** [height·width] covered area of each pixel; the reader sets it back to 0 */
  readonly area: Float32Array;
  /** [height·width] the piece that gave it, meaningful where 0 < area < 1 */
  readonly piece: Int32Array;
  /** rows touched: top..bottom, and in each the columns left[y]..right[y], ends included */
  top = 0;
  bottom = -1;
  readonly left: Int32Array;
  readonly right: Int32Array;

  constructor(size: RasterSize) {
    this.width = size.width;
    this.height = size.height;
    this.area = new Float32Array(size.width * size.height);
    this.piece = new Int32Array(size.width * size.height);
    this.left = new Int32Array(size.height);
    this.right = new Int32Array(size.height);
  }

  /** Fills the mask with one stroke. The mask must be clear. */
  cover(line: Polyline, chain: Chain): void {
    this.top = this.height;
    this.bottom = -1;
    const { from, to, radius } = chain;
    const outer = radius + REACH;
    let lapBefore = 0;
    this.#sector(line, chain, from, from, true, false);
    for (let p = from; p < to - 1; p++) {
      let lapAfter = 0;
      if (p + 1 < to - 1) {
        const cos = line.ux[p]! * line.ux[p + 1]! + line.uy[p]! * line.uy[p + 1]!;
        const lap = cos > 0 ? outer * Math.sqrt(Math.max(0, 1 - cos) / (1 + cos)) : outer;
        if (lap <= LONGEST_LAP) lapAfter = lap;
        else this.#sector(line, chain, p + 1, p, false, true);
      }
      this.#rectangle(line, chain, p, lapBefore, lapAfter);
      lapBefore = lapAfter;
    }
    this.#sector(line, chain, to - 1, to - 2, false, false);
  }

  /** Pixels whose nearest point of the stroke is beside piece p, or up to a lap past its ends. */
  #rectangle(line: Polyline, chain: Chain, p: number, lapBefore: number, lapAfter: number): void {
    const length = line.length[p]!;
    if (!(length > 0)) return;
    const { width, area, piece } = this;
    const r = chain.radius;
    const x0 = line.x[p]!;
    const y0 = line.y[p]!;
    const ux = line.ux[p]!;
    const uy = line.uy[p]!;
    const ax = Math.abs(ux);
    const ay = Math.abs(uy);
    const a = Math.max(ax, ay);
    const b = Math.min(ax, ay);
    const half = 0.5 * (a + b);
    // Past the ends the normal fans out a little, and with it the pixel's half extent along the normal.
    const outer = r + (lapBefore + lapAfter > 0 ? Math.min(REACH, half + 0.04) : half);
    const inner = r - half;
    const tFrom = -lapBefore - SLACK;
    const tTo = length + lapAfter + SLACK;
    const plainFrom = fastFrom(chain, p);
    const plainTo = fastTo(line, chain, p);
    const yLow = y0 + (uy >= 0 ? tFrom : tTo) * uy - outer * ax;
    const yHigh = y0 + (uy >= 0 ? tTo : tFrom) * uy + outer * ax;
    const rowFrom = Math.max(0, Math.ceil(yLow - 0.5));
    const rowTo = Math.min(this.height - 1, Math.floor(yHigh - 0.5));
    const perX = ax > 1e-6 ? 1 / ux : 0;
    const perY = ay > 1e-6 ? 1 / uy : 0;
    const thick = r >= REACH;
    for (let row = rowFrom; row <= rowTo; row++) {
      const dy = row + 0.5 - y0;
      // Spans as offsets from x0: along the piece [lo, hi], wholly covered [fullLo, fullHi].
      let lo = -Infinity;
      let hi = Infinity;
      let fullLo = -Infinity;
      let fullHi = inner > 0 ? Infinity : -Infinity;
      if (perX !== 0) {
        const t0 = (tFrom - dy * uy) * perX;
        const t1 = (tTo - dy * uy) * perX;
        lo = perX > 0 ? t0 : t1;
        hi = perX > 0 ? t1 : t0;
        fullLo = (perX > 0 ? -dy * uy : length - dy * uy) * perX;
        if (inner > 0) fullHi = (perX > 0 ? length - dy * uy : -dy * uy) * perX;
      } else if (dy * uy < 0 || dy * uy > length) {
        fullHi = -Infinity;
      }
      if (perY !== 0) {
        const middle = dy * ux * perY;
        const reach = Math.abs(perY);
        lo = Math.max(lo, middle - outer * reach);
        hi = Math.min(hi, middle + outer * reach);
        fullLo = Math.max(fullLo, middle - inner * reach);
        fullHi = Math.min(fullHi, middle + inner * reach);
      } else if (Math.abs(dy) > inner) {
        fullHi = -Infinity;
      }
      const from = Math.max(0, Math.ceil(x0 + lo - 0.5));
      const to = Math.min(width - 1, Math.floor(x0 + hi - 0.5));
      if (from > to) continue;
      this.#touch(row, from, to);
      let full = Math.max(from, Math.ceil(x0 + fullLo - 0.5));
      let open = Math.min(to, Math.floor(x0 + fullHi - 0.5)) + 1;
      if (full >= open) {
        full = to + 1;
        open = full;
      }
      const base = row * width;
      for (let i = base + full; i < base + open; i++) area[i] = 1;
      for (let col = from; col <= to; col++) {
        if (col === full) {
          col = open - 1;
          continue;
        }
        const i = base + col;
        if (area[i]! >= 1) continue;
        const dx = col + 0.5 - x0;
        const t = dx * ux + dy * uy;
        let c: number;
        if (t >= plainFrom && t <= plainTo) {
          const d = Math.abs(dy * ux - dx * uy);
          c = thick ? edgeArea(r - d, a, b) : bandArea(r, d, a, b);
        } else {
          c = pieceArea(line, chain, p, col + 0.5, row + 0.5);
        }
        if (c > area[i]!) {
          area[i] = c;
          piece[i] = p;
        }
      }
    }
  }

  /**
   * The part of the pen's disc at vertex v that no rectangle reaches.
   * @param p the piece to whose account the pixels go
   * @param isStart v is the stroke's first vertex: only what lies before piece p
   * @param isJoint v joins p and p+1: what lies after p and before p+1
   */
  #sector(line: Polyline, chain: Chain, v: number, p: number, isStart: boolean, isJoint: boolean): void {
    const { width, area, piece } = this;
    const x0 = line.x[v]!;
    const y0 = line.y[v]!;
    const outer = chain.radius + REACH;
    const inner = chain.radius - REACH;
    const isDot = line.length[p] === 0;
    const sign = isStart ? -1 : 1;
    const rowFrom = Math.max(0, Math.ceil(y0 - outer - 0.5));
    const rowTo = Math.min(this.height - 1, Math.floor(y0 + outer - 0.5));
    for (let row = rowFrom; row <= rowTo; row++) {
      const dy = row + 0.5 - y0;
      const chord = Math.sqrt(Math.max(0, outer * outer - dy * dy));
      const fullChord = inner > 0 && Math.abs(dy) < inner ? Math.sqrt(inner * inner - dy * dy) : -1;
      let lo = -chord;
      let hi = chord;
      if (!isDot) {
        const bound = clipBound(sign * line.ux[p]!, sign * line.uy[p]!, dy);
        if (sign * line.ux[p]! > 0) lo = Math.max(lo, bound);
        else hi = Math.min(hi, bound);
        if (isJoint) {
          const next = clipBound(-line.ux[p + 1]!, -line.uy[p + 1]!, dy);
          if (line.ux[p + 1]! < 0) lo = Math.max(lo, next);
          else hi = Math.min(hi, next);
        }
      }
      const from = Math.max(0, Math.ceil(x0 + lo - 0.5));
      const to = Math.min(width - 1, Math.floor(x0 + hi - 0.5));
      if (from > to) continue;
      this.#touch(row, from, to);
      const base = row * width;
      for (let col = from; col <= to; col++) {
        const i = base + col;
        if (area[i]! >= 1) continue;
        const dx = col + 0.5 - x0;
        const c = Math.abs(dx) <= fullChord ? 1 : pieceArea(line, chain, p, col + 0.5, row + 0.5);
        if (c > area[i]!) {
          area[i] = c;
          piece[i] = p;
        }
      }
    }
  }

  #touch(row: number, from: number, to: number): void {
    if (this.bottom < 0) {
      this.top = row;
      this.bottom = row;
      this.left[row] = from;
      this.right[row] = to;
      return;
    }
    while (row < this.top) {
      this.top--;
      this.left[this.top] = this.width;
      this.right[this.top] = -1;
    }
    while (row > this.bottom) {
      this.bottom++;
      this.left[this.bottom] = this.width;
      this.right[this.bottom] = -1;
    }
    if (from < this.left[row]!) this.left[row] = from;
    if (to > this.right[row]!) this.right[row] = to;
  }
}

/** Where, along a row dy below a vertex, x·ux + dy·uy crosses −SLACK: the edge of the half-plane ahead of it. */
function clipBound(ux: number, uy: number, dy: number): number {
  if (Math.abs(ux) > 1e-9) return (-SLACK - dy * uy) / ux;
  const isAhead = dy * uy >= -SLACK;
  return isAhead === ux > 0 ? -Infinity : Infinity;
}

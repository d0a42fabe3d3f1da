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
import {
  bandArea,
  besideFrom,
  besideTo,
  type Chain,
  discArea,
  hasSplitEnd,
  pieceArea,
  REACH,
} from './piece-coverage.js';
import type { Polyline } from './polyline.js';
import type { RasterSize } from './strokes.js';

/** Rounding allowance at the border between two pieces, pixels. */
const SLACK = 1e-3;
/** Directions closer to an axis than this are taken at this slope, which no pixel notices. */
const STEEP = 1e-6;
/** Rectangles are lengthened by at most this, pixels; a larger wedge is scanned as a sector. */
const LONGEST_LAP = 1;

export class CoverageMask {
  readonly width: number;
  readonly height: number;
  /** [height·width] covered area of each pixel; the reader sets it back to 0 */
  readonly area: Float32Array;
  /** [height·width] the piece that gave it, meaningful where 0 < area < 1 */
  readonly piece: Int32Array;
  /** rows to read: top..bottom, and in each the columns left[y]..right[y], ends included; none where right < left */
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
    const { from, to, radius } = chain;
    const outer = radius + REACH;
    if (!this.#frame(line, from, to, outer)) return;
    let lapBefore = 0;
    this.#cap(line, chain, from, from);
    for (let p = from; p < to - 1; p++) {
      let lapAfter = 0;
      if (p + 1 < to - 1) {
        const cos = line.ux[p]! * line.ux[p + 1]! + line.uy[p]! * line.uy[p + 1]!;
        const lap = cos > 0 ? outer * Math.sqrt(Math.max(0, 1 - cos) / (1 + cos)) : outer;
        if (lap <= LONGEST_LAP) lapAfter = lap;
        else this.#joint(line, chain, p);
      }
      this.#rectangle(line, chain, p, lapBefore, lapAfter);
      lapBefore = lapAfter;
    }
    this.#cap(line, chain, to - 1, to - 2);
  }

  /** Pixels whose nearest point of the stroke is beside piece p, or up to a lap past its ends. */
  #rectangle(line: Polyline, chain: Chain, p: number, lapBefore: number, lapAfter: number): void {
    const length = line.length[p]!;
    if (!(length > 0)) return;
    const { width, area, piece, left, right } = this;
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
    const isPlain = !hasSplitEnd(line, chain, p);
    const plainFrom = besideFrom(chain, p);
    const plainTo = besideTo(line, chain, p);
    const yLow = y0 + (uy >= 0 ? tFrom : tTo) * uy - outer * ax;
    const yHigh = y0 + (uy >= 0 ? tTo : tFrom) * uy + outer * ax;
    const rowFrom = Math.max(0, Math.ceil(yLow - 0.5)) | 0;
    const rowTo = Math.min(this.height - 1, Math.floor(yHigh - 0.5)) | 0;
    // A row dy below the start meets t = const at dx = t/ux − dy·uy/ux, n = const at dx = dy·ux/uy − n/uy.
    const perX = 1 / (ax > STEEP ? ux : STEEP);
    const perY = 1 / (ay > STEEP ? uy : STEEP);
    const driftT = uy * perX;
    const driftN = ux * perY;
    const startT = (perX > 0 ? tFrom : tTo) * perX;
    const endT = (perX > 0 ? tTo : tFrom) * perX;
    const fullStartT = (perX > 0 ? 0 : length) * perX;
    const fullEndT = (perX > 0 ? length : 0) * perX;
    const outerN = Math.abs(outer * perY);
    const innerN = inner * Math.abs(perY);
    const thick = r >= REACH;
    for (let row = rowFrom; row <= rowTo; row++) {
      const dy = row + 0.5 - y0;
      const shift = x0 - 0.5 - dy * driftT;
      const middle = x0 - 0.5 + dy * driftN;
      const from = Math.max(0, Math.ceil(Math.max(startT + shift, middle - outerN))) | 0;
      const to = Math.min(width - 1, Math.floor(Math.min(endT + shift, middle + outerN))) | 0;
      if (from > to) continue;
      if (from < left[row]!) left[row] = from;
      if (to > right[row]!) right[row] = to;
      let full = Math.max(from, Math.ceil(Math.max(fullStartT + shift, middle - innerN))) | 0;
      let open = (Math.min(to, Math.floor(Math.min(fullEndT + shift, middle + innerN))) + 1) | 0;
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
        } else if (isPlain) {
          c = t < 0 ? discArea(r, dx, dy, -t) : discArea(r, dx - ux * length, dy - uy * length, t - length);
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

  /** The sector of the pen's disc between the pieces p and p+1, on the side where they fan apart. */
  #joint(line: Polyline, chain: Chain, p: number): void {
    const u0 = line.ux[p]!;
    const v0 = line.uy[p]!;
    const u1 = line.ux[p + 1]!;
    const v1 = line.uy[p + 1]!;
    // Normals of both pieces on the outer side span the sector; its rows are those of apex and normals, and of the
    // disc's top or bottom where that lies between the normals.
    const side = u0 * v1 - v0 * u1 > 0 ? 1 : -1;
    let low = Math.min(0, -side * u0, -side * u1);
    let high = Math.max(0, -side * u0, -side * u1);
    if (u0 * u1 + v0 * v1 < 0) {
      low = -1;
      high = 1;
    } else if (v0 * v1 < 0) {
      if (side * (u0 + u1) > 0) low = -1;
      else high = 1;
    }
    this.#disc(line, chain, p + 1, p, low, high, u0, v0, -u1, -v1);
  }

  /** The half of the pen's disc that lies past a free end: before the first piece or after the last. */
  #cap(line: Polyline, chain: Chain, v: number, p: number): void {
    const isDot = line.length[p] === 0;
    const sign = v === p ? -1 : 1;
    const ux = isDot ? 0 : sign * line.ux[p]!;
    const uy = isDot ? 0 : sign * line.uy[p]!;
    const reach = Math.abs(ux);
    const low = isDot ? -1 : uy < 0 ? -1 : -reach;
    const high = isDot ? 1 : uy > 0 ? 1 : reach;
    this.#disc(line, chain, v, p, low, high, ux, uy, ux, uy);
  }

  /**
   * The part of the disc at vertex v that lies ahead in both of two directions (0,0 is no restriction).
   * @param p the piece to whose account the pixels go
   * @param low,high the rows that part spans, in radii from the vertex
   */
  #disc(
    line: Polyline,
    chain: Chain,
    v: number,
    p: number,
    low: number,
    high: number,
    ux: number,
    uy: number,
    vx: number,
    vy: number,
  ): void {
    const { width, area, piece, left, right } = this;
    const r = chain.radius;
    const x0 = line.x[v]!;
    const y0 = line.y[v]!;
    const outer = r + REACH;
    const inner = r - REACH;
    const isPlain = !hasSplitEnd(line, chain, p);
    const rowFrom = Math.max(0, Math.ceil(y0 + low * outer - SLACK - 0.5));
    const rowTo = Math.min(this.height - 1, Math.floor(y0 + high * outer + SLACK - 0.5));
    const perU = Math.abs(ux) > 1e-9 ? 1 / ux : 0;
    const perV = Math.abs(vx) > 1e-9 ? 1 / vx : 0;
    for (let row = rowFrom; row <= rowTo; row++) {
      const dy = row + 0.5 - y0;
      const chord = Math.sqrt(Math.max(0, outer * outer - dy * dy));
      let lo = -chord;
      let hi = chord;
      if (perU > 0) lo = Math.max(lo, (-SLACK - dy * uy) * perU);
      else if (perU < 0) hi = Math.min(hi, (-SLACK - dy * uy) * perU);
      else if (dy * uy < -SLACK) continue;
      if (perV > 0) lo = Math.max(lo, (-SLACK - dy * vy) * perV);
      else if (perV < 0) hi = Math.min(hi, (-SLACK - dy * vy) * perV);
      else if (dy * vy < -SLACK) continue;
      const from = Math.max(0, Math.ceil(x0 + lo - 0.5));
      const to = Math.min(width - 1, Math.floor(x0 + hi - 0.5));
      if (from > to) continue;
      if (from < left[row]!) left[row] = from;
      if (to > right[row]!) right[row] = to;
      const base = row * width;
      let full = to + 1;
      let open = full;
      if (inner > 0 && Math.abs(dy) < inner) {
        const half = Math.sqrt(inner * inner - dy * dy);
        full = Math.max(from, Math.ceil(x0 - half - 0.5));
        open = Math.min(to, Math.floor(x0 + half - 0.5)) + 1;
        if (full >= open) {
          full = to + 1;
          open = full;
        }
      }
      for (let i = base + full; i < base + open; i++) area[i] = 1;
      for (let col = from; col <= to; col++) {
        if (col === full) {
          col = open - 1;
          continue;
        }
        const i = base + col;
        if (area[i]! >= 1) continue;
        const dx = col + 0.5 - x0;
        const c = isPlain
          ? discArea(r, dx, dy, Math.abs(dx * line.ux[p]! + dy * line.uy[p]!))
          : pieceArea(line, chain, p, col + 0.5, row + 0.5);
        if (c > area[i]!) {
          area[i] = c;
          piece[i] = p;
        }
      }
    }
  }

  /** Sets out the rows a stroke may touch. @returns false when it lies off the canvas */
  #frame(line: Polyline, from: number, to: number, outer: number): boolean {
    let x0 = Infinity;
    let x1 = -Infinity;
    let y0 = Infinity;
    let y1 = -Infinity;
    for (let v = from; v < to; v++) {
      x0 = Math.min(x0, line.x[v]!);
      x1 = Math.max(x1, line.x[v]!);
      y0 = Math.min(y0, line.y[v]!);
      y1 = Math.max(y1, line.y[v]!);
    }
    this.top = Math.max(0, Math.floor(y0 - outer - 1)) | 0;
    this.bottom = Math.min(this.height - 1, Math.ceil(y1 + outer + 1)) | 0;
    if (x1 + outer < 0 || x0 - outer > this.width || this.top > this.bottom) {
      this.bottom = this.top - 1;
      return false;
    }
    this.left.fill(this.width, this.top, this.bottom + 1);
    this.right.fill(-1, this.top, this.bottom + 1);
    return true;
  }
}

/**
 * @file The pixels one stroke touches and how much of each it covers: the union of its pieces, each pixel once.
 *
 * A piece is an arc's band, scanned row by row: the row's span between the normals at the arc's ends, and within that
 * the span that is wholly covered and needs no arithmetic. Where the chain turns a little, the bands are lengthened to
 * close the wedge at the joint; where it turns much, and at the free ends, a sector of the pen's disc is scanned, whose
 * pixels are measured at last, the larger area where pieces overlap. So the work follows the painted area, and
 * arithmetic the outline's length.
 */
import { ARC } from './arc-frame.js';
import type { ArcChain } from './arcs.js';
import { type BandMask, coverBands } from './band.js';
import { type Chain, MARGINS } from './chain.js';
import { EndPixels } from './end-pixels.js';
import { Overlaps } from './overlaps.js';
import type { RasterSize } from './raster-size.js';
import { coverEnds } from './round-ends.js';

const { FRAME, HALF, START_X, START_Y, END_X, END_Y, LAP } = ARC;
const { REACH, SLACK, BEFORE_END, THIN } = MARGINS;

/** Directions closer to an axis than this are taken at this slope, which no pixel notices. */
const STEEP = 1e-6;

export class CoverageMask implements BandMask {
  readonly width: number;
  readonly height: number;
  /** [height·width] covered area of each pixel; the reader sets it back to 0 */
  readonly area: Float32Array;
  /** [height·width] the piece that gave it, meaningful where 0 < area < 1 */
  readonly note: Int32Array;
  /** rows to read: top..bottom, and in each the columns left[y]..right[y], ends included; none where right < left */
  top = 0;
  bottom = -1;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** pixels past free ends and turns, which are measured last */
  readonly ends = new EndPixels();
  /** pixels in which a stroke meets itself, of all strokes since they were cleared */
  readonly overlaps = new Overlaps();

  constructor(size: RasterSize) {
    this.width = size.width;
    this.height = size.height;
    this.area = new Float32Array(size.width * size.height);
    this.note = new Int32Array(size.width * size.height);
    this.left = new Int32Array(size.height);
    this.right = new Int32Array(size.height);
  }

  /** Fills the mask with one stroke. The mask must be clear. */
  cover(arcs: ArcChain, chain: Chain): void {
    this.ends.count = 0;
    if (!this.#frame(arcs, chain)) return;
    const last = chain.to - 1;
    coverBands(this, arcs, chain);
    this.#sector(arcs, chain, chain.from, chain.from);
    for (let q = chain.from; q < last; q++) {
      if (arcs.frames[FRAME * (q + 1) + LAP]! <= 0) this.#sector(arcs, chain, q, q + 1);
    }
    this.#sector(arcs, chain, last, last + 1);
    coverEnds(arcs, chain.radius, this.ends, this.ends.count, this);
    this.overlaps.resolve(arcs, chain.radius, this);
  }

  /** Sets out the rows a stroke may touch. @returns false when it lies above or below the canvas */
  #frame({ y }: ArcChain, chain: Chain): boolean {
    let low = Infinity;
    let high = -Infinity;
    for (let v = 2 * chain.from; v <= 2 * chain.to; v++) {
      if (y[v]! < low) low = y[v]!;
      if (y[v]! > high) high = y[v]!;
    }
    const outer = chain.radius + REACH;
    this.top = Math.max(0, Math.floor(low - outer - 1));
    this.bottom = Math.min(this.height - 1, Math.ceil(high + outer + 1));
    if (this.top > this.bottom) return false;
    const { left, right, width, bottom } = this;
    for (let row = this.top; row <= bottom; row++) {
      left[row] = width;
      right[row] = -1;
    }
    return true;
  }

  /**
   * The part of the pen's disc at the start of piece v that no band reaches: at a free end (v = q = first, or v = q + 1,
   * past the last) the half past the end, at a joint (v = q + 1) the wedge between the pieces q and v on the outer side.
   */
  #sector({ frames, x, y }: ArcChain, chain: Chain, q: number, v: number): void {
    const f = FRAME * q;
    const isDot = frames[f + HALF] === 0;
    const isStart = v === q;
    const end = 2 * q + (isStart ? 0 : 1);
    const isJoint = !isStart && v < chain.to;
    const before = frames[FRAME * v + LAP]! < 0 ? BEFORE_END : SLACK;
    const x0 = x[2 * v]!;
    const y0 = y[2 * v]!;
    // Pixels lie ahead in both directions u and w: the tangents away from the pieces.
    const ux = isDot ? 0 : isStart ? -frames[f + START_X]! : frames[f + END_X]!;
    const uy = isDot ? 0 : isStart ? -frames[f + START_Y]! : frames[f + END_Y]!;
    const wx = isJoint ? -frames[FRAME * v + START_X]! : ux;
    const wy = isJoint ? -frames[FRAME * v + START_Y]! : uy;
    // Rows of the sector, in radii: those of its apex and of the two normals that bound it, and of the disc's top or
    // bottom where that lies between them. A joint turns from u to −w; a half disc is bounded by ±u's normal.
    let low = -1;
    let high = 1;
    if (isJoint && ux * wx + uy * wy < 0) {
      const side = uy * wx > ux * wy ? 1 : -1;
      const n0 = -side * ux;
      const n1 = side * wx;
      const turnsOver = uy * wy > 0;
      low = turnsOver && n0 + n1 < 0 ? -1 : Math.min(0, n0, n1);
      high = turnsOver && n0 + n1 > 0 ? 1 : Math.max(0, n0, n1);
    } else if (!isJoint && !isDot) {
      if (uy >= 0) low = -Math.abs(ux);
      if (uy <= 0) high = Math.abs(ux);
    }
    const outer = Math.sqrt((chain.radius + REACH) ** 2 + before * before);
    const inner = chain.radius - REACH;
    const rowFrom = Math.max(0, Math.ceil(y0 + low * outer - before - 0.5)) | 0;
    const rowTo = Math.min(this.height - 1, Math.floor(y0 + high * outer + before - 0.5)) | 0;
    const perU = isDot ? 0 : 1 / (Math.abs(ux) > STEEP ? ux : STEEP);
    const perW = isDot ? 0 : 1 / (Math.abs(wx) > STEEP ? wx : STEEP);
    const edge = this.width - 1;
    for (let row = rowFrom; row <= rowTo; row++) {
      const dy = row + 0.5 - y0;
      const square = outer * outer - dy * dy;
      if (square < 0) continue;
      const chord = Math.sqrt(square);
      const boundU = (-before - dy * uy) * perU;
      const boundW = (-before - dy * wy) * perW;
      let from = -chord;
      let to = chord;
      if (perU > 0) from = Math.max(from, boundU);
      else if (perU < 0) to = Math.min(to, boundU);
      if (perW > 0) from = Math.max(from, boundW);
      else if (perW < 0) to = Math.min(to, boundW);
      const first = Math.max(0, Math.ceil(x0 - 0.5 + from)) | 0;
      const final = Math.min(edge, Math.floor(x0 - 0.5 + to)) | 0;
      if (first > final) continue;
      if (inner <= THIN || Math.abs(dy) >= inner) {
        this.#span(row, end, first, final, final + 1, final);
        continue;
      }
      const full = Math.sqrt(inner * inner - dy * dy);
      const fullFrom = Math.max(0, Math.ceil(x0 - 0.5 + Math.max(from, -full))) | 0;
      const fullTo = Math.min(edge, Math.floor(x0 - 0.5 + Math.min(to, full))) | 0;
      this.#span(row, end, first, final, fullFrom, fullTo);
    }
  }

  /** Marks columns of one row: wholly covered from `full` to `fullTo` if any, elsewhere from..to on the outline. */
  #span(row: number, end: number, from: number, to: number, fullFrom: number, fullTo: number): void {
    if (from < this.left[row]!) this.left[row] = from;
    if (to > this.right[row]!) this.right[row] = to;
    const full = fullFrom <= fullTo ? fullFrom : to + 1;
    const open = fullFrom <= fullTo ? fullTo + 1 : to + 1;
    const area = this.area;
    const base = row * this.width;
    for (let i = base + full; i < base + open; i++) area[i] = 1;
    for (let col = from; col < full; col++) this.ends.push(row, col, end);
    for (let col = open; col <= to; col++) this.ends.push(row, col, end);
  }
}

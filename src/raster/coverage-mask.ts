/**
 * @file The pixels one stroke touches and how much of each it covers: the union of its pieces, each pixel once.
 *
 * A piece is a rectangle, scanned row by row: the row's span inside it, and within that the span that is wholly
 * covered and needs no arithmetic. Where the chain turns a little, the rectangles are lengthened to close the wedge
 * at the joint; where it turns much, and at the free ends, a sector of the pen's disc is scanned. Scanning only notes
 * the pixels on the outline; their areas are then taken in one go, the larger one where pieces overlap. So the work
 * follows the painted area, and arithmetic the outline's length.
 */
import { coverBands } from './band.js';
import { type Chain, lapAt, REACH, SLACK } from './chain.js';
import { EndPixels } from './end-pixels.js';
import type { Mask } from './painting.js';
import type { Polyline } from './polyline.js';
import type { RasterSize } from './raster-size.js';
import { coverEnds } from './round-ends.js';

/** Directions closer to an axis than this are taken at this slope, which no pixel notices. */
const STEEP = 1e-6;
export class CoverageMask implements Mask {
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

  constructor(size: RasterSize) {
    this.width = size.width;
    this.height = size.height;
    this.area = new Float32Array(size.width * size.height);
    this.note = new Int32Array(size.width * size.height);
    this.left = new Int32Array(size.height);
    this.right = new Int32Array(size.height);
  }

  /** Fills the mask with one stroke. The mask must be clear. */
  cover(line: Polyline, chain: Chain): void {
    this.ends.count = 0;
    if (!this.#frame(line, chain)) return;
    const last = chain.to - 2;
    coverBands(this, line, chain);
    this.#sector(line, chain, chain.from, chain.from);
    for (let p = chain.from; p < last; p++) {
      if (lapAt(line, chain, p + 1) === 0) this.#sector(line, chain, p, p + 1);
    }
    this.#sector(line, chain, last, last + 1);
    coverEnds(line, chain.radius, this.ends, this.ends.count, this.width, this.area, this.note);
  }

  /** Sets out the rows a stroke may touch. @returns false when it lies off the canvas */
  #frame(line: Polyline, chain: Chain): boolean {
    let x0 = Infinity;
    let x1 = -Infinity;
    let y0 = Infinity;
    let y1 = -Infinity;
    for (let v = chain.from; v < chain.to; v++) {
      const x = line.x[v]!;
      const y = line.y[v]!;
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      if (y > y1) y1 = y;
    }
    const outer = chain.radius + REACH;
    this.top = Math.max(0, Math.floor(y0 - outer - 1));
    this.bottom = Math.min(this.height - 1, Math.ceil(y1 + outer + 1));
    if (x1 + outer < 0 || x0 - outer > this.width || this.top > this.bottom) {
      this.bottom = this.top - 1;
      return false;
    }
    this.left.fill(this.width, this.top, this.bottom + 1);
    this.right.fill(-1, this.top, this.bottom + 1);
    return true;
  }

  /**
   * The part of the pen's disc at vertex v that no rectangle reaches: at a free end (v = p = first, or v = p + 1 =
   * last) the half past the end, at a joint (v = p + 1) the wedge between the pieces p and v on the outer side.
   */
  #sector(line: Polyline, chain: Chain, p: number, v: number): void {
    const isDot = line.length[p] === 0;
    const end = 2 * p + (v - p);
    const isJoint = v > p && v < chain.to - 1;
    const x0 = line.x[v]!;
    const y0 = line.y[v]!;
    // Pixels lie ahead in both directions u and w.
    const sign = isDot ? 0 : v === p ? -1 : 1;
    const ux = sign * line.ux[p]!;
    const uy = sign * line.uy[p]!;
    const wx = isJoint ? -line.ux[v]! : ux;
    const wy = isJoint ? -line.uy[v]! : uy;
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
    const outer = chain.radius + REACH;
    const inner = chain.radius - REACH;
    const rowFrom = Math.max(0, Math.ceil(y0 + low * outer - SLACK - 0.5)) | 0;
    const rowTo = Math.min(this.height - 1, Math.floor(y0 + high * outer + SLACK - 0.5)) | 0;
    const perU = isDot ? 0 : 1 / (Math.abs(ux) > STEEP ? ux : STEEP);
    const perW = isDot ? 0 : 1 / (Math.abs(wx) > STEEP ? wx : STEEP);
    const edge = this.width - 1;
    for (let row = rowFrom; row <= rowTo; row++) {
      const dy = row + 0.5 - y0;
      const chord = Math.sqrt(Math.max(0, outer * outer - dy * dy));
      const full = inner > 0 && Math.abs(dy) < inner ? Math.sqrt(inner * inner - dy * dy) : -1;
      let from = -chord;
      let to = chord;
      const boundU = (-SLACK - dy * uy) * perU;
      const boundW = (-SLACK - dy * wy) * perW;
      if (perU > 0) from = Math.max(from, boundU);
      else if (perU < 0) to = Math.min(to, boundU);
      if (perW > 0) from = Math.max(from, boundW);
      else if (perW < 0) to = Math.min(to, boundW);
      const first = Math.max(0, Math.ceil(x0 - 0.5 + from)) | 0;
      const final = Math.min(edge, Math.floor(x0 - 0.5 + to)) | 0;
      const fullFrom = Math.max(0, Math.ceil(x0 - 0.5 + Math.max(from, -full))) | 0;
      const fullTo = Math.min(edge, Math.floor(x0 - 0.5 + Math.min(to, full))) | 0;
      if (first <= final) this.#span(row, end, first, final, fullFrom, fullTo);
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

/**
 * @file The pixels one stroke touches and how much of each it covers: the union of its pieces, each pixel once.
 *
 * A piece is a rectangle, scanned row by row: the row's span inside it, and within that the span that is wholly
 * covered and needs no arithmetic. Where the chain turns a little, the rectangles are lengthened to close the wedge
 * at the joint; where it turns much, and at the free ends, a sector of the pen's disc is scanned. Scanning only notes
 * the pixels on the outline; their areas are then taken in one go, the larger one where pieces overlap. So the work
 * follows the painted area, and arithmetic the outline's length.
 */
import { grownInt32 } from './growable.js';
import { type Chain, measureOutline, REACH } from './outline.js';
import type { Mask } from './painting.js';
import type { Polyline } from './polyline.js';
import type { RasterSize } from './raster-size.js';

/** Rounding allowance at the border between two pieces, pixels. */
const SLACK = 1e-3;
/** Directions closer to an axis than this are taken at this slope, which no pixel notices. */
const STEEP = 1e-6;
/** Rectangles are lengthened by at most this, pixels; a larger wedge is scanned as a sector. */
const LONGEST_LAP = 1;
/** How much a pixel's half extent along the normal may grow while the normal turns through such a lap. */
const FAN = 0.04;

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
  /** pixels on the outline, and how many */
  readonly #edge = { place: new Int32Array(1024), note: new Int32Array(1024) };
  #edges = 0;

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
    this.#edges = 0;
    if (!this.#frame(line, chain)) return;
    const last = chain.to - 2;
    this.#sector(line, chain, chain.from, chain.from);
    for (let p = chain.from; p <= last; p++) {
      if (p < last && lapAt(line, chain, p + 1) === 0) this.#sector(line, chain, p, p + 1);
      this.#rectangle(line, chain, p);
    }
    this.#sector(line, chain, last, last + 1);
    measureOutline(line, chain.radius, this.#edge, this.#edges, this.width, this.area, this.note);
  }

  /** Sets out the rows a stroke may touch. @returns false when it lies off the canvas */
  #frame(line: Polyline, chain: Chain): boolean {
    let x0 = Infinity;
    let x1 = -Infinity;
    let y0 = Infinity;
    let y1 = -Infinity;
    for (let v = chain.from; v < chain.to; v++) {
      x0 = Math.min(x0, line.x[v]!);
      x1 = Math.max(x1, line.x[v]!);
      y0 = Math.min(y0, line.y[v]!);
      y1 = Math.max(y1, line.y[v]!);
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

  /** Pixels whose nearest point of the stroke is beside piece p, or up to a lap past its ends. */
  #rectangle(line: Polyline, chain: Chain, p: number): void {
    const length = line.length[p]!;
    if (length === 0) return;
    const lapBefore = lapAt(line, chain, p);
    const lapAfter = lapAt(line, chain, p + 1);
    const lap = Math.max(lapBefore, lapAfter);
    const r = chain.radius;
    const x0 = line.x[p]!;
    const y0 = line.y[p]!;
    const ux = line.ux[p]!;
    const uy = line.uy[p]!;
    const ax = Math.abs(ux);
    const ay = Math.abs(uy);
    const half = 0.5 * (ax + ay);
    const extent = lap > 0 ? Math.min(REACH, half + FAN) : half;
    const outer = r + extent;
    // A pixel |n| off the piece is up to √(n² + lap²) from it where it lies past its end.
    const inner = r - extent > lap ? Math.sqrt((r - extent) ** 2 - lap * lap) : -1;
    const tFrom = -lapBefore - SLACK;
    const tTo = length + lapAfter + SLACK;
    const yLow = y0 + (uy >= 0 ? tFrom : tTo) * uy - outer * ax;
    const yHigh = y0 + (uy >= 0 ? tTo : tFrom) * uy + outer * ax;
    const rowFrom = Math.max(0, Math.ceil(yLow - 0.5)) | 0;
    const rowTo = Math.min(this.height - 1, Math.floor(yHigh - 0.5)) | 0;
    // A row dy below the start meets t = const at dx = t/ux − dy·uy/ux, n = const at dx = dy·ux/uy − n/uy.
    const perX = 1 / (ax > STEEP ? ux : STEEP);
    const perY = 1 / (ay > STEEP ? uy : STEEP);
    const driftT = uy * perX;
    const driftN = ux * perY;
    const startT = Math.min(tFrom * perX, tTo * perX);
    const endT = Math.max(tFrom * perX, tTo * perX);
    const outerN = outer * Math.abs(perY);
    const innerN = inner * Math.abs(perY);
    const edge = this.width - 1;
    for (let row = rowFrom; row <= rowTo; row++) {
      const dy = row + 0.5 - y0;
      const middle = x0 - 0.5 + dy * driftN;
      const first = x0 - 0.5 - dy * driftT + startT;
      const final = x0 - 0.5 - dy * driftT + endT;
      const from = Math.max(0, Math.ceil(Math.max(first, middle - outerN))) | 0;
      const to = Math.min(edge, Math.floor(Math.min(final, middle + outerN))) | 0;
      const full = Math.max(0, Math.ceil(Math.max(first, middle - innerN))) | 0;
      const fullTo = Math.min(edge, Math.floor(Math.min(final, middle + innerN))) | 0;
      if (from <= to) this.#span(row, p, from, to, full, fullTo);
    }
  }

  /**
   * The part of the pen's disc at vertex v that no rectangle reaches: at a free end (v = p = first, or v = p + 1 =
   * last) the half past the end, at a joint (v = p + 1) the wedge between the pieces p and v on the outer side.
   */
  #sector(line: Polyline, chain: Chain, p: number, v: number): void {
    const isDot = line.length[p] === 0;
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
      if (first <= final) this.#span(row, p, first, final, fullFrom, fullTo);
    }
  }

  /** Marks columns of one row: wholly covered from `full` to `fullTo` if any, elsewhere from..to on the outline. */
  #span(row: number, p: number, from: number, to: number, fullFrom: number, fullTo: number): void {
    if (from < this.left[row]!) this.left[row] = from;
    if (to > this.right[row]!) this.right[row] = to;
    const full = fullFrom <= fullTo ? fullFrom : to + 1;
    const open = fullFrom <= fullTo ? fullTo + 1 : to + 1;
    const area = this.area;
    const base = row * this.width;
    for (let i = base + full; i < base + open; i++) area[i] = 1;
    const edges = this.#edges + full - from + to + 1 - open;
    const edge = this.#edge;
    if (edges > edge.place.length) {
      edge.place = grownInt32(edge.place, edges);
      edge.note = grownInt32(edge.note, edges);
    }
    const { place, note } = edge;
    let k = this.#edges;
    for (let col = from; col < full; col++, k++) {
      place[k] = (row << 16) | col;
      note[k] = p;
    }
    for (let col = open; col <= to; col++, k++) {
      place[k] = (row << 16) | col;
      note[k] = p;
    }
    this.#edges = edges;
  }
}

/** How far the rectangles beside vertex v are lengthened to meet on the outer side; 0 where a sector fills the gap. */
function lapAt(line: Polyline, chain: Chain, v: number): number {
  const tangent = line.bend[v]!;
  const lap = tangent * (chain.radius + REACH);
  return lap <= LONGEST_LAP ? lap + SLACK : 0;
}

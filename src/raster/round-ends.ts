/**
 * @file How much of the pixels at a stroke's free ends and sharp turns its pen covers, and the gradient of that.
 *
 * Past a vertex the pen is a disc. A pixel there is covered by the disc's exact area (`discAreas`), blended with the
 * straight band that the piece would go on as, by the share of the pixel that counts as past the end. The gradient is not
 * that of the blend but of the end itself, exactly (`capSweeps`).
 *
 * Each function is one loop with nearly everything in it, because a call per pixel would box its numbers.
 */
import { type ArcChain, BEND, COS, END_X, END_Y, FRAME, HALF, START_X, START_Y } from './arcs.js';
import { type BandMask, FLAT } from './band.js';
import { capSweeps, SWEEP } from './cap-sweep.js';
import { BEFORE_END, type ChainGradients, type OutlinePixels, REACH } from './chain.js';
import { discAreas } from './disc-area.js';
import { SLIVER } from './overlaps.js';
import type { PieceSums } from './piece-sums.js';

/** by pixel of an end: x,y from its vertex, and the area of the disc there */
let from = new Float64Array(512);
let discs = new Float64Array(256);
/** the direction in which the stroke ends, and what its outline sweeps there */
let tangents = new Float64Array(512);
let sweeps = new Float64Array(256 * SWEEP);

/**
 * Raises the mask's areas to the covered area of each pixel, and where it does notes the piece q, or
 * −1 − the pixel's end where it is a part of a disc.
 * @param pixels with their ends as notes: 2·q + 1 past the end of piece q, 2·q before its start
 */
export function coverEnds(
  arcs: ArcChain,
  r: number,
  pixels: OutlinePixels,
  count: number,
  { width, area, note, overlaps }: BandMask,
): void {
  const { place, note: ends } = pixels;
  const { x: lineX, y: lineY, frames } = arcs;
  makeRoom(count);
  for (let k = 0; k < count; k++) {
    const v = 2 * ((ends[k]! >> 1) + (ends[k]! & 1));
    from[2 * k] = (place[k]! & 0xffff) + 0.5 - lineX[v]!;
    from[2 * k + 1] = (place[k]! >> 16) + 0.5 - lineY[v]!;
  }
  discAreas(r, from, count, discs);
  const cubic = Math.min(1, CUBIC * r);
  for (let k = 0; k < count; k++) {
    const cell = (place[k]! >> 16) * width + (place[k]! & 0xffff);
    if (area[cell]! >= 1) continue;
    const end = ends[k]!;
    const q = end >> 1;
    const isEnd = (end & 1) === 1;
    const f = FRAME * q;
    // tangent away from the piece
    const tx = isEnd ? frames[f + END_X]! : -frames[f + START_X]!;
    const ty = isEnd ? frames[f + END_Y]! : -frames[f + START_Y]!;
    const dx = from[2 * k]!;
    const dy = from[2 * k + 1]!;
    const over = frames[f + HALF] === 0 ? 1 : dx * tx + dy * ty;
    const round = roundShare(over, frames[isEnd ? f + FRAME + BEND : f + BEND]!, cubic);
    let covered = round * discs[k]!;
    if (round < 1) {
      const ax = Math.abs(tx);
      const ay = Math.abs(ty);
      const half = 0.5 * (ax + ay) + FLAT;
      const flank = 0.5 * Math.abs(ax - ay);
      const b = half - flank;
      const perAB = 1 / ((half + flank) * b);
      const away = Math.abs(dy * tx - dx * ty);
      let s = r - away;
      let c = 0.5 * (Math.abs(s + half) - Math.abs(s - half));
      let e = c - 0.5 * (Math.abs(c + flank) - Math.abs(c - flank));
      let band = 0.5 + (c * b - 0.5 * e * Math.abs(e)) * perAB;
      if (r < REACH) {
        s = r + away;
        c = 0.5 * (Math.abs(s + half) - Math.abs(s - half));
        e = c - 0.5 * (Math.abs(c + flank) - Math.abs(c - flank));
        band += (c * b - 0.5 * e * Math.abs(e)) * perAB - 0.5;
      }
      covered += (1 - round) * band;
    }
    const before = area[cell]!;
    if (r >= REACH && before > SLIVER && covered > SLIVER && covered < 1 - SLIVER) {
      const other = note[cell]!;
      const theirs = other < 0 ? (-1 - other) >> 1 : other;
      // the piece itself and its neighbours are no other outlines
      if (Math.abs(theirs - q) > 1) {
        overlaps.push(cell, covered > before ? other : -1 - end);
      }
    }
    if (covered > before) {
      area[cell] = covered;
      note[cell] = -1 - end;
    }
  }
}

function makeRoom(count: number): void {
  if (2 * count <= from.length) return;
  from = new Float64Array(3 * count);
  discs = new Float64Array(2 * count);
  tangents = new Float64Array(3 * count);
  sweeps = new Float64Array(2 * SWEEP * count);
}

/** How much of the way from a straight share to the cubic one a pen goes, per pixel of its half-width. */
const CUBIC = 2.2;

/**
 * How much of a pixel `over` past a sharp vertex counts as disc. At a turn, none at the end of the piece, where it meets
 * the band, and all from half a pixel on. At a free end, x = over + ½: the disc's outline leaves the band's by τ²/(2r) at
 * τ past the end, which makes the true share x³ to (1−x)³ for all but the thinnest pens; of a hair it is x.
 * @param cubic between the two, 0..1
 */
function roundShare(over: number, bend: number, cubic: number): number {
  const past = bend === Infinity ? over + BEFORE_END : 2 * over;
  const x = past < 0 ? 0 : past > 1 ? 1 : past;
  if (bend !== Infinity) return x;
  const x3 = x * x * x;
  const y3 = (1 - x) * (1 - x) * (1 - x);
  return x + cubic * (x3 / (x3 + y3) - x);
}

/**
 * Adjoint of `coverEnds` for the pixels noted as −1 − end: what the outline there sweeps (`capSweeps`).
 * @param which the pixels' indices, `count` of them
 * @param byArea gradient by it
 * @param sums pushes on the pieces; added to
 * @param out gradients by the chain's points; added to
 * @returns gradient by the half-width
 */
export function pullEnds(
  arcs: ArcChain,
  r: number,
  pixels: OutlinePixels,
  which: Int32Array,
  count: number,
  byArea: Float32Array,
  sums: PieceSums,
  out: ChainGradients,
): number {
  const { place, note } = pixels;
  const { x: lineX, y: lineY, frames } = arcs;
  const { values } = sums;
  makeRoom(count);
  for (let k = 0; k < count; k++) {
    const m = which[k]!;
    const end = -1 - note[m]!;
    const isEnd = end & 1;
    const v = 2 * ((end >> 1) + isEnd);
    const f = FRAME * (end >> 1);
    const isDot = frames[f + HALF] === 0;
    from[2 * k] = (place[m]! & 0xffff) + 0.5 - lineX[v]!;
    from[2 * k + 1] = (place[m]! >> 16) + 0.5 - lineY[v]!;
    tangents[2 * k] = isDot ? 0 : isEnd ? frames[f + END_X]! : -frames[f + START_X]!;
    tangents[2 * k + 1] = isDot ? 0 : isEnd ? frames[f + END_Y]! : -frames[f + START_Y]!;
  }
  capSweeps(r, from, tangents, count, sweeps);
  let byRadius = 0;
  for (let k = 0; k < count; k++) {
    const m = which[k]!;
    const end = -1 - note[m]!;
    const q = end >> 1;
    const sign = 2 * (end & 1) - 1;
    const g = byArea[m]!;
    const at = SWEEP * k;
    out.x[2 * q + sign + 1]! += g * sweeps[at]!;
    out.y[2 * q + sign + 1]! += g * sweeps[at + 1]!;
    byRadius += g * (sweeps[at + 2]! + sweeps[at + 3]! + sweeps[at + 5]!);
    if (sweeps[at + 3]! + sweeps[at + 5]! === 0) continue;
    const f = FRAME * q;
    const half = frames[f + HALF]!;
    const cosine = frames[f + COS]!;
    const to = sums.at(q);
    for (let side = 0; side < 2; side++) {
      const push = (side === 0 ? g : -g) * sweeps[at + 3 + 2 * side]!;
      const foot = sign * (half + cosine * sweeps[at + 4 + 2 * side]!);
      const x = -push * tangents[2 * k + 1]!;
      const y = push * tangents[2 * k]!;
      values[to]! += x;
      values[to + 1]! += x * foot;
      values[to + 2]! += x * foot * foot;
      values[to + 3]! += y;
      values[to + 4]! += y * foot;
      values[to + 5]! += y * foot * foot;
    }
  }
  return byRadius;
}

/**
 * @file How much of the pixels at a stroke's free ends and sharp turns its pen covers, and the gradient of that.
 *
 * Past a vertex the pen is a disc. A pixel there is covered by the disc's exact area (`discArea`), blended with the
 * straight band that the piece would go on as, by the share of the pixel that counts as past the end.
 *
 * Each function is one loop with nearly everything in it, because a call per pixel would box its numbers.
 */
import { type ArcChain, BEND, COS, END_X, END_Y, FRAME, HALF, SIN, START_X, START_Y } from './arcs.js';
import { BEFORE_END, type ChainGradients, type OutlinePixels, REACH, SHARP } from './chain.js';
import { discAreas, discSlopes } from './disc-area.js';
import { edgeArea, edgeSlope, edgeTurn } from './edge-area.js';
import type { PieceSums } from './piece-sums.js';

/** by pixel of an end: x,y from its vertex, and the area of the disc there */
let from = new Float64Array(512);
let discs = new Float64Array(256);
/** and how they grow with its place and the pen's radius */
let slopes = new Float64Array(768);

/**
 * Raises `area` (row-major, `width` columns) to the covered area of each pixel, and where it does notes the piece q, or
 * −1 − the pixel's end where it is a part of a disc.
 * @param pixels with their ends as notes: 2·q + 1 past the end of piece q, 2·q before its start
 */
export function coverEnds(
  arcs: ArcChain,
  r: number,
  pixels: OutlinePixels,
  count: number,
  width: number,
  area: Float32Array,
  note: Int32Array,
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
      const d = Math.abs(dy * tx - dx * ty);
      const major = Math.max(ax, ay);
      const minor = Math.min(ax, ay);
      let band = edgeArea(r - d, major, minor);
      if (r + d < REACH) band += edgeArea(r + d, major, minor) - 1;
      covered += (1 - round) * band;
    }
    if (covered > area[cell]!) {
      area[cell] = covered;
      note[cell] = -1 - end;
    }
  }
}

function makeRoom(count: number): void {
  if (2 * count <= from.length) return;
  from = new Float64Array(3 * count);
  discs = new Float64Array(2 * count);
  slopes = new Float64Array(6 * count);
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
  if (!(bend > SHARP)) return 0;
  const past = bend === Infinity ? over + BEFORE_END : 2 * over;
  const x = past < 0 ? 0 : past > 1 ? 1 : past;
  if (bend !== Infinity) return x;
  const x3 = x * x * x;
  const y3 = (1 - x) * (1 - x) * (1 - x);
  return x + cubic * (x3 / (x3 + y3) - x);
}

/** Derivative of `roundShare` by `over` where it is neither 0 nor 1. */
function roundSlope(over: number, bend: number, cubic: number): number {
  if (bend !== Infinity) return 2;
  const x = over + BEFORE_END;
  const y = 1 - x;
  const both = x * x * x + y * y * y;
  return 1 + cubic * ((3 * x * x * y * y) / (both * both) - 1);
}

/**
 * Adjoint of `coverEnds` for the pixels noted as −1 − end.
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
    const v = 2 * ((end >> 1) + (end & 1));
    from[2 * k] = (place[m]! & 0xffff) + 0.5 - lineX[v]!;
    from[2 * k + 1] = (place[m]! >> 16) + 0.5 - lineY[v]!;
  }
  discAreas(r, from, count, discs);
  discSlopes(r, from, discs, count, slopes);
  const cubic = Math.min(1, CUBIC * r);
  let byRadius = 0;
  for (let k = 0; k < count; k++) {
    const m = which[k]!;
    const end = -1 - note[m]!;
    const q = end >> 1;
    const v = q + (end & 1);
    const sign = 2 * (end & 1) - 1;
    const f = FRAME * q;
    // tangent in the direction of the piece
    const tx = frames[sign > 0 ? f + END_X : f + START_X]!;
    const ty = frames[sign > 0 ? f + END_Y : f + START_Y]!;
    const dx = from[2 * k]!;
    const dy = from[2 * k + 1]!;
    const along = dx * tx + dy * ty;
    const bend = frames[FRAME * v + BEND]!;
    const round = roundShare(frames[f + HALF] === 0 ? 1 : sign * along, bend, cubic);
    const g = byArea[m]!;
    out.x[2 * v]! -= g * round * slopes[3 * k]!;
    out.y[2 * v]! -= g * round * slopes[3 * k + 1]!;
    byRadius += g * round * slopes[3 * k + 2]!;
    if (round === 1) continue;
    const across = dy * tx - dx * ty;
    const major = Math.max(Math.abs(tx), Math.abs(ty));
    const minor = Math.min(Math.abs(tx), Math.abs(ty));
    const d = Math.abs(across);
    let band = edgeArea(r - d, major, minor);
    let slope = edgeSlope(r - d, major, minor);
    let byD = -slope;
    let turn = edgeTurn(r - d, major, minor);
    if (r + d < REACH) {
      const far = edgeSlope(r + d, major, minor);
      band += edgeArea(r + d, major, minor) - 1;
      slope += far;
      byD += far;
      turn += edgeTurn(r + d, major, minor);
    }
    const byBand = g * (1 - round);
    byRadius += byBand * slope;
    // Moving the piece along its normal (−ty, tx) lowers `across`, and turning it there moves what lies ahead.
    const push = across < 0 ? byBand * byD : -byBand * byD;
    const byAlong = round > 0 ? sign * g * (discs[k]! - band) * roundSlope(sign * along, bend, cubic) : 0;
    const couple = byAlong * across + (isTurnedAway(tx, ty) ? byBand * turn : -byBand * turn);
    out.x[2 * v]! -= byAlong * tx;
    out.y[2 * v]! -= byAlong * ty;
    const cosine = frames[f + COS]!;
    const sine = sign * frames[f + SIN]!;
    const foot = sign * frames[f + HALF]! + along * cosine;
    const at = sums.at(q);
    const moment = push * foot + couple;
    const square = push * foot * foot + 2 * couple * foot;
    values[at]! += sine * push;
    values[at + 1]! += sine * moment;
    values[at + 2]! += sine * square;
    values[at + 3]! += cosine * push;
    values[at + 4]! += cosine * moment;
    values[at + 5]! += cosine * square;
  }
  return byRadius;
}

/** Whether the angle θ of `edgeTurn` grows with that of the direction: it counts from the nearest axis. */
function isTurnedAway(x: number, y: number): boolean {
  return x * y >= 0 === Math.abs(x) >= Math.abs(y);
}

/**
 * @file How much of the pixels at a stroke's free ends and sharp turns its pen covers, and the gradient of that.
 *
 * Past a vertex the pen is a disc. A pixel there is covered by the disc's exact area (`discAreas`), blended with the
 * straight band that the piece would go on as, by the share of the pixel that counts as past the end. The gradient is not
 * that of the blend but of the end itself, exactly (`capSweeps`).
 *
 * Each function is one loop with nearly everything in it, because a call per pixel would box its numbers.
 */
import { ARC } from './arc-frame.js';
import type { ArcChain } from './arcs.js';
import type { BandMask } from './band.js';
import { CAP } from './cap-sweep.js';
import { MARGINS, type OutlinePixels } from './chain.js';
import { discAreas } from './disc-area.js';
import { DISC, discSweeps } from './disc-sweep.js';

const { FRAME, HALF, START_X, START_Y, END_X, END_Y, LAP } = ARC;
const { REACH, BEFORE_END, FLAT, SLIVER } = MARGINS;
const { DISC_PLACE, DISC_SWEEP } = DISC;
const { SINGLE } = CAP;

/** by pixel of an end: its centre from the vertex and the half-width, and of the disc there the area, or what it sweeps */
let places = new Float64Array(256 * DISC_PLACE);
let discs = new Float64Array(256);
let sweeps = new Float64Array(256 * DISC_SWEEP);

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
  const { place: cells, note: ends } = pixels;
  const { x: lineX, y: lineY, frames } = arcs;
  makeRoom(count);
  const isSingle = r >= SINGLE;
  for (let k = 0; k < count; k++) {
    const v = 2 * ((ends[k]! >> 1) + (ends[k]! & 1));
    places[DISC_PLACE * k] = (cells[k]! & 0xffff) + 0.5 - lineX[v]!;
    places[DISC_PLACE * k + 1] = (cells[k]! >> 16) + 0.5 - lineY[v]!;
    places[DISC_PLACE * k + 2] = r;
  }
  if (isSingle) discSweeps(places, count, sweeps);
  else discAreas(places, count, discs);
  const cubic = Math.min(1, CUBIC * r);
  for (let k = 0; k < count; k++) {
    const cell = (cells[k]! >> 16) * width + (cells[k]! & 0xffff);
    if (area[cell]! >= 1) continue;
    const end = ends[k]!;
    const q = end >> 1;
    const isEnd = (end & 1) === 1;
    const f = FRAME * q;
    // tangent away from the piece
    const tx = isEnd ? frames[f + END_X]! : -frames[f + START_X]!;
    const ty = isEnd ? frames[f + END_Y]! : -frames[f + START_Y]!;
    const dx = places[DISC_PLACE * k]!;
    const dy = places[DISC_PLACE * k + 1]!;
    const over = frames[f + HALF] === 0 ? 1 : dx * tx + dy * ty;
    const round =
      over >= BEFORE_END ? 1 : roundShare(over, frames[isEnd ? f + FRAME + LAP : f + LAP]! < 0, cubic);
    let covered = round * (isSingle ? sweeps[DISC_SWEEP * k + 4]! : discs[k]!);
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
  if (count <= discs.length) return;
  discs = new Float64Array(2 * count);
  places = new Float64Array(2 * DISC_PLACE * count);
  sweeps = new Float64Array(2 * DISC_SWEEP * count);
}

/** How much of the way from a straight share to the cubic one a pen goes, per pixel of its half-width. */
const CUBIC = 2.2;

/**
 * How much of a pixel `over` past a sharp vertex counts as disc. At a turn, none at the end of the piece, where it meets
 * the band, and all from half a pixel on. At a free end, x = over + ½: the disc's outline leaves the band's by τ²/(2r) at
 * τ past the end, which makes the true share x³ to (1−x)³ for all but the thinnest pens; of a hair it is x.
 * @param cubic between the two, 0..1
 */
function roundShare(over: number, isFree: boolean, cubic: number): number {
  const past = isFree ? over + BEFORE_END : 2 * over;
  const x = past < 0 ? 0 : past > 1 ? 1 : past;
  if (!isFree) return x;
  const x3 = x * x * x;
  const y3 = (1 - x) * (1 - x) * (1 - x);
  return x + cubic * (x3 / (x3 + y3) - x);
}

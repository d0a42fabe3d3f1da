/**
 * @file What the outline of a stroke's end sweeps of a pixel: the two sides of its band up to the end, and the half
 * circle past it.
 *
 * The parts of pixel and half disc that face each other are bounded by the arc and by straight lines: the pixel's sides,
 * cut off at the end line, and the end line itself. A closed outline's normals sum to nothing, so ∫ n ds over the arc is
 * what the lines leave: −Σ normal·length. Its amount is the arc's chord, and the arc 2r·asin(chord/2r); for a pen below a
 * pixel, whose circle may cross a pixel's sides four times, the arc comes from the area: 2·area = r·arc + Σ distance·length.
 */
import { DISC } from './disc-sweep.js';

const { DISC_PLACE } = DISC;
export const CAP = {
  /** numbers by pixel: ∫ n ds over the arc (x, y), its length; of either side of the band its length and its middle along it */
  CAP_SWEEP: 7,
  /** half-width from which a circle cuts a pixel once */
  SINGLE: 1,
} as const;
const { CAP_SWEEP, SINGLE } = CAP;
/** Directions closer to an axis than this are taken at this slope, which no pixel notices. */
const STEEP = 1e-6;
/** Past every pixel. */
const FAR = 1e6;
/** Largest sine whose angle the first terms of the arc sine's series give, to 1e-3 of it. */
const SERIES = 0.72;

/**
 * @param places x,y of the pixels' centres from the end's vertex, and the half-width, `count` of them
 * @param tangents unit direction in which the stroke ends, by pixel; 0,0 for a dot
 * @param areas how much of each pixel the pen's disc covers, asked for of half-widths below SINGLE
 * @param out receives CAP_SWEEP numbers a pixel; the side along (−ty, tx) comes first, and middles count from the vertex
 */
export function capSweeps(
  places: Float64Array,
  tangents: Float64Array,
  count: number,
  areas: Float64Array,
  out: Float64Array,
): void {
  for (let n = 0; n < count; n++) {
    const x = places[DISC_PLACE * n]!;
    const y = places[DISC_PLACE * n + 1]!;
    const r = places[DISC_PLACE * n + 2]!;
    const r2 = r * r;
    const tx = tangents[2 * n]!;
    const ty = tangents[2 * n + 1]!;
    const isDot = tx === 0 && ty === 0;
    const base = isDot ? FAR : 0;
    const perX = 1 / (Math.abs(tx) > STEEP ? tx : STEEP);
    const perY = 1 / (Math.abs(ty) > STEEP ? ty : STEEP);
    let gx = 0;
    let gy = 0;
    let outwards = 0;
    for (let side = 0; side < 4; side++) {
      const end = side & 1 ? 0.5 : -0.5;
      const isUpright = side < 2;
      const offset = (isUpright ? x : y) + end;
      const middle = isUpright ? y : x;
      const across = isUpright ? tx : ty;
      const per = isUpright ? perY : perX;
      // the side's part past the end line and in the circle
      const limit = -(offset * across + base) * per;
      const square = r2 - offset * offset;
      const half = Math.sqrt(0.5 * (square + Math.abs(square)));
      const low = middle - 0.5;
      const high = middle + 0.5;
      const first = 0.5 * (low - half + Math.abs(low + half));
      const last = 0.5 * (high + half - Math.abs(high - half));
      const isAhead = Number(per > 0);
      const start = isAhead * (limit + FAR) - FAR;
      const stop = isAhead * (FAR - limit) + limit;
      const from = 0.5 * (first + start + Math.abs(first - start));
      const to = 0.5 * (last + stop - Math.abs(last - stop));
      const length = end * (to - from + Math.abs(to - from));
      if (isUpright) gx -= length;
      else gy -= length;
      outwards += offset * length;
    }
    // The end line meets the pixel's sides at these distances across, of the middle between a pair give or take half of it.
    const halfX = 0.5 * Math.abs(perX);
    const halfY = 0.5 * Math.abs(perY);
    const lineX = -x * perY;
    const lineY = y * perX;
    let low = 0.5 * (lineX - halfY + lineY - halfX + Math.abs(lineX - halfY - lineY + halfX));
    let high = 0.5 * (lineX + halfY + lineY + halfX - Math.abs(lineX + halfY - lineY - halfX));
    low = 0.5 * (low - r + Math.abs(low + r));
    high = 0.5 * (high + r - Math.abs(high - r));
    const line = isDot ? 0 : 0.5 * (high - low + Math.abs(high - low));
    gx += tx * line;
    gy += ty * line;
    const o = CAP_SWEEP * n;
    out[o] = gx;
    out[o + 1] = gy;
    const sine = Math.min(1, Math.sqrt(gx * gx + gy * gy) / (2 * r));
    if (r < SINGLE && line === 0) out[o + 2] = Math.max(0, 2 * areas[n]! - outwards) / r;
    else if (sine > SERIES) out[o + 2] = 2 * r * Math.asin(sine);
    else {
      const square = sine * sine;
      const higher = 3 / 40 + square * (15 / 336 + square * (105 / 3456 + square * (945 / 42240)));
      out[o + 2] = 2 * r * sine * (1 + square * (1 / 6 + square * higher));
    }
    out[o + 3] = 0;
    out[o + 5] = 0;
    if (line === 0 && x * tx + y * ty >= 0) continue;
    // the band's sides: t from the end line backwards, at (±r) across
    for (let side = 0; side < 2; side++) {
      const across = side === 0 ? r : -r;
      const sideX = (x + across * ty) * perX;
      const sideY = (y - across * tx) * perY;
      const from = 0.5 * (sideX - halfX + sideY - halfY + Math.abs(sideX - halfX - sideY + halfY));
      let to = 0.5 * (sideX + halfX + sideY + halfY - Math.abs(sideX + halfX - sideY - halfY));
      to = 0.5 * (to - Math.abs(to));
      out[o + 3 + 2 * side] = 0.5 * (to - from + Math.abs(to - from));
      out[o + 4 + 2 * side] = 0.5 * (from + to);
    }
  }
}

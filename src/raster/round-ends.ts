/**
 * @file How much of the pixels at a stroke's free ends and sharp turns its pen covers, and the gradient of that.
 *
 * Past a vertex the pen is a disc. For a pen up to ROUND pixels it is the disc's exact area (`discArea`), blended with
 * the piece's band by the share of the pixel that lies past the end. For larger pens the outline's curvature within a
 * pixel is small: the normal points at the pixel, and the distance is raised to √(d² + 1/12), its mean over the pixel
 * to first order (∇²d = 1/d; the pixel's second moment is 1/12 per axis). Pixels of a sector at a turn that is not
 * sharp are measured here too, as `coverBands` would.
 *
 * Each function is one loop with nearly everything in it, because a call per pixel would box its numbers.
 */
import { type ChainGradients, type OutlinePixels, REACH, ROUND, SHARP } from './chain.js';
import { discArea, discAreas, discSlopes } from './disc-area.js';
import { edgeArea, edgeSlope, edgeTurn } from './edge-area.js';
import type { Polyline } from './polyline.js';

/** by pixel of an end: x,y from its vertex, and the area of the disc there */
let from = new Float64Array(512);
let discs = new Float64Array(512);

/**
 * Raises `area` (row-major, `width` columns) to the covered area of each pixel, and where it does notes the piece p, or
 * −1 − the pixel's end where it is a part of a disc.
 * @param pixels with their ends as notes: 2·p + 1 past the end of piece p, 2·p before its start
 */
export function coverEnds(
  line: Polyline,
  r: number,
  pixels: OutlinePixels,
  count: number,
  width: number,
  area: Float32Array,
  note: Int32Array,
): void {
  const { place, note: ends } = pixels;
  const { x: lineX, y: lineY, ux: lineUx, uy: lineUy, length: lengths, bend } = line;
  const isNarrow = r < ROUND;
  if (2 * count > from.length) {
    from = new Float64Array(3 * count);
    discs = new Float64Array(3 * count);
  }
  for (let k = 0; k < count; k++) {
    const v = (ends[k]! >> 1) + (ends[k]! & 1);
    from[2 * k] = (place[k]! & 0xffff) + 0.5 - lineX[v]!;
    from[2 * k + 1] = (place[k]! >> 16) + 0.5 - lineY[v]!;
  }
  if (isNarrow) discAreas(r, from, count, discs);
  for (let k = 0; k < count; k++) {
    const cell = (place[k]! >> 16) * width + (place[k]! & 0xffff);
    if (area[cell]! >= 1) continue;
    const end = ends[k]!;
    const p = end >> 1;
    const ux = lineUx[p]!;
    const uy = lineUy[p]!;
    const dx = from[2 * k]!;
    const dy = from[2 * k + 1]!;
    const over = lengths[p]! === 0 ? 1 : (2 * (end & 1) - 1) * (dx * ux + dy * uy);
    const round = roundShare(over, bend[p + (end & 1)]!, r);
    let covered = 0;
    if (isNarrow) covered = round * discs[k]!;
    if (!isNarrow || round < 1) {
      let a = Math.abs(ux);
      let b = Math.abs(uy);
      let d = Math.abs(dy * ux - dx * uy);
      if (!isNarrow && over > 0) {
        const d2 = dx * dx + dy * dy;
        d = Math.sqrt(d2);
        if (round > 0) {
          a = Math.abs(dx) / d;
          b = Math.abs(dy) / d;
          d = Math.sqrt(d2 + Math.min(1, 2 * over) / 12);
        }
      }
      const major = Math.max(a, b);
      const minor = Math.min(a, b);
      let band = edgeArea(r - d, major, minor);
      if (r + d < REACH) band += edgeArea(r + d, major, minor) - 1;
      covered += isNarrow ? (1 - round) * band : band;
    }
    if (covered > area[cell]!) {
      area[cell] = covered;
      note[cell] = round > 0 ? -1 - end : p;
    }
  }
}

/**
 * How much of a pixel `over` past a sharp vertex counts as disc: at a free end the share of it past the end; at a turn
 * none at the end of the piece, where it meets the band, and all from half a pixel on.
 */
function roundShare(over: number, bend: number, r: number): number {
  if (!(bend > SHARP)) return 0;
  const share = bend === Infinity && r < ROUND ? over + 0.5 : 2 * over;
  return share < 0 ? 0 : share > 1 ? 1 : share;
}

const slopes = new Float64Array(3);

/**
 * Adjoint of `coverEnds` for the pixels noted as −1 − end.
 * @param which the pixels' indices, `count` of them
 * @param area each pixel's covered area
 * @param byArea gradient by it
 * @param out added to
 * @returns gradient by the half-width
 */
export function pullEnds(
  line: Polyline,
  r: number,
  pixels: OutlinePixels,
  which: Int32Array,
  count: number,
  area: Float32Array,
  byArea: Float32Array,
  out: ChainGradients,
): number {
  const { place, note } = pixels;
  const { x: lineX, y: lineY, ux: lineUx, uy: lineUy, length: lengths, bend } = line;
  const { x: outX, y: outY } = out;
  let byRadius = 0;
  for (let k = 0; k < count; k++) {
    const m = which[k]!;
    const end = -1 - note[m]!;
    const p = end >> 1;
    const v = p + (end & 1);
    const sign = 2 * (end & 1) - 1;
    const ux = lineUx[p]!;
    const uy = lineUy[p]!;
    const dx = (place[m]! & 0xffff) + 0.5 - lineX[v]!;
    const dy = (place[m]! >> 16) + 0.5 - lineY[v]!;
    const length = lengths[p]!;
    const normal = dy * ux - dx * uy;
    const over = length === 0 ? 1 : sign * (dx * ux + dy * uy);
    const round = roundShare(over, bend[v]!, r);
    let g = byArea[m]!;
    // Gradient by the coordinate along the piece, of what depends on where the piece ends, and by the piece's angle.
    let byT = 0;
    let turn = 0;
    if (r >= ROUND) {
      // d² = |pixel − vertex|² + min(1, 2·over)/12, and the normal points at the pixel
      const d2 = dx * dx + dy * dy;
      const distance = Math.sqrt(d2);
      const d = Math.sqrt(d2 + Math.min(1, 2 * over) / 12);
      const nx = dx / distance;
      const ny = dy / distance;
      const major = Math.max(Math.abs(nx), Math.abs(ny));
      const minor = Math.min(Math.abs(nx), Math.abs(ny));
      const slope = g * edgeSlope(r - d, major, minor);
      const byAngle = edgeTurn(r - d, major, minor) * (isTurnedAway(nx, ny) ? g : -g);
      byRadius += slope;
      outX[v]! += (slope / d) * dx + (byAngle / distance) * ny;
      outY[v]! += (slope / d) * dy - (byAngle / distance) * nx;
      if (over < 0.5) byT = (-sign * slope) / (12 * d);
    } else {
      const disc = round === 1 ? area[m]! : discArea(r, dx, dy);
      discSlopes(r, dx, dy, disc, slopes);
      outX[v]! -= g * round * slopes[0]!;
      outY[v]! -= g * round * slopes[1]!;
      byRadius += g * round * slopes[2]!;
      if (round === 1) continue;
      const major = Math.max(Math.abs(ux), Math.abs(uy));
      const minor = Math.min(Math.abs(ux), Math.abs(uy));
      const d = Math.abs(normal);
      let band = edgeArea(r - d, major, minor);
      let slope = edgeSlope(r - d, major, minor);
      let byD = -slope;
      turn = edgeTurn(r - d, major, minor);
      if (r + d < REACH) {
        const far = edgeSlope(r + d, major, minor);
        band += edgeArea(r + d, major, minor) - 1;
        slope += far;
        byD += far;
        turn += edgeTurn(r + d, major, minor);
      }
      byT = sign * g * (disc - band) * (bend[v] === Infinity ? 1 : 2);
      g *= 1 - round;
      byRadius += g * slope;
      turn *= isTurnedAway(ux, uy) ? g : -g;
      // normal = (pixel − foot)·(−uy, ux): moving the foot along it lowers it.
      const byFoot = normal < 0 ? -g * byD : g * byD;
      const byEnd = byFoot * ((over * sign) / length + (end & 1));
      outX[p]! += (byFoot - byEnd) * uy;
      outY[p]! -= (byFoot - byEnd) * ux;
      outX[p + 1]! += byEnd * uy;
      outY[p + 1]! -= byEnd * ux;
    }
    if (length === 0) continue;
    outX[v]! -= byT * ux;
    outY[v]! -= byT * uy;
    const byArc = (turn + byT * normal) / length;
    outX[p]! += byArc * uy;
    outY[p]! -= byArc * ux;
    outX[p + 1]! -= byArc * uy;
    outY[p + 1]! += byArc * ux;
  }
  return byRadius;
}

/** Whether the angle θ of `edgeTurn` grows with that of the direction: it counts from the nearest axis. */
function isTurnedAway(x: number, y: number): boolean {
  return x * y >= 0 === Math.abs(x) >= Math.abs(y);
}

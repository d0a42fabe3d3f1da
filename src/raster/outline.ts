/**
 * @file How much of the pixels on a stroke's outline its pieces cover, and the gradient of that.
 *
 * Beside a piece the outline is straight: the covered area is that of a band, the difference of two half-planes
 * (`edgeArea`), exact for bands narrower than a pixel too. Past a vertex the pen is a disc. Where the chain turns
 * little, that is a band at the pixel's distance from the vertex, its normal that of the piece. At free ends and sharp turns of a pen up to
 * ROUND pixels it is the disc's exact area (`discArea`), blended with the band by the share of the pixel that lies past
 * the end. For larger pens the outline's curvature within a pixel is small, and the distance is raised to √(d² + 1/12):
 * the mean of the distance over the pixel, to first order (∇²d = 1/d; the pixel's second moment is 1/12 per axis).
 *
 * Each function is one loop with nearly everything in it, because a call per pixel would box its numbers.
 */
import { discArea, discSlopes } from './disc-area.js';
import { edgeArea, edgeSlope, edgeTurn } from './edge-area.js';
import type { Polyline } from './polyline.js';

/** Half-width in pixels up to which ends are exact discs. */
const ROUND = 3;
/** Tangent of half the angle from which a turn is sharp (23 degrees). */
const SHARP = 0.2;
/** Half the diagonal of a pixel: how far outside an outline it may still be touched. */
export const REACH = Math.SQRT1_2;

/** One stroke's chain: vertices from..to−1, and the half-width of its pen in pixels. */
export interface Chain {
  from: number;
  to: number;
  radius: number;
}

/** Pixels on an outline: where (y << 16 | x), and as a note the piece whose end or side is near. */
export interface OutlinePixels {
  readonly place: Int32Array;
  readonly note: Int32Array;
}

/** Gradients by the vertices of all chains, and by the direction of the piece that starts there. */
export interface ChainGradients {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** by the piece's angle, as far as only the outline's normal turns with it */
  readonly turn: Float64Array;
}

/**
 * Raises `area` (row-major, `width` columns) to the covered area of each outline pixel, and sets `owner` to the piece
 * that covers it most.
 */
export function measureOutline(
  line: Polyline,
  r: number,
  pixels: OutlinePixels,
  count: number,
  width: number,
  area: Float32Array,
  owner: Int32Array,
): void {
  const { place, note: piece } = pixels;
  const { x: lineX, y: lineY, ux: lineUx, uy: lineUy, length: lengths, bend } = line;
  for (let n = 0; n < count; n++) {
    const col = place[n]! & 0xffff;
    const row = place[n]! >> 16;
    const cell = row * width + col;
    if (area[cell]! >= 1) continue;
    const p = piece[n]!;
    const ux = lineUx[p]!;
    const uy = lineUy[p]!;
    let dx = col + 0.5 - lineX[p]!;
    let dy = row + 0.5 - lineY[p]!;
    const length = lengths[p]!;
    const t = dx * ux + dy * uy;
    const isStart = t + t < length;
    const over = isStart ? -t : t - length;
    let a = Math.abs(ux);
    let b = Math.abs(uy);
    let d = Math.abs(dy * ux - dx * uy);
    let round = 0;
    if (over > -0.5) {
      const v = isStart ? p : p + 1;
      const turn = bend[v]!;
      dx = col + 0.5 - lineX[v]!;
      dy = row + 0.5 - lineY[v]!;
      if (turn > SHARP) round = roundShare(over, turn, length);
      if (over > 0 && round === 0) d = Math.sqrt(dx * dx + dy * dy);
      if (over > 0 && round > 0 && r >= ROUND) {
        const d2 = dx * dx + dy * dy;
        const per = 1 / Math.sqrt(d2);
        a = Math.abs(dx) * per;
        b = Math.abs(dy) * per;
        d = Math.sqrt(d2 + Math.min(1, 2 * over) / 12);
      }
    }
    const major = Math.max(a, b);
    const minor = Math.min(a, b);
    let covered = edgeArea(r - d, major, minor);
    if (r + d < REACH) covered += edgeArea(r + d, major, minor) - 1;
    if (round > 0 && r < ROUND) covered += round * (discArea(r, dx, dy) - covered);
    if (covered > area[cell]!) {
      area[cell] = covered;
      owner[cell] = p;
    }
  }
}

/**
 * How much of a pixel `over` past a sharp vertex counts as disc: at a free end the share of it past the end; at a turn
 * none at the end of the piece, where it meets the band, and all from half a pixel on.
 */
function roundShare(over: number, turn: number, length: number): number {
  if (length === 0) return 1;
  return Math.max(0, Math.min(1, turn === Infinity ? over + 0.5 : 2 * over));
}

const slopes = new Float64Array(3);

/**
 * Adjoint of `measureOutline` for the pixels from..to−1, each with the piece that covers it most.
 * @param area each pixel's covered area
 * @param byArea gradient by it
 * @param out added to
 * @returns gradient by the half-width
 */
export function pullOutline(
  line: Polyline,
  r: number,
  pixels: OutlinePixels,
  from: number,
  to: number,
  area: Float64Array,
  byArea: Float64Array,
  out: ChainGradients,
): number {
  const { place, note: piece } = pixels;
  const { x: lineX, y: lineY, ux: lineUx, uy: lineUy, length: lengths, bend } = line;
  const { x: outX, y: outY, turn: outTurn } = out;
  let byRadius = 0;
  for (let n = from; n < to; n++) {
    const p = piece[n]!;
    const ux = lineUx[p]!;
    const uy = lineUy[p]!;
    const col = place[n]! & 0xffff;
    const row = place[n]! >> 16;
    let dx = col + 0.5 - lineX[p]!;
    let dy = row + 0.5 - lineY[p]!;
    const length = lengths[p]!;
    const t = dx * ux + dy * uy;
    const isStart = t + t < length;
    const over = isStart ? -t : t - length;
    const normal = dy * ux - dx * uy;
    let nx = ux;
    let ny = uy;
    let d = Math.abs(normal);
    let g = byArea[n]!;
    let round = 0;
    let isRadial = false;
    let distance = 0;
    const v = isStart ? p : p + 1;
    if (over > -0.5) {
      const turn = bend[v]!;
      dx = col + 0.5 - lineX[v]!;
      dy = row + 0.5 - lineY[v]!;
      if (turn > SHARP) round = roundShare(over, turn, length);
      if (over > 0 && (round === 0 || r >= ROUND)) {
        isRadial = true;
        const d2 = dx * dx + dy * dy;
        d = Math.sqrt(d2);
        if (round > 0) {
          distance = d;
          nx = dx / d;
          ny = dy / d;
          d = Math.sqrt(d2 + Math.min(1, 2 * over) / 12);
        }
      }
    }
    const major = Math.max(Math.abs(nx), Math.abs(ny));
    const minor = Math.min(Math.abs(nx), Math.abs(ny));
    // Gradient by the coordinate along the piece, of what depends on where the piece ends.
    let byT = 0;
    if (round > 0 && r < ROUND) {
      const disc = round === 1 ? area[n]! : discArea(r, dx, dy);
      discSlopes(r, dx, dy, disc, slopes);
      outX[v]! -= g * round * slopes[0]!;
      outY[v]! -= g * round * slopes[1]!;
      byRadius += g * round * slopes[2]!;
      if (round === 1) continue;
      let band = edgeArea(r - d, major, minor);
      if (r + d < REACH) band += edgeArea(r + d, major, minor) - 1;
      byT = (isStart ? -g : g) * (disc - band) * (bend[v] === Infinity ? 1 : 2);
      g *= 1 - round;
    }
    let slope = edgeSlope(r - d, major, minor);
    let angle = edgeTurn(r - d, major, minor);
    let byD = -g * slope;
    if (r + d < REACH) {
      const far = edgeSlope(r + d, major, minor);
      byD += g * far;
      slope += far;
      angle += edgeTurn(r + d, major, minor);
    }
    byRadius += g * slope;
    // θ in edgeTurn grows where the direction turns away from its nearest axis.
    angle *= nx * ny >= 0 === Math.abs(nx) >= Math.abs(ny) ? g : -g;
    if (isRadial) {
      // d² = |pixel − vertex|², + min(1, 2·over)/12 at a sharp vertex, where the normal points at the pixel
      const radial = byD / d;
      outX[v]! -= radial * dx;
      outY[v]! -= radial * dy;
      if (round > 0) {
        outX[v]! += (angle / distance) * ny;
        outY[v]! -= (angle / distance) * nx;
        if (over < 0.5) byT = (isStart ? -radial : radial) / 12;
      } else {
        outTurn[p]! += angle;
      }
    } else {
      // normal = (pixel − foot)·(−uy, ux): moving the foot along it lowers it.
      const byFoot = normal < 0 ? -byD : byD;
      const byEnd = (byFoot * t) / length;
      outX[p]! += (byFoot - byEnd) * uy;
      outY[p]! -= (byFoot - byEnd) * ux;
      outX[p + 1]! += byEnd * uy;
      outY[p + 1]! -= byEnd * ux;
      outTurn[p]! += angle;
    }
    if (byT !== 0) {
      outX[v]! -= byT * ux;
      outY[v]! -= byT * uy;
      outTurn[p]! += byT * (dy * ux - dx * uy);
    }
  }
  return byRadius;
}

/** Spends the gradients by the angles of a chain's pieces on the pieces' ends. */
export function settleTurns(line: Polyline, chain: Chain, out: ChainGradients): void {
  for (let p = chain.from; p < chain.to - 1; p++) {
    const length = line.length[p]!;
    if (length === 0) continue;
    const byArc = out.turn[p]! / length;
    out.x[p]! += byArc * line.uy[p]!;
    out.y[p]! -= byArc * line.ux[p]!;
    out.x[p + 1]! -= byArc * line.uy[p]!;
    out.y[p + 1]! += byArc * line.ux[p]!;
  }
}

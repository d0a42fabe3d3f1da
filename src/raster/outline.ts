/**
 * @file How much of the pixels on a stroke's outline its pieces cover, and the gradient of that.
 *
 * Beside a piece the outline is straight: the covered area is that of a band, the difference of two half-planes
 * (`edgeArea`), exact for bands narrower than a pixel too. Past the ends of a piece the pen is a disc, taken as a
 * half-plane at the pixel's distance from the vertex; the mean distance over the pixel is a little larger than that
 * of its centre (∇²d = 1/d, second moment 1/12 per axis), which √(d² + 1/12) gives to first order; it sets in over
 * the first half pixel past the end, where the pixel leaves the straight part. The band of a thin stroke ends
 * inside a pixel, where no half-plane fits; there the pixel is cut into SPLIT × SPLIT parts. A split of a pixel that
 * lies wholly beside its piece changes nothing, so the two models meet without a step.
 *
 * Both functions are one loop each, with everything in it, because a call per pixel would box its numbers.
 */
import { edgeArea, edgeSlope, edgeTurn } from './edge-area.js';
import type { Polyline } from './polyline.js';

/** Strokes with a smaller half-width than this, in pixels, have their ends split. */
const THIN = 1;
const SPLIT = 4;
/** Half the diagonal of a pixel: how far outside an outline it may still be touched. */
export const REACH = Math.SQRT1_2;

/** One stroke's chain: vertices from..to−1, and the half-width of its pen in pixels. */
export interface Chain {
  from: number;
  to: number;
  radius: number;
}

/** Pixels on an outline: where (y << 16 | x), and the piece whose end or side is near. */
export interface OutlinePixels {
  readonly place: Int32Array;
  readonly piece: Int32Array;
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
  chain: Chain,
  pixels: OutlinePixels,
  count: number,
  width: number,
  area: Float32Array,
  owner: Int32Array,
): void {
  const { place, piece } = pixels;
  const { x: lineX, y: lineY, ux: lineUx, uy: lineUy, length: lengths } = line;
  const r = chain.radius;
  const first = r < THIN ? chain.from : -1;
  const last = r < THIN ? chain.to - 2 : -1;
  for (let n = 0; n < count; n++) {
    const col = place[n]! & 0xffff;
    const row = place[n]! >> 16;
    const cell = row * width + col;
    if (area[cell]! >= 1) continue;
    const p = piece[n]!;
    const ux = lineUx[p]!;
    const uy = lineUy[p]!;
    const length = lengths[p]!;
    const x = col + 0.5 - lineX[p]!;
    const y = row + 0.5 - lineY[p]!;
    const at = x * ux + y * uy;
    const k = (p === first && at < REACH) || (p === last && at > length - REACH) ? SPLIT : 1;
    const kr = k * r;
    let covered = 0;
    const corner = 0.5 - 0.5 * k;
    for (let i = 0, j = 0; j < k; i = i + 1 < k ? i + 1 : 0, j = i > 0 ? j : j + 1) {
      let dx = k * x + corner + i;
      let dy = k * y + corner + j;
      const t = dx * ux + dy * uy;
      const past = t - k * length;
      let a = Math.abs(ux);
      let b = Math.abs(uy);
      let d = Math.abs(dy * ux - dx * uy);
      if (t <= 0 || past >= 0) {
        if (t > 0) {
          dx -= k * length * ux;
          dy -= k * length * uy;
        }
        const over = length === 0 ? 1 : t > 0 ? past : -t;
        const d2 = dx * dx + dy * dy;
        const per = d2 > 0 ? 1 / Math.sqrt(d2) : 0;
        a = d2 > 0 ? Math.abs(dx) * per : 1;
        b = Math.abs(dy) * per;
        d = Math.sqrt(d2 + Math.min(1, 2 * over) / 12);
      }
      const major = Math.max(a, b);
      const minor = Math.min(a, b);
      covered += edgeArea(kr - d, major, minor);
      if (kr + d < REACH) covered += edgeArea(kr + d, major, minor) - 1;
    }
    if (k > 1) covered /= k * k;
    if (covered > area[cell]!) {
      area[cell] = covered;
      owner[cell] = p;
    }
  }
}

/**
 * Adjoint of `measureOutline` for the pixels from..to−1, each with the piece that covers it most.
 * @param byArea gradient by each pixel's area
 * @param out added to
 * @returns gradient by the half-width
 */
export function pullOutline(
  line: Polyline,
  chain: Chain,
  pixels: OutlinePixels,
  from: number,
  to: number,
  byArea: Float64Array,
  out: ChainGradients,
): number {
  const { place, piece } = pixels;
  const { x: lineX, y: lineY, ux: lineUx, uy: lineUy, length: lengths } = line;
  const { x: outX, y: outY, turn } = out;
  const r = chain.radius;
  const first = r < THIN ? chain.from : -1;
  const last = r < THIN ? chain.to - 2 : -1;
  let byRadius = 0;
  for (let n = from; n < to; n++) {
    const p = piece[n]!;
    const ux = lineUx[p]!;
    const uy = lineUy[p]!;
    const length = lengths[p]!;
    const x = (place[n]! & 0xffff) + 0.5 - lineX[p]!;
    const y = (place[n]! >> 16) + 0.5 - lineY[p]!;
    const at = x * ux + y * uy;
    const k = (p === first && at < REACH) || (p === last && at > length - REACH) ? SPLIT : 1;
    const kr = k * r;
    const g = byArea[n]! / (k * k);
    const corner = 0.5 - 0.5 * k;
    for (let i = 0, j = 0; j < k; i = i + 1 < k ? i + 1 : 0, j = i > 0 ? j : j + 1) {
      let dx = k * x + corner + i;
      let dy = k * y + corner + j;
      const t = dx * ux + dy * uy;
      const past = t - k * length;
      let nx = ux;
      let ny = uy;
      const normal = dy * ux - dx * uy;
      let d = Math.abs(normal);
      let over = 0;
      let distance = 0;
      const isBeside = t > 0 && past < 0;
      if (!isBeside) {
        if (t > 0) {
          dx -= k * length * ux;
          dy -= k * length * uy;
        }
        over = length === 0 ? 1 : t > 0 ? past : -t;
        const d2 = dx * dx + dy * dy;
        distance = Math.sqrt(d2);
        nx = d2 > 0 ? dx / distance : 1;
        ny = d2 > 0 ? dy / distance : 0;
        d = Math.sqrt(d2 + Math.min(1, 2 * over) / 12);
      }
      const major = Math.max(Math.abs(nx), Math.abs(ny));
      const minor = Math.min(Math.abs(nx), Math.abs(ny));
      let slope = edgeSlope(kr - d, major, minor);
      let angle = edgeTurn(kr - d, major, minor);
      let byD = -g * slope;
      if (kr + d < REACH) {
        const far = edgeSlope(kr + d, major, minor);
        byD += g * far;
        slope += far;
        angle += edgeTurn(kr + d, major, minor);
      }
      byRadius += k * g * slope;
      // θ in edgeTurn grows where the direction turns away from its nearest axis.
      angle *= nx * ny >= 0 === Math.abs(nx) >= Math.abs(ny) ? g : -g;
      if (isBeside) {
        // normal = k·(point − foot)·(−uy, ux): moving the foot along it lowers it.
        const byFoot = k * (normal < 0 ? -byD : byD);
        const byEnd = (byFoot * t) / (k * length);
        outX[p]! += (byFoot - byEnd) * uy;
        outY[p]! -= (byFoot - byEnd) * ux;
        outX[p + 1]! += byEnd * uy;
        outY[p + 1]! -= byEnd * ux;
        turn[p]! += angle;
        continue;
      }
      const v = t > 0 ? p + 1 : p;
      // d² = |point − vertex|² + min(1, 2·over)/12, in parts
      const radial = d > 0 ? (k * byD) / d : 0;
      const tangential = distance > 0 ? (k * angle) / distance : 0;
      outX[v]! += tangential * ny - radial * dx;
      outY[v]! -= tangential * nx + radial * dy;
      if (2 * over < 1) {
        const byT = (t > 0 ? radial : -radial) / 12;
        outX[v]! -= byT * ux;
        outY[v]! -= byT * uy;
        // The overshoot also changes when the piece turns about this vertex.
        turn[p]! += (byT * (dy * ux - dx * uy)) / k;
      }
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

/**
 * @file How much of one pixel one piece of a stroke covers, and the gradient of that.
 *
 * Beside a piece the outline is straight: the covered area is that of a band, the difference of two half-planes
 * (`edgeArea`), exact for bands narrower than a pixel too. Past the ends of a piece the pen is a disc, taken as a
 * half-plane at the pixel's distance from the vertex; the mean distance over the pixel is a little larger than that
 * of its centre (∇²d = 1/d, second moment 1/12 per axis), which √(d² + 1/12) gives to first order; it sets
 * in over the first half pixel past the end, where the pixel leaves the straight part. The band of a
 * thin stroke ends inside a pixel, where no half-plane fits; there the pixel is cut into SPLIT × SPLIT parts.
 * A split of a pixel that lies wholly beside its piece changes nothing, so the two models meet without a step.
 */
import { edgeArea, edgeSlope, edgeTurn } from './edge-area.js';
import type { Polyline } from './polyline.js';

/** Strokes with a smaller half-width than this, in pixels, have their ends split. */
const THIN = 1;
const SPLIT = 4;
/** Half the diagonal of a pixel: how far outside an outline it may still be touched. */
export const REACH = Math.SQRT1_2;

/** Gradients of one drawing's chain, by vertex or by the piece that starts there. */
export interface ChainGradients {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** by the angle of the piece about its midpoint, beyond what x and y say: only the edge's normal turns */
  readonly turn: Float64Array;
}

/** One stroke's chain: vertices from..to−1 and the half-width of its pen in pixels. */
export interface Chain {
  from: number;
  to: number;
  radius: number;
}

/** Whether pixels at an end of piece p are split: a free end of a thin stroke. A dot (length 0) always is at both. */
export function hasSplitEnd(line: Polyline, chain: Chain, p: number): boolean {
  return line.length[p] === 0 || (chain.radius < THIN && (p === chain.from || p === chain.to - 2));
}

/** Where along piece p pixels are plainly beside it: from `besideFrom` to `besideTo` pixels past its start. */
export function besideFrom(chain: Chain, p: number): number {
  return chain.radius < THIN && p === chain.from ? REACH : 0;
}

export function besideTo(line: Polyline, chain: Chain, p: number): number {
  return line.length[p]! - (chain.radius < THIN && p === chain.to - 2 ? REACH : 0);
}

/** Covered area, 0..1, of a pixel whose centre is d ≥ 0 from the middle of a band of half-width r. */
export function bandArea(r: number, d: number, a: number, b: number): number {
  const near = edgeArea(r - d, a, b);
  return r + d < REACH ? near + edgeArea(r + d, a, b) - 1 : near;
}

/** Covered area, 0..1, of a pixel whose centre is dx, dy from the centre of the pen, `over` past the end of its piece. */
export function discArea(r: number, dx: number, dy: number, over: number): number {
  const ax = dx < 0 ? -dx : dx;
  const ay = dy < 0 ? -dy : dy;
  const d2 = dx * dx + dy * dy;
  const per = d2 > 0 ? 1 / Math.sqrt(d2) : 0;
  const e = Math.sqrt(d2 + (over < 0.5 ? over / 6 : 1 / 12));
  return ax > ay ? bandArea(r, e, ax * per, ay * per) : bandArea(r, e, d2 > 0 ? ay * per : 1, ax * per);
}

/** Covered area of the pixel centred at (x, y) by piece p with its round ends. */
export function pieceArea(line: Polyline, chain: Chain, p: number, x: number, y: number): number {
  const t = (x - line.x[p]!) * line.ux[p]! + (y - line.y[p]!) * line.uy[p]!;
  if (!isSplit(line, chain, p, t)) return partArea(line, p, x, y, chain.radius, 1);
  let sum = 0;
  for (let j = 0; j < SPLIT; j++) {
    const py = y + (j + 0.5) / SPLIT - 0.5;
    for (let i = 0; i < SPLIT; i++) {
      sum += partArea(line, p, x + (i + 0.5) / SPLIT - 0.5, py, chain.radius, SPLIT);
    }
  }
  return sum / (SPLIT * SPLIT);
}

/** Adjoint of `pieceArea`: adds to `out` and @returns the gradient by the half-width. @param g by the area */
export function pullPieceArea(
  line: Polyline,
  chain: Chain,
  p: number,
  x: number,
  y: number,
  g: number,
  out: ChainGradients,
): number {
  const t = (x - line.x[p]!) * line.ux[p]! + (y - line.y[p]!) * line.uy[p]!;
  if (!isSplit(line, chain, p, t)) return pullPartArea(line, p, x, y, chain.radius, 1, g, out);
  let byRadius = 0;
  const share = g / (SPLIT * SPLIT);
  for (let j = 0; j < SPLIT; j++) {
    const py = y + (j + 0.5) / SPLIT - 0.5;
    for (let i = 0; i < SPLIT; i++) {
      const px = x + (i + 0.5) / SPLIT - 0.5;
      byRadius += pullPartArea(line, p, px, py, chain.radius, SPLIT, share, out);
    }
  }
  return byRadius;
}

function isSplit(line: Polyline, chain: Chain, p: number, t: number): boolean {
  return (
    chain.radius < THIN &&
    ((p === chain.from && t < REACH) || (p === chain.to - 2 && t > line.length[p]! - REACH))
  );
}

/** Covered share of a square of side 1/k pixels. */
function partArea(line: Polyline, p: number, x: number, y: number, r: number, k: number): number {
  const ux = line.ux[p]!;
  const uy = line.uy[p]!;
  let dx = x - line.x[p]!;
  let dy = y - line.y[p]!;
  const t = dx * ux + dy * uy;
  const past = t - line.length[p]!;
  if (t > 0 && past < 0) {
    const ax = Math.abs(ux);
    const ay = Math.abs(uy);
    return bandArea(k * r, k * Math.abs(dy * ux - dx * uy), Math.max(ax, ay), Math.min(ax, ay));
  }
  if (t > 0) {
    dx = x - line.x[p + 1]!;
    dy = y - line.y[p + 1]!;
  }
  return discArea(k * r, k * dx, k * dy, line.length[p]! > 0 ? k * (t > 0 ? past : -t) : 1);
}

function pullPartArea(
  line: Polyline,
  p: number,
  x: number,
  y: number,
  r: number,
  k: number,
  g: number,
  out: ChainGradients,
): number {
  const ux = line.ux[p]!;
  const uy = line.uy[p]!;
  let dx = x - line.x[p]!;
  let dy = y - line.y[p]!;
  const length = line.length[p]!;
  const t = dx * ux + dy * uy;
  const past = t - length;
  if (t > 0 && past < 0) {
    const ax = Math.abs(ux);
    const ay = Math.abs(uy);
    const a = Math.max(ax, ay);
    const b = Math.min(ax, ay);
    const n = dy * ux - dx * uy;
    const d = k * Math.abs(n);
    const near = edgeSlope(k * r - d, a, b);
    const far = edgeSlope(k * r + d, a, b);
    const byNormal = k * g * (n < 0 ? near - far : far - near);
    // n = (point − vertex)·normal, so moving the foot along the normal lowers it.
    const end = t / length;
    out.x[p]! += byNormal * (1 - end) * uy;
    out.y[p]! -= byNormal * (1 - end) * ux;
    out.x[p + 1]! += byNormal * end * uy;
    out.y[p + 1]! -= byNormal * end * ux;
    out.turn[p]! += g * turnSign(ux, uy) * (edgeTurn(k * r - d, a, b) + edgeTurn(k * r + d, a, b));
    return k * g * (near + far);
  }
  const v = t > 0 ? p + 1 : p;
  if (t > 0) {
    dx = x - line.x[v]!;
    dy = y - line.y[v]!;
  }
  const d2 = dx * dx + dy * dy;
  const d = Math.sqrt(d2);
  const nx = d > 0 ? dx / d : 1;
  const ny = d > 0 ? dy / d : 0;
  const a = Math.max(Math.abs(nx), Math.abs(ny));
  const b = Math.min(Math.abs(nx), Math.abs(ny));
  const over = length > 0 ? k * (t > 0 ? past : -t) : 1;
  const round = Math.min(1, 2 * over) / 12;
  const e = Math.sqrt(k * k * d2 + round);
  const near = edgeSlope(k * r - e, a, b);
  const far = edgeSlope(k * r + e, a, b);
  const byE = g * (far - near);
  if (e > 0) {
    // e² = k²·|point − vertex|² + round(overshoot)
    const radial = (byE * k * k) / e;
    out.x[v]! -= radial * dx;
    out.y[v]! -= radial * dy;
    if (2 * over < 1) {
      const byT = ((byE * k) / (12 * e)) * (t > 0 ? 1 : -1);
      out.x[v]! -= byT * ux;
      out.y[v]! -= byT * uy;
      // The overshoot also changes when the piece turns about this vertex.
      turnPiece(p, (byT * (dy * ux - dx * uy)) / length, ux, uy, out);
    }
  }
  if (d > 0) {
    const byAngle = (g * turnSign(nx, ny) * (edgeTurn(k * r - e, a, b) + edgeTurn(k * r + e, a, b))) / d;
    out.x[v]! += byAngle * ny;
    out.y[v]! -= byAngle * nx;
  }
  return k * g * (near + far);
}

/** Spends a gradient by (angle of piece p) / length on its two vertices. */
export function turnPiece(p: number, byArc: number, ux: number, uy: number, out: ChainGradients): void {
  out.x[p]! += byArc * uy;
  out.y[p]! -= byArc * ux;
  out.x[p + 1]! -= byArc * uy;
  out.y[p + 1]! += byArc * ux;
}

/** +1 where a direction that turns from x to y moves away from its nearest axis, else −1. */
export function turnSign(x: number, y: number): number {
  return x * y >= 0 === Math.abs(x) >= Math.abs(y) ? 1 : -1;
}

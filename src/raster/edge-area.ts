/**
 * @file Area of a unit pixel on the inner side of a straight edge, and its derivatives.
 *
 * The edge's unit normal is given by its two absolute components, sorted: a ≥ b ≥ 0, a² + b² = 1. `s` is how far
 * the pixel's centre lies inside the edge, in pixels. Sliding an edge over the unit square cuts a chord whose
 * length is a trapezoid in s: constant 1/a for |s| ≤ (a−b)/2, falling to 0 at |s| = (a+b)/2. The area is its
 * integral: linear in the middle, quadratic at both ends.
 */

/** Smallest minor component that is told from 0: an axis-parallel edge, whose chord has no ramp. */
const FLAT = 1e-9;

/** Area, 0..1. Written without branches on q: which part of the trapezoid a pixel meets is past predicting. */
export function edgeArea(s: number, a: number, b: number): number {
  const q = Math.max(0, 0.5 * (a + b) - Math.abs(s));
  const ramp = Math.max(b, FLAT);
  const part = Math.min(q, ramp);
  const tail = (0.5 * part * part + ramp * (q - part)) / (a * ramp);
  return s < 0 ? tail : 1 - tail;
}

/** d area / d s: the length of the chord that the edge cuts out of the pixel. */
export function edgeSlope(s: number, a: number, b: number): number {
  const ramp = Math.max(b, FLAT);
  return Math.min(ramp, Math.max(0, 0.5 * (a + b) - Math.abs(s))) / (a * ramp);
}

/** d area / d θ at constant s, where a = cos θ and b = sin θ. */
export function edgeTurn(s: number, a: number, b: number): number {
  const q = 0.5 * (a + b) - Math.abs(s);
  if (q <= 0) return 0;
  if (q >= b) return (b * s) / (a * a);
  const share = q / (a * b);
  const turn = 0.5 * (a - b) * share * (share * (a + b) - 1);
  return s < 0 ? -turn : turn;
}

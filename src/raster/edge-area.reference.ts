/**
 * @file Area of a unit pixel on the inner side of a straight edge, written for reading: what bands are tested against.
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

/**
 * @file Area of a unit pixel on the inner side of a straight edge, and its derivatives.
 *
 * The edge's unit normal is given by its two absolute components, sorted: a ≥ b ≥ 0, a² + b² = 1. `s` is how far
 * the pixel's centre lies inside the edge, in pixels. Sliding an edge over the unit square cuts a chord whose
 * length is a trapezoid in s: constant 1/a for |s| ≤ (a−b)/2, falling to 0 at |s| = (a+b)/2. The area is its
 * integral: linear in the middle, quadratic at both ends.
 */

/** Area, 0..1. */
export function edgeArea(s: number, a: number, b: number): number {
  const m = s < 0 ? -s : s;
  const q = 0.5 * (a + b) - m;
  if (q <= 0) return s < 0 ? 0 : 1;
  if (q >= b) return 0.5 + s / a;
  const corner = (q * q) / (2 * a * b);
  return s < 0 ? corner : 1 - corner;
}

/** d area / d s: the length of the chord that the edge cuts out of the pixel. */
export function edgeSlope(s: number, a: number, b: number): number {
  const q = 0.5 * (a + b) - (s < 0 ? -s : s);
  if (q <= 0) return 0;
  return q >= b ? 1 / a : q / (a * b);
}

/** d area / d θ at constant s, where a = cos θ and b = sin θ. */
export function edgeTurn(s: number, a: number, b: number): number {
  const q = 0.5 * (a + b) - (s < 0 ? -s : s);
  if (q <= 0) return 0;
  if (q >= b) return (b * s) / (a * a);
  const share = q / (a * b);
  const turn = 0.5 * (a - b) * share * (share * (a + b) - 1);
  return s < 0 ? -turn : turn;
}

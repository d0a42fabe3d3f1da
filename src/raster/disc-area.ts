/**
 * @file Area of a unit pixel inside a disc.
 *
 * In radii, with Q(x, y) the disc's area in the rectangle from its centre to (x, y), odd in both, the pixel's share is
 * Q(x₁,y₁) − Q(x₀,y₁) − Q(x₁,y₀) + Q(x₀,y₀). Q = x·y while the corner is inside; else Q = ½(π/2 − S(x) − S(y)) for
 * 0 ≤ x, y ≤ 1, with S(v) = acos v − v·√(1−v²), the area of the segment beyond v.
 */

import { DISC } from './disc-sweep.js';

const { DISC_PLACE } = DISC;
/** segments beyond the pixel's sides at x₀ x₁ y₀ y₁ */
const segments = new Float64Array(4);
const sides = new Float64Array(4);

/**
 * Covered areas, 0..1, of pixels in discs of radius r > 0. Many at a call, because a call for each would box its numbers.
 * @param places DISC_PLACE numbers a pixel, `count` of them
 */
export function discAreas(places: Float64Array, count: number, areas: Float64Array): void {
  for (let n = 0; n < count; n++) {
    const x = Math.abs(places[DISC_PLACE * n]!);
    const y = Math.abs(places[DISC_PLACE * n + 1]!);
    const r = places[DISC_PLACE * n + 2]!;
    const per = 1 / r;
    const x0 = (x - 0.5) * per;
    const x1 = (x + 0.5) * per;
    const y0 = (y - 0.5) * per;
    const y1 = (y + 0.5) * per;
    if (x0 >= 1 || y0 >= 1 || x1 * x1 + y1 * y1 <= 1) {
      areas[n] = x0 >= 1 || y0 >= 1 ? 0 : 1;
      continue;
    }
    sides[0] = x0;
    sides[1] = x1;
    sides[2] = y0;
    sides[3] = y1;
    // S(v) = (1−v)^{3/2}·P(v), and P is smooth on 0..1: a polynomial through its values at Chebyshev's nodes gives S to
    // 6e-10. Beyond the disc S is 0: `rest` is max(0, 1 − v), written without a branch.
    for (let k = 0; k < 4; k++) {
      const beyond = 1 - Math.abs(sides[k]!);
      const rest = 0.5 * (beyond + Math.abs(beyond));
      const v = 1 - rest;
      const v2 = v * v;
      const v4 = v2 * v2;
      const low = 1.57079632736 + 0.356194394655 * v + (-0.0547542197619 + 0.0194211833153 * v) * v2;
      const high = -0.0092054106685 + 0.0047866060497 * v + (-0.002253110537 + 0.000758083186382 * v) * v2;
      segments[k] = rest * Math.sqrt(rest) * (low + (high - 0.000125770852329 * v4) * v4);
    }
    const left = segments[0]!;
    const right = segments[1]!;
    const top = segments[2]!;
    const bottom = segments[3]!;
    const area =
      Math.PI / 4 -
      0.5 * (right + bottom) -
      corner(Math.max(-1, x0), Math.min(1, y1), left + bottom) -
      corner(Math.max(-1, y0), Math.min(1, x1), right + top) +
      corner(Math.max(-1, x0), Math.max(-1, y0), left + top);
    areas[n] = Math.min(1, Math.max(0, r * r * area));
  }
}

/** Q(x, y), given S(|x|) + S(|y|). Without a branch: which corners lie inside is past predicting. */
function corner(x: number, y: number, segments: number): number {
  const product = x * y;
  const isInside = Number(x * x + y * y <= 1);
  const size = 0.5 * (Math.PI / 2 - segments) * (1 - 2 * Number(product < 0));
  return size + isInside * (product - size);
}

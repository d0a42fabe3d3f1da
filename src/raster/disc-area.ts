/**
 * @file Area of a unit pixel inside a disc, exactly, and its derivatives.
 *
 * With Q(x, y) the disc's area in the rectangle from its centre to (x, y), odd in both, the pixel's share is
 * Q(x₁,y₁) − Q(x₀,y₁) − Q(x₁,y₀) + Q(x₀,y₀). Q = x·y while the corner is inside; else, with
 * W(v) = v·√(r²−v²) + r²·asin(v/r) for 0 ≤ v ≤ r, Q = ½(W(x) + W(y) − r²π/2).
 *
 * Moving the pixel sweeps those parts of its sides that lie in the disc. The derivative by the radius is the length
 * of arc inside the pixel, which the divergence theorem gives from the area and those parts:
 * 2·area = r·arc + Σ (outward distance of side) · (its part in the disc).
 */

/** Covered area, 0..1, of the pixel centred at (x, y) from the middle of a disc of radius r > 0. */
export function discArea(r: number, x: number, y: number): number {
  const x0 = Math.max(-r, Math.abs(x) - 0.5);
  const x1 = Math.min(r, Math.abs(x) + 0.5);
  const y0 = Math.max(-r, Math.abs(y) - 0.5);
  const y1 = Math.min(r, Math.abs(y) + 0.5);
  if (x0 >= r || y0 >= r) return 0;
  const far = (Math.abs(x) + 0.5) ** 2 + (Math.abs(y) + 0.5) ** 2;
  if (far <= r * r) return 1;
  const wx0 = cap(x0, r);
  const wx1 = cap(x1, r);
  const wy0 = cap(y0, r);
  const wy1 = cap(y1, r);
  const area =
    corner(x1, y1, wx1, wy1, r) -
    corner(x0, y1, wx0, wy1, r) -
    corner(x1, y0, wx1, wy0, r) +
    corner(x0, y0, wx0, wy0, r);
  return Math.min(1, Math.max(0, area));
}

/** Derivatives of `discArea` by x, y and r, written to `out`, given the area. */
export function discSlopes(r: number, x: number, y: number, area: number, out: Float64Array): void {
  const right = overlap(x + 0.5, y, r);
  const left = overlap(x - 0.5, y, r);
  const bottom = overlap(y + 0.5, x, r);
  const top = overlap(y - 0.5, x, r);
  out[0] = right - left;
  out[1] = bottom - top;
  const sides = (x + 0.5) * right - (x - 0.5) * left + (y + 0.5) * bottom - (y - 0.5) * top;
  out[2] = Math.max(0, 2 * area - sides) / r;
}

/** Length of a pixel's side that lies in the disc: the side is `offset` from the middle, its own middle `along`. */
function overlap(offset: number, along: number, r: number): number {
  const half = Math.sqrt(Math.max(0, r * r - offset * offset));
  return Math.max(0, Math.min(half, along + 0.5) - Math.max(-half, along - 0.5));
}

/** W(|v|) */
function cap(v: number, r: number): number {
  const u = Math.abs(v);
  if (u >= r) return r * r * (Math.PI / 2);
  return u * Math.sqrt(r * r - u * u) + r * r * Math.asin(u / r);
}

/** Q(x, y) */
function corner(x: number, y: number, wx: number, wy: number, r: number): number {
  if (x * x + y * y <= r * r) return x * y;
  const size = 0.5 * (wx + wy - r * r * (Math.PI / 2));
  return x < 0 === y < 0 ? size : -size;
}

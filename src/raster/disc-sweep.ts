/**
 * @file What a disc's outline sweeps of a unit pixel.
 *
 * The part of the pixel in the disc is bounded by the arc and by parts of the pixel's sides, and a closed outline's
 * normals sum to nothing: so ∫ n ds over the arc is what the sides leave, −Σ normal·length. Its direction is that of the arc's
 * middle, its amount c the arc's chord, and the arc 2r·asin(c/2r). Written without branches.
 */

export const DISC = {
  /** numbers by disc and pixel: x,y of the pixel's centre from the disc's, and the disc's radius, ≥ 0 */
  DISC_PLACE: 3,
  /** numbers by pixel: ∫ n ds over the arc (x, y), its chord, its length, and the area of the pixel in the disc */
  DISC_SWEEP: 5,
} as const;
const { DISC_PLACE, DISC_SWEEP } = DISC;

/** A disc of radius 0 has no arc. */
const TINY = 1e-18;

/** Arc over a chord, 2r·asin(chord/2r), by the arc sine's series: to 4e-4 of it for a pixel's chords from r = 1 on. */
function arcOver(chord2: number, chord: number, r2: number): number {
  const sine2 = (0.25 * chord2) / (r2 + TINY);
  const higher = 3 / 40 + sine2 * (15 / 336 + sine2 * (105 / 3456 + sine2 * (945 / 42240)));
  return chord * (1 + sine2 * (1 / 6 + sine2 * higher));
}

/** @param count of discs and pixels @param out receives DISC_SWEEP numbers of each */
export function discSweeps(places: Float64Array, count: number, out: Float64Array): void {
  for (let n = 0; n < count; n++) {
    const p = DISC_PLACE * n;
    const x0 = places[p]! - 0.5;
    const y0 = places[p + 1]! - 0.5;
    const r = places[p + 2]!;
    const x1 = x0 + 1;
    const y1 = y0 + 1;
    const r2 = r * r;
    // twice the part of each side in the disc: min(y₁, h) − max(y₀, −h) if that is above 0
    let square = r2 - x0 * x0;
    let half = Math.sqrt(0.5 * (square + Math.abs(square)));
    let part = 1 + 2 * half - Math.abs(y1 - half) - Math.abs(y0 + half);
    let length = part + Math.abs(part);
    let gx = length;
    let outwards = -x0 * length;
    square = r2 - x1 * x1;
    half = Math.sqrt(0.5 * (square + Math.abs(square)));
    part = 1 + 2 * half - Math.abs(y1 - half) - Math.abs(y0 + half);
    length = part + Math.abs(part);
    gx -= length;
    outwards += x1 * length;
    square = r2 - y0 * y0;
    half = Math.sqrt(0.5 * (square + Math.abs(square)));
    part = 1 + 2 * half - Math.abs(x1 - half) - Math.abs(x0 + half);
    length = part + Math.abs(part);
    let gy = length;
    outwards -= y0 * length;
    square = r2 - y1 * y1;
    half = Math.sqrt(0.5 * (square + Math.abs(square)));
    part = 1 + 2 * half - Math.abs(x1 - half) - Math.abs(x0 + half);
    length = part + Math.abs(part);
    gy -= length;
    outwards += y1 * length;
    gx *= 0.25;
    gy *= 0.25;
    const chord2 = gx * gx + gy * gy;
    const chord = Math.sqrt(chord2);
    let arc = arcOver(chord2, chord, r2);
    // The disc may bulge out through the far side, and leave the pixel an arc at either end of it: seldom, so this branch is.
    const ax = Math.abs(x0 + 0.5);
    const ay = Math.abs(y0 + 0.5);
    const far = 0.5 * (ax + ay + Math.abs(ax - ay)) + 0.5;
    const near = 0.5 * (1 - ax - ay + Math.abs(ax - ay));
    const bulge2 = r2 - far * far;
    if (Number(near > 0) & Number(bulge2 > 0) & Number(bulge2 < near * near)) {
      const bulge = 2 * Math.sqrt(bulge2);
      const x = Math.abs(gx) + (ax > ay ? bulge : 0);
      const y = Math.abs(gy) + (ax > ay ? 0 : bulge);
      const whole = x * x + y * y;
      arc = arcOver(whole, Math.sqrt(whole), r2) - arcOver(bulge * bulge, bulge, r2);
    }
    const o = DISC_SWEEP * n;
    out[o] = gx;
    out[o + 1] = gy;
    out[o + 2] = chord;
    out[o + 3] = arc;
    out[o + 4] = 0.5 * (r * arc + 0.25 * outwards);
  }
}

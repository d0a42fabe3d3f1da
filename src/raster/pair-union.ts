/**
 * @file What two edges leave of a unit pixel, and how much of each one's chord borders that.
 *
 * An edge covers the half-plane n·p ≤ s about the pixel's middle. Its chord is s·n + τ·(−n_y, n_x), cut off at the
 * pixel's sides and where the other edge covers it. What is left has the area ∮ x dy: half of what is left of the upright
 * sides together, less n_x·x·length of both chords. Written without branches: which of its limits cuts a chord is past
 * predicting. Moving an edge takes from the rest the length of its chord that borders it.
 */

/** Added to what is divided by: an edge along an axis or along the other one. No pixel notices. */
const STEEP = 1e-7;
/** Past every pixel. */
const FAR = 1e7;
/** Less of a chord, pixels, is none. */
const LEAST = 1e-6;

export const PAIR = {
  /** numbers by edge: n_x, n_y, s */
  EDGE: 3,
} as const;
const { EDGE } = PAIR;

/**
 * @param edges [count·2·EDGE] unit normals and distances, two edges a pixel
 * @param count of pixels
 * @param covered [count] receives the area that both cover together, 0..1
 * @param shares [count·2] receives the part of each edge's chord that borders the rest, 0..1
 */
export function pairUnions(
  edges: Float64Array,
  count: number,
  covered: Float64Array,
  shares: Float64Array,
): void {
  for (let k = 0; k < count; k++) {
    const i = 2 * EDGE * k;
    const s1 = edges[i + 2]!;
    const s2 = edges[i + 2 + EDGE]!;
    const x1 = edges[i]! + STEEP;
    const y1 = edges[i + 1]! + STEEP;
    const x2 = edges[i + EDGE]! + STEEP;
    const y2 = edges[i + 1 + EDGE]! + STEEP;
    // one division for each edge's slopes
    const per1 = 1 / (x1 * y1);
    const per2 = 1 / (x2 * y2);
    const perX1 = y1 * per1;
    const perY1 = x1 * per1;
    const perX2 = y2 * per2;
    const perY2 = x2 * per2;
    // both chords, by τ
    let halfX = 0.5 * Math.abs(perX1);
    let halfY = 0.5 * Math.abs(perY1);
    let byY = s1 * x1 * perY1;
    let byX = -s1 * y1 * perX1;
    const low1 = 0.5 * (byY - halfY + byX - halfX + Math.abs(byY - halfY - byX + halfX));
    const high1 = 0.5 * (byY + halfY + byX + halfX - Math.abs(byY + halfY - byX - halfX));
    halfX = 0.5 * Math.abs(perX2);
    halfY = 0.5 * Math.abs(perY2);
    byY = s2 * x2 * perY2;
    byX = -s2 * y2 * perX2;
    const low2 = 0.5 * (byY - halfY + byX - halfX + Math.abs(byY - halfY - byX + halfX));
    const high2 = 0.5 * (byY + halfY + byX + halfX - Math.abs(byY + halfY - byX - halfX));
    // Where they meet, one is left above that, the other below.
    const slope = y2 * x1 - x2 * y1;
    const isAbove = Number(slope > 0);
    const perSlope = 1 / (slope + (2 * isAbove - 1) * STEEP);
    const together = x1 * x2 + y1 * y2;
    const meet1 = (s2 - s1 * together) * perSlope;
    const meet2 = (s2 * together - s1) * perSlope;
    let start = isAbove * (meet1 + FAR) - FAR;
    let stop = isAbove * (FAR - meet1) + meet1;
    const from1 = 0.5 * (low1 + start + Math.abs(low1 - start));
    const to1 = 0.5 * (high1 + stop - Math.abs(high1 - stop));
    start = meet2 - isAbove * (meet2 + FAR);
    stop = FAR - isAbove * (FAR - meet2);
    const from2 = 0.5 * (low2 + start + Math.abs(low2 - start));
    const to2 = 0.5 * (high2 + stop - Math.abs(high2 - stop));
    const length1 = 0.5 * (to1 - from1 + Math.abs(to1 - from1));
    const length2 = 0.5 * (to2 - from2 + Math.abs(to2 - from2));
    const chord1 = 0.5 * (high1 - low1 + Math.abs(high1 - low1)) + LEAST;
    const chord2 = 0.5 * (high2 - low2 + Math.abs(high2 - low2)) + LEAST;
    const perChords = 1 / (chord1 * chord2);
    shares[2 * k] = length1 * chord2 * perChords;
    shares[2 * k + 1] = length2 * chord1 * perChords;
    let rest =
      -x1 * length1 * (s1 * x1 - 0.5 * (from1 + to1) * y1) -
      x2 * length2 * (s2 * x2 - 0.5 * (from2 + to2) * y2);
    // what is left of the upright sides
    const isUp1 = Number(perY1 > 0);
    const isUp2 = Number(perY2 > 0);
    for (let side = -0.5; side < 1; side++) {
      const at1 = (s1 - x1 * side) * perY1;
      const at2 = (s2 - x2 * side) * perY2;
      const bottom1 = isUp1 * (at1 + FAR) - FAR;
      const bottom2 = isUp2 * (at2 + FAR) - FAR;
      const top1 = isUp1 * (FAR - at1) + at1;
      const top2 = isUp2 * (FAR - at2) + at2;
      let bottom = 0.5 * (bottom1 + bottom2 + Math.abs(bottom1 - bottom2));
      let top = 0.5 * (top1 + top2 - Math.abs(top1 - top2));
      bottom = 0.5 * (bottom - 0.5 + Math.abs(bottom + 0.5));
      top = 0.5 * (top + 0.5 - Math.abs(top - 0.5));
      rest += 0.25 * (top - bottom + Math.abs(top - bottom));
    }
    covered[k] = 1 - rest;
  }
}

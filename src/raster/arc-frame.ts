/**
 * @file What is known of a piece of a chain: where each number stands among the piece's own. Lengths in pixels.
 *
 * A table, and so are the other constants that inner loops use from other files: Node reads an imported constant anew, and checks
 * it, wherever it is used, while one that a file takes from a table into a constant of its own is compiled into the loop. It is 6 %
 * of a step.
 */
export const ARC = {
  /** numbers by piece */
  FRAME: 16,
  /** unit direction (ux, uy) of its chord; the normal is (−uy, ux) */
  UX: 0,
  UY: 1,
  /** the arc's middle */
  MIDDLE_X: 2,
  MIDDLE_Y: 3,
  /** of the arc, per pixel: above 0 where its centre lies against the normal; never 0 */
  CURVATURE: 4,
  /** half the chord; 0 in a dot */
  HALF: 5,
  /** how far the arc's middle lies off the chord, along the normal */
  RISE: 6,
  /** of the angle from the chord to the tangent at the start, as from that at the end to the chord */
  COS: 7,
  SIN: 8,
  /** unit tangents at the start and the end */
  START_X: 9,
  START_Y: 10,
  END_X: 11,
  END_Y: 12,
  /** where the point half-way lies along the chord, from its middle, as a part of HALF; NOWHERE if it counts for nothing */
  SKEW: 13,
  /** no place: all others are within −1..1 */
  NOWHERE: 2,
  /**
   * how far the bands beside the piece's start are lengthened to meet on the outer side of the turn there; 0 where a sector of
   * the pen's disc fills the gap, and less at a free end, where the pixels half a pixel before it are a part of that disc
   */
  LAP: 14,
  /** 1/CURVATURE */
  RADIUS: 15,
} as const;

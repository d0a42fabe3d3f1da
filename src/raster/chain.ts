/** @file One stroke's chain of arcs under a round pen: which pieces it is, and how its outline is told to pixels. */

/** How near is near: pixels and parts of a pixel. */
export const MARGINS = {
  /** half the diagonal of a pixel: how far outside an outline it may still be touched */
  REACH: Math.SQRT1_2,
  /** rounding allowance at the border between two pieces, pixels */
  SLACK: 1e-3,
  /** how far before a free end a pixel's centre may lie whose other side is past it, pixels */
  BEFORE_END: 0.5,
  /** half-width, less a pixel's extent, up to which no pixel is looked for that is covered wholly, pixels */
  THIN: 0.5,
  /** added to the minor component of a normal: an edge along an axis has no ramp to divide by */
  FLAT: 1e-9,
  /** an outline that covers or leaves less of a pixel is no other outline to be noted: so much is the gain at most */
  SLIVER: 0.002,
} as const;

/** Pieces from..to−1, and the half-width of the pen in pixels. */
export interface Chain {
  from: number;
  to: number;
  radius: number;
}

/** Pixels on an outline: where (y << 16 | x), and as a note the piece q that covers it most, or −1 − its round end. */
export interface OutlinePixels {
  readonly place: Int32Array;
  readonly note: Int32Array;
}

/** Gradients by the points of all chains. */
export interface ChainGradients {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

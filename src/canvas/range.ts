/** @file Ranges that the canvases of marks share. */

/** Rows give lengths and rates in thousandths of a canvas unit. */
export const THOUSANDTH = 0.001;

/** Marks further outside the canvas than this, in canvas units, are brought back to the margin. */
export const MARGIN = 0.25;

export const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));

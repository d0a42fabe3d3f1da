/** @file One stroke's chain of arcs under a round pen, and what happens at its vertices. */
import { type ArcChain, BEND, FRAME } from './arcs.js';

/** Half the diagonal of a pixel: how far outside an outline it may still be touched. */
export const REACH = Math.SQRT1_2;
/** Rounding allowance at the border between two pieces, pixels. */
export const SLACK = 1e-3;
/** Tangent of half the angle from which a turn is sharp (23 degrees). */
const SHARP = 0.2;
/** How far before a free end a pixel's centre may lie whose other side is past it, pixels. */
export const BEFORE_END = 0.5;
/** Bands are lengthened by at most this, pixels; a larger wedge is scanned as a sector. */
const LONGEST_LAP = 1;

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

/**
 * How far the bands beside the start of piece q are lengthened to meet on the outer side; 0 where a sector fills the gap, and less
 * than 0 at a free end, where the pixels half a pixel before it are a part of the pen's disc already (see `coverEnds`).
 */
export function lapAt(arcs: ArcChain, chain: Chain, q: number): number {
  const bend = arcs.frames[FRAME * q + BEND]!;
  if (bend === Infinity) return -BEFORE_END;
  const lap = bend * (chain.radius + REACH);
  return lap <= LONGEST_LAP && bend <= SHARP ? lap + SLACK : 0;
}

/** @file One stroke's chain of straight pieces under a round pen, and what happens at its vertices. */
import type { Polyline } from './polyline.js';

/** Half the diagonal of a pixel: how far outside an outline it may still be touched. */
export const REACH = Math.SQRT1_2;
/** Rounding allowance at the border between two pieces, pixels. */
export const SLACK = 1e-3;
/** Tangent of half the angle from which a turn is sharp (23 degrees). */
export const SHARP = 0.2;
/** Half-width in pixels up to which ends are exact discs. */
export const ROUND = 3;
/** Bands are lengthened by at most this, pixels; a larger wedge is scanned as a sector. */
const LONGEST_LAP = 1;

/** Vertices from..to−1, and the half-width of the pen in pixels. */
export interface Chain {
  from: number;
  to: number;
  radius: number;
}

/** Pixels on an outline: where (y << 16 | x), and as a note the piece p that covers it most, or −1 − its round end. */
export interface OutlinePixels {
  readonly place: Int32Array;
  readonly note: Int32Array;
}

/** Gradients by the vertices of all chains. */
export interface ChainGradients {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** How far the bands beside vertex v are lengthened to meet on the outer side; 0 where a sector fills the gap. */
export function lapAt(line: Polyline, chain: Chain, v: number): number {
  const bend = line.bend[v]!;
  const lap = bend * (chain.radius + REACH);
  return lap <= LONGEST_LAP && bend <= SHARP ? lap + SLACK : 0;
}

/**
 * How far past its piece's end at vertex v a pixel begins to be a part of the pen's disc there (see `coverEnds`):
 * half a pixel before a free end, from a sharp turn on, never elsewhere.
 */
export function roundFrom(line: Polyline, chain: Chain, v: number): number {
  const bend = line.bend[v]!;
  if (!(bend > SHARP)) return Infinity;
  return bend === Infinity && chain.radius < ROUND ? -0.5 : 0;
}

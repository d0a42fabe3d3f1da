/**
 * @file Pushes on a stroke's arcs, summed by piece, and what they come to at each piece's three points.
 *
 * A push at w along the chord moves the curve there, which is the three points' movements blended by Lagrange's
 * polynomials over their places: so its sums with 1, w and w² are all that the points need to be told.
 */
import { ARC } from './arc-frame.js';
import type { ArcChain } from './arcs.js';
import type { ChainGradients } from './chain.js';

const { FRAME, HALF, SKEW, NOWHERE } = ARC;
export const PUSH = {
  /** numbers by piece: Σ push, Σ push·w, Σ push·w² along x, the same along y, the push on the pen's half-width, and none */
  SUMS: 8,
  RADIUS: 6,
} as const;
const { SUMS, RADIUS } = PUSH;

export class PieceSums {
  values = new Float64Array(64 * SUMS);

  /** Sets the sums of so many pieces to 0. */
  begin(pieces: number): void {
    if (this.values.length < pieces * SUMS) this.values = new Float64Array(2 * pieces * SUMS);
    this.values.fill(0, 0, pieces * SUMS);
  }

  /**
   * Gives the sums of a stroke's pieces, first..last, to their points.
   * @param out added to
   * @returns the push on the half-width
   */
  spend(arcs: ArcChain, first: number, last: number, out: ChainGradients): number {
    const { values } = this;
    const { frames } = arcs;
    let byRadius = 0;
    for (let q = first; q <= last; q++) {
      const f = FRAME * q;
      const at = SUMS * q;
      byRadius += values[at + RADIUS]!;
      const half = frames[f + HALF]!;
      // a dot's pushes are all at its middle
      const per = half === 0 ? 0 : 1 / half;
      const x = values[at]!;
      const x1 = values[at + 1]! * per;
      const x2 = values[at + 2]! * per * per;
      const y = values[at + 3]!;
      const y1 = values[at + 4]! * per;
      const y2 = values[at + 5]! * per * per;
      const m = frames[f + SKEW]!;
      const isStraight = m === NOWHERE;
      // the parabola that is 1 at the point half-way, m, and 0 at −1 and 1: (1 − w²)·middle
      const middle = isStraight ? 0 : 1 / (1 - m * m);
      const middleX = (x - x2) * middle;
      const middleY = (y - y2) * middle;
      const place = isStraight ? 0 : m;
      out.x[2 * q]! += 0.5 * (x - x1 - (1 - place) * middleX);
      out.y[2 * q]! += 0.5 * (y - y1 - (1 - place) * middleY);
      out.x[2 * q + 1]! += middleX;
      out.y[2 * q + 1]! += middleY;
      out.x[2 * q + 2]! += 0.5 * (x + x1 - (1 + place) * middleX);
      out.y[2 * q + 2]! += 0.5 * (y + y1 - (1 + place) * middleY);
    }
    return byRadius;
  }
}

/**
 * @file Pushes on a stroke's arcs, summed by piece, and what they come to at each piece's three points.
 *
 * A push at w along the chord moves the curve there, which is the three points' movements blended by Lagrange's
 * polynomials over their places: so its sums with 1, w and w² are all that the points need to be told.
 */
import { type ArcChain, FRAME, HALF, NOWHERE, SKEW } from './arcs.js';
import type { ChainGradients } from './chain.js';

/** Numbers by piece: Σ push, Σ push·w, Σ push·w² along x, and the same along y. */
export const SUMS = 6;

export class PieceSums {
  values = new Float64Array(64 * SUMS);
  /** piece that the first numbers belong to */
  first = 0;

  begin(first: number, last: number): void {
    const room = (last - first + 1) * SUMS;
    if (this.values.length < room) this.values = new Float64Array(2 * room);
    this.values.fill(0, 0, room);
    this.first = first;
  }

  /** Where the numbers of a piece begin. */
  at(q: number): number {
    return (q - this.first) * SUMS;
  }

  /** Gives the sums to the points of the pieces first..last. @param out added to */
  spend(arcs: ArcChain, last: number, out: ChainGradients): void {
    const { values } = this;
    const { frames } = arcs;
    for (let q = this.first; q <= last; q++) {
      const f = FRAME * q;
      const half = frames[f + HALF]!;
      if (half === 0) continue;
      const at = this.at(q);
      const per = 1 / half;
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
  }
}

/** @file A stroke's outline as arcs: what shows of its sides, and of the pen's discs past free ends and about sharp turns. */
import { grownFloat64, grownInt32 } from './growable.js';

/** Where each number of an arc stands. A table, as the constants of inner loops are (`ARC`). */
export const PART = {
  /** numbers by arc */
  PART: 11,
  /** unit normals of the curve at its ends (of a pen's disc: outwards) */
  FROM_X: 0,
  FROM_Y: 1,
  TO_X: 2,
  TO_Y: 3,
  /** its points are centre + radius·normal: of a side the radius may be below 0 */
  CENTRE_X: 4,
  CENTRE_Y: 5,
  RADIUS: 6,
  /** it pushes its piece at place + along·(point − centre), pixels along the piece's chord */
  PLACE: 7,
  ALONG_X: 8,
  ALONG_Y: 9,
  /** 1 where outside is on the left, from y to x, of whoever goes from its start to its end, and where the normals point; or −1 */
  LEFT: 10,
} as const;
const { PART: PARTS } = PART;

export class OutlineArcs {
  count = 0;
  values = new Float64Array(64 * PARTS);
  /** the piece that each pushes */
  pieces = new Int32Array(64);

  /** Appends an arc that pushes piece q. @returns where its numbers are to be written in `values`, which may be another array now */
  next(q: number): number {
    const n = this.count++;
    if (n === this.pieces.length) {
      this.pieces = grownInt32(this.pieces, n + 1);
      this.values = grownFloat64(this.values, PARTS * this.pieces.length);
    }
    this.pieces[n] = q;
    return PARTS * n;
  }

  /** Appends an arc of the outline that pushes piece q. */
  add(part: Float64Array, q: number): void {
    const o = this.next(q);
    const values = this.values;
    for (let k = 0; k < PARTS; k++) values[o + k] = part[k]!;
  }
}

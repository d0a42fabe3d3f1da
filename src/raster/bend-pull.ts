/**
 * @file The way back beside bends: there an outline is not told by a straight chord. It is a circle about the arc's own centre, and sweeps of a pixel what its disc does (`discSweeps`), taken
 * about the middle of its arc in the pixel. Of all strokes at once.
 */
import { ARC } from './arc-frame.js';
import type { ArcChain } from './arcs.js';
import { DISC, discSweeps } from './disc-sweep.js';
import { grownFloat64, grownInt32 } from './growable.js';
import { type PieceSums, PUSH } from './piece-sums.js';

const { FRAME, UX, UY, RADIUS: BOW } = ARC;
const { DISC_PLACE, DISC_SWEEP } = DISC;
const { SUMS, RADIUS } = PUSH;

/** Keeps what is divided by above 0: an outline that misses the pixel. */
const LEAST = 1e-9;

export class BendPull {
  /** by outline and pixel: the pixel's centre from the arc's and the outline's radius, its piece, the gradient by its area */
  count = 0;
  places = new Float64Array(64 * DISC_PLACE);
  pieces = new Int32Array(64);
  pushes = new Float64Array(64);
  #sweeps = new Float64Array(64 * DISC_SWEEP);

  /** Makes room for so many more. */
  reserve(more: number): void {
    const count = this.count + more;
    if (count <= this.pieces.length) return;
    this.places = grownFloat64(this.places, DISC_PLACE * count);
    this.pieces = grownInt32(this.pieces, count);
    this.pushes = grownFloat64(this.pushes, count);
  }

  /** Pushes the pieces of all strokes, and forgets the pixels. @param sums added to */
  spend({ frames }: ArcChain, { values: sums }: PieceSums): void {
    const { places, pieces, pushes, count } = this;
    this.count = 0;
    if (this.#sweeps.length < DISC_SWEEP * count) this.#sweeps = new Float64Array(2 * DISC_SWEEP * count);
    const sweeps = this.#sweeps;
    discSweeps(places, count, sweeps);
    for (let n = 0; n < count; n++) {
      const f = FRAME * pieces[n]!;
      const bow = Math.abs(frames[f + BOW]!);
      const outline = places[DISC_PLACE * n + 2]!;
      const g = pushes[n]!;
      const gx = sweeps[DISC_SWEEP * n]!;
      const gy = sweeps[DISC_SWEEP * n + 1]!;
      const chord = sweeps[DISC_SWEEP * n + 2]! + LEAST;
      const per = bow / (chord * (outline + LEAST));
      const foot = (gx * frames[f + UX]! + gy * frames[f + UY]!) * per * outline;
      const length = chord * chord * per;
      const square = foot * foot + length * length * (1 / 12);
      // The inner side moves against its disc's normal.
      const push = (2 * Number(outline > bow) - 1) * g;
      const x = push * gx;
      const y = push * gy;
      const at = SUMS * pieces[n]!;
      sums[at]! += x;
      sums[at + 1]! += x * foot;
      sums[at + 2]! += x * square;
      sums[at + 3]! += y;
      sums[at + 4]! += y * foot;
      sums[at + 5]! += y * square;
      sums[at + RADIUS]! += g * sweeps[DISC_SWEEP * n + 3]!;
    }
  }
}

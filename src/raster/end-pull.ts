/**
 * @file The way back of strokes' free ends and sharp turns: not that of the blend that gives their areas (`coverEnds`) but of
 * the end itself, exactly. Pixels wholly past the end line meet nothing but the pen's disc (`discSweeps`), the others the band's two
 * sides too (`capSweeps`). Of all strokes at once, as one has few such pixels.
 */
import { ARC } from './arc-frame.js';
import type { ArcChain } from './arcs.js';
import { CAP, capSweeps } from './cap-sweep.js';
import type { ChainGradients, OutlinePixels } from './chain.js';
import { discAreas } from './disc-area.js';
import { DISC, discSweeps } from './disc-sweep.js';
import { grownFloat64, grownInt32 } from './growable.js';
import { type PieceSums, PUSH } from './piece-sums.js';

const { FRAME, HALF, COS, START_X } = ARC;
const { DISC_PLACE, DISC_SWEEP } = DISC;
const { CAP_SWEEP, SINGLE } = CAP;
const { SUMS, RADIUS } = PUSH;

/** Pixels at ends, of all strokes. */
class Pixels {
  count = 0;
  /** the pixel's centre from the end's vertex, and the half-width */
  places = new Float64Array(64 * DISC_PLACE);
  /** unit direction in which the stroke ends; 0,0 for a dot */
  tangents = new Float64Array(64 * 2);
  /** 2·q + 1 past the end of piece q, 2·q before its start */
  ends = new Int32Array(64);
  /** gradient by the pixel's area */
  pushes = new Float64Array(64);
  sweeps = new Float64Array(64 * CAP_SWEEP);

  /** Makes room for so many more. */
  reserve(more: number): void {
    const count = this.count + more;
    if (count <= this.ends.length) return;
    this.places = grownFloat64(this.places, DISC_PLACE * count);
    this.tangents = grownFloat64(this.tangents, 2 * count);
    this.ends = grownInt32(this.ends, count);
    this.pushes = grownFloat64(this.pushes, count);
    this.sweeps = grownFloat64(this.sweeps, CAP_SWEEP * count);
  }
}

export class EndPull {
  /** past their end line, and across it */
  readonly #past = new Pixels();
  readonly #across = new Pixels();
  /** of those across it, how much of each the pen's disc covers: asked for of the thinnest pens only */
  #areas = new Float64Array(64);

  /**
   * Lists a stroke's pixels noted as −1 − end.
   * @param r half-width of the pen, pixels
   * @param which their indices, `count` of them
   * @param byArea gradient by it
   */
  list(
    arcs: ArcChain,
    r: number,
    { place, note }: OutlinePixels,
    which: Int32Array,
    count: number,
    byArea: Float32Array,
  ): void {
    const { x: lineX, y: lineY, frames } = arcs;
    const past = this.#past;
    const across = this.#across;
    // room for one that is written and not kept
    past.reserve(count + 1);
    across.reserve(count + 1);
    let pasts = past.count;
    let others = across.count;
    const isThin = r < SINGLE;
    const leastPast = isThin ? Infinity : 0;
    for (let k = 0; k < count; k++) {
      const m = which[k]!;
      const end = -1 - note[m]!;
      const isEnd = end & 1;
      const v = 2 * ((end >> 1) + isEnd);
      const f = FRAME * (end >> 1);
      const sign = (2 * isEnd - 1) * Number(frames[f + HALF] !== 0);
      // END_X follows START_Y
      const tx = sign * frames[f + START_X + 2 * isEnd]!;
      const ty = sign * frames[f + START_X + 2 * isEnd + 1]!;
      const x = (place[m]! & 0xffff) + 0.5 - lineX[v]!;
      const y = (place[m]! >> 16) + 0.5 - lineY[v]!;
      // written to both lists, kept in one: no branch
      past.places[DISC_PLACE * pasts] = x;
      past.places[DISC_PLACE * pasts + 1] = y;
      past.places[DISC_PLACE * pasts + 2] = r;
      past.ends[pasts] = end;
      past.pushes[pasts] = byArea[m]!;
      across.places[DISC_PLACE * others] = x;
      across.places[DISC_PLACE * others + 1] = y;
      across.places[DISC_PLACE * others + 2] = r;
      across.tangents[2 * others] = tx;
      across.tangents[2 * others + 1] = ty;
      across.ends[others] = end;
      across.pushes[others] = byArea[m]!;
      const isPast = Number(x * tx + y * ty - 0.5 * (Math.abs(tx) + Math.abs(ty)) >= leastPast);
      pasts += isPast;
      others += 1 - isPast;
    }
    if (isThin) this.#measure(across.count, others);
    past.count = pasts;
    across.count = others;
  }

  /** Measures the discs of one stroke. */
  #measure(first: number, last: number): void {
    const { places } = this.#across;
    if (this.#areas.length < last) this.#areas = grownFloat64(this.#areas, last);
    const areas = this.#areas.subarray(first, last);
    discAreas(places.subarray(DISC_PLACE * first), last - first, areas);
  }

  /**
   * Pushes vertices and pieces of all strokes, and forgets their pixels.
   * @param sums pushes on the pieces; added to
   * @param out gradients by the chains' points; added to
   */
  spend(arcs: ArcChain, sums: PieceSums, out: ChainGradients): void {
    this.#spendPast(sums, out);
    this.#spendAcross(arcs, sums, out);
  }

  #spendPast({ values }: PieceSums, out: ChainGradients): void {
    const { places, ends, pushes, sweeps, count } = this.#past;
    this.#past.count = 0;
    discSweeps(places, count, sweeps);
    for (let k = 0; k < count; k++) {
      const g = pushes[k]!;
      const at = DISC_SWEEP * k;
      const end = ends[k]!;
      const v = 2 * ((end + 1) >> 1);
      out.x[v]! += g * sweeps[at]!;
      out.y[v]! += g * sweeps[at + 1]!;
      values[SUMS * (end >> 1) + RADIUS]! += g * sweeps[at + 3]!;
    }
  }

  #spendAcross({ frames }: ArcChain, { values }: PieceSums, out: ChainGradients): void {
    const { places, tangents, ends, pushes, sweeps, count } = this.#across;
    this.#across.count = 0;
    capSweeps(places, tangents, count, this.#areas, sweeps);
    for (let k = 0; k < count; k++) {
      const end = ends[k]!;
      const q = end >> 1;
      const sign = 2 * (end & 1) - 1;
      const g = pushes[k]!;
      const at = CAP_SWEEP * k;
      out.x[2 * q + sign + 1]! += g * sweeps[at]!;
      out.y[2 * q + sign + 1]! += g * sweeps[at + 1]!;
      const to = SUMS * q;
      values[to + RADIUS]! += g * (sweeps[at + 2]! + sweeps[at + 3]! + sweeps[at + 5]!);
      if (sweeps[at + 3]! + sweeps[at + 5]! === 0) continue;
      const f = FRAME * q;
      const half = frames[f + HALF]!;
      const cosine = frames[f + COS]!;
      for (let side = 0; side < 2; side++) {
        const push = (side === 0 ? g : -g) * sweeps[at + 3 + 2 * side]!;
        const foot = sign * (half + cosine * sweeps[at + 4 + 2 * side]!);
        const x = -push * tangents[2 * k + 1]!;
        const y = push * tangents[2 * k]!;
        values[to]! += x;
        values[to + 1]! += x * foot;
        values[to + 2]! += x * foot * foot;
        values[to + 3]! += y;
        values[to + 4]! += y * foot;
        values[to + 5]! += y * foot * foot;
      }
    }
  }
}

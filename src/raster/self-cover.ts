/**
 * @file What of a stroke's outline shows: not what lies within its own pen elsewhere on the stroke.
 *
 * A point shows unless another piece's arc is nearer to it than the half-width. Where it is as near, as on a stroke laid back on
 * itself, the earlier piece's outline shows. Distances change no faster than one goes along the outline: so an arc of it
 * whose middle lies farther from a piece than the half-width and half the arc's length is clear of that piece, and one
 * whose middle is as much nearer is hidden; any other is halved.
 */
import { ARC } from './arc-frame.js';
import type { ArcChain } from './arcs.js';
import { grownInt32 } from './growable.js';
import { type OutlineArcs, PART } from './outline-arcs.js';
import { SelfPairs } from './self-pairs.js';

const { FRAME, UX, UY, MIDDLE_X, MIDDLE_Y, CURVATURE, COS, SIN, RADIUS: BOW } = ARC;
const { PART: PARTS, FROM_X, FROM_Y, TO_X, TO_Y, CENTRE_X, CENTRE_Y, RADIUS } = PART;

/** Pixels within which two distances are the same. */
const SAME = 1e-6;
/** Half the length, pixels and half-widths, of what is halved no more. */
const LEAST = 0.25;
const MOST_HALVINGS = 12;

export class SelfCover {
  readonly pairs = new SelfPairs();
  #radius = 0;
  /** pieces that may hide a part of an interval of the arc, one list after another */
  #active = new Int32Array(256);
  /** by interval not looked at yet: the normal at its end, how often it is halved, from where to where its list goes */
  readonly #stackX = new Float64Array(MOST_HALVINGS + 2);
  readonly #stackY = new Float64Array(MOST_HALVINGS + 2);
  readonly #levels = new Int32Array(MOST_HALVINGS + 2);
  readonly #lists = new Int32Array(2 * (MOST_HALVINGS + 2));
  /** what shows of the arc and is not listed yet */
  readonly #run = new Float64Array(PARTS);
  /** how far outside the nearest pen the point last looked from is */
  readonly #near = new Float64Array(1);

  /** Takes up a stroke, pieces from..to−1 under a pen of half-width r. @returns false if no part of its outline is hidden */
  look(arcs: ArcChain, from: number, to: number, r: number): boolean {
    this.#radius = r;
    return this.pairs.look(arcs, from, to, r);
  }

  /**
   * Lists what shows of an arc of the outline.
   * @param part of piece q's outline
   * @param sides of the stroke on which it lies
   * @param isPen whether it is of the pen's disc at an end of the piece: only where they bend tighter than the pen do the piece itself
   * and the one that goes on from there hide it
   */
  addVisible(
    arcs: ArcChain,
    part: Float64Array,
    q: number,
    sides: number,
    isPen: boolean,
    out: OutlineArcs,
  ): void {
    let count = 0;
    const { pairs } = this;
    for (let e = pairs.first(q); e >= 0; e = pairs.next[e]!) {
      const piece = pairs.other[e]! >> 2;
      if (isPen && piece === q + 1 && !pairs.isTight(arcs, piece)) continue;
      if (pairs.other[e]! & sides) count = this.#list(count, piece);
    }
    if (isPen && pairs.isTight(arcs, q)) count = this.#list(count, q);
    if (count > 0) this.#split(arcs, part, q, count, out);
    else out.add(part, q);
  }

  #list(count: number, piece: number): number {
    if (count === this.#active.length) this.#active = grownInt32(this.#active, count + 1);
    this.#active[count] = piece;
    return count + 1;
  }

  /** The first `count` of the active pieces may hide something. */
  #split(arcs: ArcChain, part: Float64Array, q: number, count: number, out: OutlineArcs): void {
    const run = this.#run;
    const stackX = this.#stackX;
    const stackY = this.#stackY;
    const levels = this.#levels;
    const lists = this.#lists;
    run.set(part);
    const across = part[FROM_X]! * part[TO_Y]! - part[FROM_Y]! * part[TO_X]!;
    const together = part[FROM_X]! * part[TO_X]! + part[FROM_Y]! * part[TO_Y]!;
    const length = Math.abs(part[RADIUS]!) * Math.atan2(Math.abs(across), together);
    const least = LEAST * Math.min(1, this.#radius);
    // where the interval under way begins
    let ax = part[FROM_X]!;
    let ay = part[FROM_Y]!;
    let isOpen = true;
    let isEmpty = true;
    let depth = 1;
    stackX[0] = part[TO_X]!;
    stackY[0] = part[TO_Y]!;
    levels[0] = 0;
    lists[0] = 0;
    lists[1] = count;
    while (depth > 0) {
      depth--;
      const bx = stackX[depth]!;
      const by = stackY[depth]!;
      const level = levels[depth]!;
      const to = lists[2 * depth + 1]!;
      const share = 1 / (1 << level);
      const half = 0.5 * share * length;
      let mx = ax + bx;
      let my = ay + by;
      const per = 1 / Math.sqrt(mx * mx + my * my);
      mx *= per;
      my *= per;
      const top = this.#measure(arcs, q, mx, my, half, lists[2 * depth]!, to);
      let shows = top === to ? 1 : 0;
      if (top > to) {
        if (half > least && level < MOST_HALVINGS) {
          for (let side = 0; side < 2; side++, depth++) {
            stackX[depth] = side === 0 ? bx : mx;
            stackY[depth] = side === 0 ? by : my;
            levels[depth] = level + 1;
            lists[2 * depth] = to;
            lists[2 * depth + 1] = top;
          }
          continue;
        }
        // What is left is cut where the clearance, between its ends and its middle, is 0.
        const middle = this.#near[0]!;
        this.#measure(arcs, q, ax, ay, Infinity, to, top);
        const start = this.#near[0]!;
        this.#measure(arcs, q, bx, by, Infinity, to, top);
        const end = this.#near[0]!;
        if (start >= 0 && end >= 0) shows = 1;
        else if (start >= 0 || end >= 0) {
          const isFirst = start >= 0 !== middle >= 0;
          const cut = isFirst ? (0.5 * start) / (start - middle) : 0.5 + (0.5 * middle) / (middle - end);
          const nx = ax + cut * (bx - ax);
          const ny = ay + cut * (by - ay);
          const unit = 1 / Math.sqrt(nx * nx + ny * ny);
          if (start >= 0) {
            if (!isOpen) this.#begin(ax, ay);
            this.#finish(nx * unit, ny * unit, q, out);
            isOpen = false;
          } else {
            this.#begin(nx * unit, ny * unit);
            isOpen = true;
            isEmpty = false;
          }
          ax = bx;
          ay = by;
          continue;
        }
      }
      if (shows === 1) {
        if (!isOpen) this.#begin(ax, ay);
        isOpen = true;
        isEmpty = false;
      } else {
        if (isOpen && !isEmpty) this.#finish(ax, ay, q, out);
        isOpen = false;
      }
      ax = bx;
      ay = by;
    }
    if (isOpen) this.#finish(ax, ay, q, out);
  }

  #begin(nx: number, ny: number): void {
    this.#run[FROM_X] = nx;
    this.#run[FROM_Y] = ny;
  }

  #finish(nx: number, ny: number, q: number, arcs: OutlineArcs): void {
    this.#run[TO_X] = nx;
    this.#run[TO_Y] = ny;
    arcs.add(this.#run, q);
  }

  /**
   * Looks from the arc's point at a normal, of piece q's outline, at the active pieces from..to−1: how far outside their pens it is
   * (`#near`). Those within the limit are listed from `to` on. @returns the end of that list, or −1 when one covers all within the limit
   */
  #measure(
    { frames, x: lineX, y: lineY }: ArcChain,
    q: number,
    nx: number,
    ny: number,
    within: number,
    from: number,
    to: number,
  ): number {
    const run = this.#run;
    const px = run[CENTRE_X]! + run[RADIUS]! * nx;
    const py = run[CENTRE_Y]! + run[RADIUS]! * ny;
    const r = this.#radius;
    if (2 * to - from > this.#active.length) this.#active = grownInt32(this.#active, 2 * to - from);
    const active = this.#active;
    let top = to;
    let near = Infinity;
    for (let e = from; e < to; e++) {
      const j = active[e]!;
      const f = FRAME * j;
      const ux = frames[f + UX]!;
      const uy = frames[f + UY]!;
      const k = frames[f + CURVATURE]!;
      const x = k * (px - frames[f + MIDDLE_X]!) - uy;
      const y = k * (py - frames[f + MIDDLE_Y]!) + ux;
      const along = Math.abs(x * ux + y * uy);
      const across = y * ux - x * uy;
      let away = 0;
      if (across * Math.abs(frames[f + SIN]!) >= along * frames[f + COS]!) {
        away = Math.abs((Math.sqrt(x * x + y * y) - 1) * frames[f + BOW]!);
      } else {
        const x0 = px - lineX[2 * j]!;
        const y0 = py - lineY[2 * j]!;
        const x1 = px - lineX[2 * j + 2]!;
        const y1 = py - lineY[2 * j + 2]!;
        const one = x0 * x0 + y0 * y0;
        const other = x1 * x1 + y1 * y1;
        away = Math.sqrt(one < other ? one : other);
      }
      const clear = away - r + (j < q ? -SAME : SAME);
      if (clear <= -within) return -1;
      if (clear < near) near = clear;
      if (clear < within) active[top++] = j;
    }
    this.#near[0] = near;
    return top;
  }
}

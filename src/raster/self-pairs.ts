/**
 * @file Which pieces of a stroke may hide a part of which others' outlines.
 *
 * Pieces between which the curve turns by less than half a turn do not hide one another on a side to which it nowhere turns
 * tighter than the pen: a curve of curvature below 1/r stays out of the circles that touch it. The others may where they
 * are near enough. Most thin strokes have no such pieces.
 */
import { ARC } from './arc-frame.js';
import type { ArcChain } from './arcs.js';
import { grownInt32 } from './growable.js';

const { FRAME, UX, UY, MIDDLE_X, MIDDLE_Y, CURVATURE, HALF, RISE, SIN, LAP } = ARC;
const { START_X, START_Y, END_X, END_Y } = ARC;

/** Curvature times half-width from which pieces may hide their neighbours. */
const TIGHT = 0.98;
/**
 * Sum of sines of half their turns up to which pieces do not hide one another: 2.6 radians at least, somewhat below half a turn, as
 * such a sine is at least .9 of its angle. A free end turns by a quarter more.
 */
const MOST_TURN = 1.17;
const QUARTER = 0.45 * 0.5 * Math.PI;
/** Cosine of a turn right back, which has no inner side. */
const BACK = -0.999;
/** Sides of a stroke: where the normals (−uy, ux) of its chords point, and the other one. */
export const SIDE = { ON_LEFT: 1, ON_RIGHT: 2 } as const;
const { ON_LEFT, ON_RIGHT } = SIDE;

export class SelfPairs {
  /** by piece of the stroke: first entry of the list of pieces that may hide a part of its outline, −1 for none, and on which sides */
  #first = new Int32Array(256);
  #sides = new Uint8Array(256);
  /** by piece of the stroke: how far the stroke has turned since its start, as MOST_TURN counts it, */
  #turns = new Float64Array(256);
  /** and by side the last piece k (2k) so far that turns to it tighter than the pen, or the one after a sharp turn (2k − 1); −1 for none */
  #bars = new Int32Array(512);
  /** by entry: the next of its list or −1, and a piece that may hide something (piece << 2) and on which sides */
  next = new Int32Array(256);
  other = new Int32Array(256);
  #entries = 0;
  #from = 0;
  #radius = 0;

  /** Takes up a stroke, pieces from..to−1 under a pen of half-width r. @returns false if no part of its outline is hidden */
  look(arcs: ArcChain, from: number, to: number, r: number): boolean {
    this.#from = from;
    this.#radius = r;
    this.#entries = 0;
    const count = to - from;
    if (this.#first.length < count) {
      this.#first = grownInt32(this.#first, count);
      this.#sides = new Uint8Array(this.#first.length);
      this.#turns = new Float64Array(this.#first.length);
      this.#bars = new Int32Array(2 * this.#first.length);
    }
    if (!this.#measureTurns(arcs, from, to, r)) return false;
    this.#first.fill(-1, 0, count);
    this.#sides.fill(0, 0, count);
    this.#pairUp(arcs, from, to, r);
    return this.#entries > 0;
  }

  /** @returns false where the stroke does not turn enough to hide any of its outline */
  #measureTurns({ frames }: ArcChain, from: number, to: number, r: number): boolean {
    const turns = this.#turns;
    const bars = this.#bars;
    const tight = TIGHT / r;
    let turn = 0;
    let barLeft = -1;
    let barRight = -1;
    for (let q = from, k = 0; q < to; q++, k++) {
      const f = FRAME * q;
      if (k > 0) {
        const ax = frames[f - FRAME + END_X]!;
        const ay = frames[f - FRAME + END_Y]!;
        const bx = frames[f + START_X]!;
        const by = frames[f + START_Y]!;
        const sine = ax * by - ay * bx;
        if (frames[f + LAP]! > 0) turn += 0.5 * Math.abs(sine);
        else {
          const cosine = ax * bx + ay * by;
          turn += Math.sqrt(0.5 * Math.max(0, 1 - cosine));
          if (sine > 0 || cosine < BACK) barLeft = 2 * k - 1;
          if (sine <= 0 || cosine < BACK) barRight = 2 * k - 1;
        }
      }
      turn += Math.abs(frames[f + SIN]!);
      const bend = frames[f + CURVATURE]!;
      if (bend < -tight) barLeft = 2 * k;
      else if (bend > tight) barRight = 2 * k;
      turns[k] = turn;
      bars[2 * k] = barLeft;
      bars[2 * k + 1] = barRight;
    }
    return barLeft >= 0 || barRight >= 0 || turn + QUARTER > MOST_TURN;
  }

  #pairUp({ frames }: ArcChain, from: number, to: number, r: number): void {
    const turns = this.#turns;
    const bars = this.#bars;
    const count = to - from;
    for (let k = 0; k < count; k++) {
      const f = FRAME * (from + k);
      const x = frames[f + MIDDLE_X]!;
      const y = frames[f + MIDDLE_Y]!;
      const reach = 2 * r + frames[f + HALF]! + Math.abs(frames[f + RISE]!);
      const turned = turns[k]! - Math.abs(frames[f + SIN]!);
      for (let i = k + 1; i < count; i++) {
        const most = k === 0 || i === count - 1 ? MOST_TURN - QUARTER : MOST_TURN;
        const isRound = turns[i]! - turned > most;
        const isLeft = isRound || bars[2 * i]! >= 2 * k;
        const isRight = isRound || bars[2 * i + 1]! >= 2 * k;
        if (!isLeft && !isRight) continue;
        const g = FRAME * (from + i);
        const dx = frames[g + MIDDLE_X]! - x;
        const dy = frames[g + MIDDLE_Y]! - y;
        const both = reach + frames[g + HALF]! + Math.abs(frames[g + RISE]!);
        if (dx * dx + dy * dy > both * both || areApart(frames, f, g, 2 * r)) continue;
        const sides = (isLeft ? ON_LEFT : 0) | (isRight ? ON_RIGHT : 0);
        this.#pair(k, from + i, sides);
        this.#pair(i, from + k, sides);
      }
    }
  }

  /** Whether other pieces may hide a part of one side of piece q. */
  isTouched(q: number, sides: number): boolean {
    return (this.#sides[q - this.#from]! & sides) !== 0;
  }

  #pair(place: number, other: number, sides: number): void {
    const e = this.#entries++;
    if (e === this.other.length) {
      this.other = grownInt32(this.other, e + 1);
      this.next = grownInt32(this.next, e + 1);
    }
    this.#sides[place]! |= sides;
    this.other[e] = (other << 2) | sides;
    this.next[e] = this.#first[place]!;
    this.#first[place] = e;
  }

  /** First entry of the list of piece q; −1 for none. */
  first(q: number): number {
    return this.#first[q - this.#from]!;
  }

  /** Whether a piece turns tighter than the pen. */
  isTight({ frames }: ArcChain, q: number): boolean {
    return Math.abs(frames[FRAME * q + CURVATURE]!) * this.#radius > TIGHT;
  }
}

/** Whether two pieces, by their chords' directions, are farther from one another than `gap`. */
function areApart(frames: Float64Array, f: number, g: number, gap: number): boolean {
  const ux = frames[f + UX]!;
  const uy = frames[f + UY]!;
  const vx = frames[g + UX]!;
  const vy = frames[g + UY]!;
  const dx = frames[g + MIDDLE_X]! - frames[f + MIDDLE_X]!;
  const dy = frames[g + MIDDLE_Y]! - frames[f + MIDDLE_Y]!;
  const along = Math.abs(ux * vx + uy * vy);
  const across = Math.abs(ux * vy - uy * vx);
  const one = frames[f + HALF]!;
  const other = frames[g + HALF]!;
  const rises = gap + Math.abs(frames[f + RISE]!) + Math.abs(frames[g + RISE]!);
  return (
    Math.abs(dx * ux + dy * uy) > one + along * other + rises ||
    Math.abs(dy * ux - dx * uy) > across * other + rises ||
    Math.abs(dx * vx + dy * vy) > other + along * one + rises ||
    Math.abs(dy * vx - dx * vy) > across * one + rises
  );
}

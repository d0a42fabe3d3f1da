/**
 * @file The way back of strokes of one width: their outlines, walked. An outline is both sides of every arc, the pen's disc past free
 * ends and on the outer side of sharp turns, and of it what does not lie within the stroke (`SelfCover`). Where two arcs of the
 * chain turn a little, their sides are drawn out, or cut off, to the bisector.
 */
import { ARC } from './arc-frame.js';
import type { ArcChain } from './arcs.js';
import type { Chain, OutlinePixels } from './chain.js';
import { OutlineArcs, PART } from './outline-arcs.js';
import { walkOutline } from './outline-walk.js';
import type { PieceSums } from './piece-sums.js';
import type { RasterSize } from './raster-size.js';
import { SelfCover } from './self-cover.js';
import { SIDE } from './self-pairs.js';

const { FRAME, UX, UY, MIDDLE_X, MIDDLE_Y, CURVATURE, HALF, START_X, START_Y, END_X, END_Y, LAP } = ARC;
const { RADIUS: BOW } = ARC;
const { PART: PARTS, FROM_X, FROM_Y, TO_X, TO_Y, CENTRE_X, CENTRE_Y, RADIUS } = PART;
const { PLACE, ALONG_X, ALONG_Y, LEFT } = PART;
const { ON_LEFT, ON_RIGHT } = SIDE;

/** Where a pixel (y << 16 | x) stands in a map with a frame. */
const cellOf = (place: number, width: number): number => (1 + (place >> 16)) * width + (place & 0xffff) + 1;

export class OutlinePull {
  readonly #size: RasterSize;
  readonly #arcs = new OutlineArcs();
  readonly #cover = new SelfCover();
  readonly #part = new Float64Array(PARTS);
  /** gradient by the covered area of each pixel of the stroke being pulled, 0 elsewhere, in a frame as `walkOutline` takes it */
  #map = new Float32Array(0);

  constructor(size: RasterSize) {
    this.#size = size;
  }

  /**
   * Pushes a stroke's pieces.
   * @param pixels those covered in part, first..last−1
   * @param byArea gradient by the covered area of each
   * @param sums added to
   */
  pull(
    arcs: ArcChain,
    { from, to, radius: r }: Chain,
    pixels: OutlinePixels,
    first: number,
    last: number,
    byArea: Float32Array,
    sums: PieceSums,
  ): void {
    const { width, height } = this.#size;
    if (this.#map.length === 0) this.#map = new Float32Array(width * height + 2 * (width + 1));
    const map = this.#map;
    const { place } = pixels;
    for (let m = first; m < last; m++) map[cellOf(place[m]!, width)] = byArea[m]!;
    this.#list(arcs, from, to, r);
    walkOutline(this.#arcs, map, width, height, sums);
    for (let m = first; m < last; m++) map[cellOf(place[m]!, width)] = 0;
  }

  /** Lists the outline's arcs that show. */
  #list(arcs: ArcChain, from: number, to: number, r: number): void {
    const { frames } = arcs;
    const isMet = this.#cover.look(arcs, from, to, r);
    const f = FRAME * from;
    const g = FRAME * (to - 1);
    this.#turn(arcs, from, 2 * from, -frames[f + START_X]!, -frames[f + START_Y]!, r, isMet);
    this.#turn(arcs, to - 1, 2 * to, frames[g + END_X]!, frames[g + END_Y]!, r, isMet);
    if (frames[f + HALF] !== 0) this.#sides(arcs, from, to, r, isMet);
  }

  #sides(arcs: ArcChain, from: number, to: number, r: number, isMet: boolean): void {
    const { frames } = arcs;
    const part = this.#part;
    const list = this.#arcs;
    // how far the bisector at the start meets the left side before the normal there
    let before = 0;
    for (let q = from; q < to; q++) {
      const f = FRAME * q;
      const startX = frames[f + START_X]!;
      const startY = frames[f + START_Y]!;
      const endX = frames[f + END_X]!;
      const endY = frames[f + END_Y]!;
      let after = 0;
      if (q + 1 < to) {
        const nextX = frames[f + FRAME + START_X]!;
        const nextY = frames[f + FRAME + START_Y]!;
        const cross = endX * nextY - endY * nextX;
        if (frames[f + FRAME + LAP]! > 0) after = (r * cross) / (1 + endX * nextX + endY * nextY);
        else this.#corner(arcs, q, r, isMet);
      }
      const k = frames[f + CURVATURE]!;
      const bow = frames[f + BOW]!;
      const ux = frames[f + UX]!;
      const uy = frames[f + UY]!;
      const centreX = frames[f + MIDDLE_X]! + uy * bow;
      const centreY = frames[f + MIDDLE_Y]! - ux * bow;
      for (let side = 1; side >= -1; side -= 2) {
        const out = side * r;
        // the inner side of a bend that is tighter than the pen
        if (1 + out * k <= 0) continue;
        const sides = side > 0 ? ON_LEFT : ON_RIGHT;
        const isTouched = isMet && this.#cover.pairs.isTouched(q, sides);
        const radius = bow + out;
        const perRadius = 1 / radius;
        const a = side * before * perRadius;
        const b = -side * after * perRadius;
        const perA = 1 / Math.sqrt(1 + a * a);
        const perB = 1 / Math.sqrt(1 + b * b);
        const along = bow * perRadius;
        const o = isTouched ? 0 : list.next(q);
        const values = isTouched ? part : list.values;
        values[o + FROM_X] = (a * startX - startY) * perA;
        values[o + FROM_Y] = (a * startY + startX) * perA;
        values[o + TO_X] = (b * endX - endY) * perB;
        values[o + TO_Y] = (b * endY + endX) * perB;
        values[o + CENTRE_X] = centreX;
        values[o + CENTRE_Y] = centreY;
        values[o + RADIUS] = radius;
        values[o + PLACE] = 0;
        values[o + ALONG_X] = ux * along;
        values[o + ALONG_Y] = uy * along;
        values[o + LEFT] = side;
        if (isTouched) this.#cover.addVisible(arcs, part, q, sides, false, list);
      }
      before = after;
    }
  }

  /** The pen's disc about a point of piece q, half way round from the left of (dx, dy) over it to its right. */
  #turn(arcs: ArcChain, q: number, v: number, dx: number, dy: number, r: number, isMet: boolean): void {
    const part = this.#part;
    part[FROM_X] = -dy;
    part[FROM_Y] = dx;
    part[TO_X] = dx;
    part[TO_Y] = dy;
    this.#sector(arcs, q, v, r, ON_LEFT | ON_RIGHT, isMet);
    part[FROM_X] = dx;
    part[FROM_Y] = dy;
    part[TO_X] = dy;
    part[TO_Y] = -dx;
    this.#sector(arcs, q, v, r, ON_LEFT | ON_RIGHT, isMet);
  }

  /** The wedge on the outer side of the turn from piece q to the next. */
  #corner(arcs: ArcChain, q: number, r: number, isMet: boolean): void {
    const { frames } = arcs;
    const f = FRAME * q;
    const ax = frames[f + END_X]!;
    const ay = frames[f + END_Y]!;
    const bx = frames[f + FRAME + START_X]!;
    const by = frames[f + FRAME + START_Y]!;
    const part = this.#part;
    // from the left of both tangents where that is outside, else from the right of the second to that of the first
    const isRight = ax * by - ay * bx > 0;
    const sides = isRight ? ON_RIGHT : ON_LEFT;
    const toX = isRight ? ay : -by;
    const toY = isRight ? -ax : bx;
    part[FROM_X] = isRight ? by : -ay;
    part[FROM_Y] = isRight ? -bx : ax;
    if (ax * bx + ay * by < 0) {
      const dx = ax - bx;
      const dy = ay - by;
      const per = 1 / Math.sqrt(dx * dx + dy * dy);
      part[TO_X] = dx * per;
      part[TO_Y] = dy * per;
      this.#sector(arcs, q, 2 * q + 2, r, sides, isMet);
      part[FROM_X] = dx * per;
      part[FROM_Y] = dy * per;
    }
    part[TO_X] = toX;
    part[TO_Y] = toY;
    this.#sector(arcs, q, 2 * q + 2, r, sides, isMet);
  }

  /** A part of the pen's disc about point v, an end of piece q, between the normals that are set. */
  #sector(arcs: ArcChain, q: number, v: number, r: number, sides: number, isMet: boolean): void {
    const part = this.#part;
    const half = arcs.frames[FRAME * q + HALF]!;
    part[CENTRE_X] = arcs.x[v]!;
    part[CENTRE_Y] = arcs.y[v]!;
    part[RADIUS] = r;
    part[PLACE] = v === 2 * q ? -half : half;
    part[ALONG_X] = 0;
    part[ALONG_Y] = 0;
    part[LEFT] = 1;
    if (isMet) this.#cover.addVisible(arcs, part, q, sides, true, this.#arcs);
    else this.#arcs.add(part, q);
  }
}

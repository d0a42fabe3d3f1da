/**
 * @file Strokes of varying width as closed outlines: the envelope of a disc that runs along the chain and changes its
 * radius, with round ends and joints. The same outline is filled here and written to SVG.
 *
 * With unit tangent T, normal N and the radius growing by s per length, the disc of radius r touches the envelope at
 * r·(−s·T ± √(1−s²)·N). Tangent and s at a vertex are those of the chord from the vertex before to the one after; at a
 * sharp joint both sides have their own, with an arc outside and a pivot on the vertex inside. Discs that lie within
 * their neighbour's are passed over.
 */
import { Chord, STEEPEST } from './chord.js';
import { grownFloat64, grownInt32 } from './growable.js';
import type { Polyline } from './polyline.js';
import type { Rings } from './rings.js';

/** Largest distance between an arc and its polygon, pixels. */
const FLATNESS = 0.05;
/** Tangent of half the angle from which a joint is sharp (23 degrees). */
const SHARP = 0.2;
/** The inner sides of a bend keep off one another while the radius times tan(θ/2) is below this part of a piece. */
const CLOSEST = 0.4;
const MOST_ARC_VERTICES = 256;
/** The same as a part of the radius, for small ones: four pieces to a half turn. */
const BLUNTEST = 0.075;

/** Gradients by the vertices of all chains: place, radius. */
export interface BrushGradients {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly radius: Float64Array;
}

/** Outlines of a scene, in its `Rings`, with what is needed to take gradients back. */
export class Brush {
  /** by ring vertex: the chain's vertex it belongs to, and its offset as a part of the radius there */
  #vertex = new Int32Array(1024);
  #offsetX = new Float64Array(1024);
  #offsetY = new Float64Array(1024);
  /** by ring vertex on a side: ends of its chord, −1 elsewhere; +1 left, −1 right */
  #chordFrom = new Int32Array(1024);
  #chordTo = new Int32Array(1024);
  #side = new Int32Array(1024);
  /** the chain's vertices that shape the outline */
  #kept = new Int32Array(256);

  readonly #chord = new Chord();

  /** Appends the outline of the chain from..to−1, whose radii are given by vertex; negative ones count as 0. */
  trace(line: Polyline, from: number, to: number, radius: Float64Array, rings: Rings): void {
    const last = this.#keep(line, from, to, radius) - 1;
    const kept = this.#kept;
    if (last === 0) {
      this.#arc(line, kept[0]!, radius, rings, 0, 2 * Math.PI);
      return;
    }
    this.#cap(line, kept[0]!, kept[1]!, radius, rings, -1);
    for (let k = 1; k < last; k++) this.#joint(line, k, radius, rings, 1);
    this.#cap(line, kept[last]!, kept[last - 1]!, radius, rings, 1);
    for (let k = last - 1; k > 0; k--) this.#joint(line, k, radius, rings, -1);
  }

  /** Lists the vertices whose discs do not lie within that of the one before or after. @returns how many */
  #keep(line: Polyline, from: number, to: number, radius: Float64Array): number {
    if (to - from > this.#kept.length) this.#kept = new Int32Array(2 * (to - from));
    const kept = this.#kept;
    let count = 0;
    for (let v = from; v < to; v++) {
      const r = Math.max(0, radius[v]!);
      let isWithin = false;
      while (count > 0) {
        const u = kept[count - 1]!;
        const more = r - Math.max(0, radius[u]!);
        const apart = Math.hypot(line.x[v]! - line.x[u]!, line.y[v]! - line.y[u]!);
        if (apart > Math.abs(more)) break;
        isWithin = more <= 0;
        if (isWithin) break;
        count--;
      }
      if (!isWithin) kept[count++] = v;
    }
    return count;
  }

  /** Adds the gradients of an outline, ring vertices from..to−1, to those of its chain. */
  pull(
    line: Polyline,
    radius: Float64Array,
    rings: Rings,
    from: number,
    to: number,
    out: BrushGradients,
  ): void {
    const chord = this.#chord;
    for (let n = from; n < to; n++) {
      const v = this.#vertex[n]!;
      const gx = rings.byX[n]!;
      const gy = rings.byY[n]!;
      out.x[v]! += gx;
      out.y[v]! += gy;
      if (!(radius[v]! > 0)) continue;
      out.radius[v]! += gx * this.#offsetX[n]! + gy * this.#offsetY[n]!;
      const i = this.#chordFrom[n]!;
      if (i < 0) continue;
      const j = this.#chordTo[n]!;
      chord.look(line, i, j, radius);
      const side = this.#side[n]!;
      const reach = radius[v]!;
      const along = gx * chord.tx + gy * chord.ty;
      const across = gy * chord.tx - gx * chord.ty;
      const byAngle = -reach * (chord.growth * across + side * chord.across * along);
      const isSteep = Math.abs(chord.growth) >= STEEPEST;
      const byGrowth = isSteep ? 0 : -reach * (along + (side * chord.growth * across) / chord.across);
      const perLength = 1 / chord.length;
      const byAcross = byAngle * perLength;
      const byAlong = -byGrowth * chord.growth * perLength;
      const dx = byAlong * chord.tx - byAcross * chord.ty;
      const dy = byAlong * chord.ty + byAcross * chord.tx;
      out.x[j]! += dx;
      out.y[j]! += dy;
      out.x[i]! -= dx;
      out.y[i]! -= dy;
      if (radius[j]! > 0) out.radius[j]! += byGrowth * perLength;
      if (radius[i]! > 0) out.radius[i]! -= byGrowth * perLength;
    }
  }

  /** The round end at vertex v of the chord v–w, and the side vertices it joins. @param ahead −1 at the start, 1 at the end */
  #cap(line: Polyline, v: number, w: number, radius: Float64Array, rings: Rings, ahead: number): void {
    this.#chord.lookFrom(line, w, v, ahead, radius);
    const half = Math.acos(-ahead * this.#chord.growth);
    const middle = Math.atan2(ahead * this.#chord.ty, ahead * this.#chord.tx);
    this.#sideVertex(line, v, w, v, radius, rings, ahead);
    this.#arc(line, v, radius, rings, middle + half, middle - half);
    this.#sideVertex(line, v, v, w, radius, rings, -ahead);
  }

  /**
   * One side of the outline at a kept vertex, an inner one; the right side is walked backwards. The outline is walked
   * so that the direction of contact falls along what is convex.
   */
  #joint(line: Polyline, place: number, radius: Float64Array, rings: Rings, side: number): void {
    const chord = this.#chord;
    const v = this.#kept[place]!;
    const next = this.#kept[place + side]!;
    const before = this.#kept[place - side]!;
    const r = Math.max(0, radius[v]!);
    chord.lookFrom(line, before, v, side, radius);
    const length = chord.length;
    const tx = chord.tx;
    const ty = chord.ty;
    const growth = chord.growth;
    const x = chord.contactX(side);
    const y = chord.contactY(side);
    chord.lookFrom(line, v, next, side, radius);
    const shorter = Math.min(length, chord.length);
    const nextX = chord.contactX(side);
    const nextY = chord.contactY(side);
    const ahead = tx * chord.tx + ty * chord.ty;
    // tan(θ/2) = sin θ / (1 + cos θ)
    const bend = Math.abs(x * nextY - y * nextX) / (1 + x * nextX + y * nextY);
    if (ahead > 0 && bend <= SHARP && r * bend <= CLOSEST * shorter) {
      chord.lookFrom(line, before, next, side, radius);
      this.#sideVertex(line, v, before, next, radius, rings, side);
      return;
    }
    // The tangents turn by less than a half turn; tilts of the contacts can make it more.
    const turn = Math.atan2(tx * chord.ty - ty * chord.tx, ahead);
    const tilt = side * (Math.asin(chord.growth) - Math.asin(growth));
    const sweep = turn + tilt;
    chord.lookFrom(line, before, v, side, radius);
    this.#sideVertex(line, v, before, v, radius, rings, side);
    if (sweep < 0) {
      const start = Math.atan2(y, x);
      this.#arc(line, v, radius, rings, start, start + sweep);
    } else {
      this.#push(rings, line, v, 0, 0, 0);
    }
    chord.lookFrom(line, v, next, side, radius);
    this.#sideVertex(line, v, v, next, radius, rings, side);
  }

  /** Pushes the point of contact of the chord last looked at, whose ends are i and j as the side meets them. */
  #sideVertex(
    line: Polyline,
    v: number,
    i: number,
    j: number,
    radius: Float64Array,
    rings: Rings,
    side: number,
  ): void {
    const n = this.#push(rings, line, v, this.#chord.contactX(side), this.#chord.contactY(side), radius[v]!);
    this.#chordFrom[n] = side > 0 ? i : j;
    this.#chordTo[n] = side > 0 ? j : i;
    this.#side[n] = side;
  }

  /**
   * Vertices of an arc about vertex v, the two at its ends left out unless it is a whole turn. They are set out as far
   * as it takes to keep the arc's area: n triangles of angle p, the first and last with one such corner each.
   */
  #arc(line: Polyline, v: number, radius: Float64Array, rings: Rings, start: number, end: number): void {
    const r = Math.max(radius[v]!, FLATNESS);
    const isWhole = end - start === 2 * Math.PI;
    const step = 2 * Math.acos(1 - Math.min(BLUNTEST, FLATNESS / r));
    const n = Math.min(MOST_ARC_VERTICES, Math.ceil(Math.abs(end - start) / step));
    if (n < 2) return;
    const piece = (end - start) / n;
    const excess = piece / Math.sin(piece);
    const open = n === 2 ? excess : (Math.sqrt(1 + (n - 2) * n * excess) - 1) / (n - 2);
    const out = isWhole ? Math.sqrt(excess) : open;
    for (let k = isWhole ? 0 : 1; k < n; k++) {
      const angle = start + k * piece;
      this.#push(rings, line, v, out * Math.cos(angle), out * Math.sin(angle), radius[v]!);
    }
  }

  /** @returns the ring vertex's number */
  #push(rings: Rings, line: Polyline, v: number, ox: number, oy: number, radius: number): number {
    const n = rings.count;
    rings.reserve(1);
    if (n >= this.#vertex.length) this.#grow(n + 1);
    const reach = Math.max(0, radius);
    rings.push(line.x[v]! + reach * ox, line.y[v]! + reach * oy);
    this.#vertex[n] = v;
    this.#offsetX[n] = ox;
    this.#offsetY[n] = oy;
    this.#chordFrom[n] = -1;
    return n;
  }

  #grow(count: number): void {
    this.#vertex = grownInt32(this.#vertex, count);
    this.#offsetX = grownFloat64(this.#offsetX, count);
    this.#offsetY = grownFloat64(this.#offsetY, count);
    this.#chordFrom = grownInt32(this.#chordFrom, count);
    this.#chordTo = grownInt32(this.#chordTo, count);
    this.#side = grownInt32(this.#side, count);
  }
}

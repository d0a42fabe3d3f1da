/**
 * @file The way back of bands: from the gradient by the covered areas of outline pixels to the ends of a stroke's pieces.
 *
 * A pixel pushes its nearest point on the piece across by −∂L/∂d·n/d and, past an end, along by −∂L/∂d·o/d (see
 * `coverBands`), and turns the normal. Pushes and their moments about the middle are summed by piece and given to its
 * two ends once, which keeps the loop over the pixels short and free of branches.
 */
import { FLAT } from './band.js';
import { type Chain, type ChainGradients, type OutlinePixels, REACH } from './chain.js';
import type { Polyline } from './polyline.js';

/** Sums by piece: push across, its moment, push along, its moment, gradient by the piece's angle. */
const SUMS = 5;

export class BandPull {
  #sums = new Float64Array(64 * SUMS);
  /** outline pixels of the stroke that belong to round ends, and how many */
  rest = new Int32Array(64);
  rests = 0;

  /**
   * Adjoint of `coverBands` for the outline pixels from..to−1 of one stroke; those of round ends are listed as `rest`.
   * @param byArea gradient by the covered area of each
   * @param out added to
   * @returns gradient by the half-width
   */
  pull(
    line: Polyline,
    chain: Chain,
    pixels: OutlinePixels,
    from: number,
    to: number,
    byArea: Float32Array,
    out: ChainGradients,
  ): number {
    const pieces = chain.to - chain.from - 1;
    if (this.#sums.length < pieces * SUMS) this.#sums = new Float64Array(2 * pieces * SUMS);
    if (this.rest.length < to - from) this.rest = new Int32Array(2 * (to - from));
    const { place, note } = pixels;
    const { x: lineX, y: lineY, ux: lineUx, uy: lineUy, length: lengths } = line;
    const sums = this.#sums;
    const rest = this.rest;
    const first = chain.from;
    const r = chain.radius;
    sums.fill(0, 0, pieces * SUMS);
    let rests = 0;
    let byRadius = 0;
    for (let k = from; k < to; k++) {
      const p = note[k]!;
      if (p < 0) {
        rest[rests++] = k;
        continue;
      }
      const g = byArea[k]!;
      const ux = lineUx[p]!;
      const uy = lineUy[p]!;
      const halfLength = 0.5 * lengths[p]!;
      const dx = (place[k]! & 0xffff) + 0.5 - lineX[p]!;
      const dy = (place[k]! >> 16) + 0.5 - lineY[p]!;
      const n = dy * ux - dx * uy;
      const w = dx * ux + dy * uy - halfLength;
      const foot = 0.5 * (Math.abs(w + halfLength) - Math.abs(w - halfLength));
      const o = w - foot;
      const d = Math.sqrt(n * n + o * o + 1e-30);
      const ax = Math.abs(ux);
      const ay = Math.abs(uy);
      const half = 0.5 * (ax + ay + FLAT);
      const flank = 0.5 * (Math.abs(ax - ay) - FLAT);
      const a = half + flank;
      const b = half - flank;
      // one division for all three: 1/a, 1/(ab), 1/d
      const per = 1 / (a * b * d);
      const perAB = d * per;
      const perA = b * perAB;
      const twice = 2 * flank * perAB;
      let s = r - d;
      let c = 0.5 * (Math.abs(s + half) - Math.abs(s - half));
      let e = c - 0.5 * (Math.abs(c + flank) - Math.abs(c - flank));
      let ramp = Math.abs(e);
      let byS = perA - ramp * perAB;
      let byD = -byS;
      // ∂area/∂θ at constant s, where a = cos θ and b = sin θ
      let turn = c * b * perA * perA - e * half * perAB * (1 - ramp * twice);
      if (r < REACH) {
        s = r + d;
        c = 0.5 * (Math.abs(s + half) - Math.abs(s - half));
        e = c - 0.5 * (Math.abs(c + flank) - Math.abs(c - flank));
        ramp = Math.abs(e);
        const far = perA - ramp * perAB;
        byS += far;
        byD += far;
        turn += c * b * perA * perA - e * half * perAB * (1 - ramp * twice);
      }
      byRadius += g * byS;
      // θ grows where the direction turns away from its nearest axis.
      const isAway = ux * uy >= 0 === ax >= ay;
      const push = -g * byD * a * b * per;
      const at = (p - first) * SUMS;
      sums[at]! += push * n;
      sums[at + 1]! += push * n * foot;
      sums[at + 2]! += push * o;
      sums[at + 3]! += push * o * foot;
      sums[at + 4]! += isAway ? g * turn : -g * turn;
    }
    this.rests = rests;
    for (let p = first; p < first + pieces; p++) {
      const length = lengths[p]!;
      if (length === 0) continue;
      const at = (p - first) * SUMS;
      const across = 0.5 * sums[at]!;
      const along = 0.5 * sums[at + 2]!;
      // what lies beyond the middle goes to the farther end, and a turn moves the ends against each other
      const acrossMoment = (sums[at + 1]! + sums[at + 4]!) / length;
      const alongMoment = sums[at + 3]! / length;
      const ux = lineUx[p]!;
      const uy = lineUy[p]!;
      out.x[p]! += (along - alongMoment) * ux - (across - acrossMoment) * uy;
      out.y[p]! += (along - alongMoment) * uy + (across - acrossMoment) * ux;
      out.x[p + 1]! += (along + alongMoment) * ux - (across + acrossMoment) * uy;
      out.y[p + 1]! += (along + alongMoment) * uy + (across + acrossMoment) * ux;
    }
    return byRadius;
  }
}

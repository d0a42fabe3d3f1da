/**
 * @file The way back of bands: from the gradient by the covered areas of outline pixels to pushes on a stroke's arcs.
 *
 * When the outline moves, a pixel gains what the part of it that lies in the pixel sweeps (Reynolds): a chord of length
 * ℓ = 1/a − |e|/(ab) (see `coverBands`), taken about the arc's point nearest to the pixel. It moves with that point, whose
 * place along the arc's chord is w/ρ, and along the arc's normal there.
 */
import { type ArcChain, CURVATURE, FRAME, MIDDLE_X, MIDDLE_Y, RADIUS, UX, UY } from './arcs.js';
import { FLAT } from './band.js';
import { type OutlinePixels, REACH } from './chain.js';
import { PieceSums, SUMS } from './piece-sums.js';

export class BandPull {
  readonly sums = new PieceSums();
  /** outline pixels of the stroke that belong to round ends, and how many */
  rest = new Int32Array(64);
  rests = 0;

  /**
   * Adjoint of `coverBands` for the outline pixels from..to−1 of one stroke; those of round ends are listed as `rest`.
   * @param r half-width of the pen, pixels
   * @param byArea gradient by the covered area of each
   * @returns gradient by the half-width
   */
  pull(
    arcs: ArcChain,
    r: number,
    pixels: OutlinePixels,
    from: number,
    to: number,
    byArea: Float32Array,
  ): number {
    if (this.rest.length < to - from) this.rest = new Int32Array(2 * (to - from));
    const { place, note } = pixels;
    const { frames } = arcs;
    const { values: sums, first } = this.sums;
    const rest = this.rest;
    let rests = 0;
    let byRadius = 0;
    for (let i = from; i < to; i++) {
      const q = note[i]!;
      if (q < 0) {
        rest[rests++] = i;
        continue;
      }
      const g = byArea[i]!;
      const f = FRAME * q;
      const ux = frames[f + UX]!;
      const uy = frames[f + UY]!;
      const k = frames[f + CURVATURE]!;
      const dx = (place[i]! & 0xffff) + 0.5 - frames[f + MIDDLE_X]!;
      const dy = (place[i]! >> 16) + 0.5 - frames[f + MIDDLE_Y]!;
      const w = dx * ux + dy * uy;
      // the radius to the pixel times κ; all lengths across are times its length ρ, as in `coverBands`
      const nx = k * dx - uy;
      const ny = k * dy + ux;
      const rho2 = nx * nx + ny * ny;
      const rho = Math.sqrt(rho2);
      const ax = Math.abs(nx);
      const ay = Math.abs(ny);
      const half = ax + ay + FLAT;
      const flank = Math.abs(ax - ay);
      const twice = flank + flank;
      const b = half - flank;
      const ab = (half + flank) * b;
      const per = 1 / (ab * (rho2 + FLAT));
      const perAB = per * rho2;
      const foot = w * rho * per * ab;
      const d = (rho2 - rho) * frames[f + RADIUS]! + k * (1 / 24);
      const side = 2 * Number(d > 0) - 1;
      const away = Math.abs(d);
      let s = 2 * (r * rho - away);
      let c = Math.abs(s + half) - Math.abs(s - half);
      let e = c + c - Math.abs(c + twice) + Math.abs(c - twice);
      let cut = (b + b - 0.5 * Math.abs(e)) * perAB;
      let push = g * cut;
      let byR = push;
      push *= side;
      let push0 = push;
      let push1 = push * foot;
      let push2 = push * (foot * foot + cut * cut * (1 / 12));
      if (r < REACH) {
        s = 2 * (r * rho + away);
        c = Math.abs(s + half) - Math.abs(s - half);
        e = c + c - Math.abs(c + twice) + Math.abs(c - twice);
        cut = (b + b - 0.5 * Math.abs(e)) * perAB;
        push = g * cut;
        byR += push;
        push *= side;
        push0 -= push;
        push1 -= push * foot;
        push2 -= push * (foot * foot + cut * cut * (1 / 12));
      }
      byRadius += rho * byR;
      const at = (q - first) * SUMS;
      sums[at]! += nx * push0;
      sums[at + 1]! += nx * push1;
      sums[at + 2]! += nx * push2;
      sums[at + 3]! += ny * push0;
      sums[at + 4]! += ny * push1;
      sums[at + 5]! += ny * push2;
    }
    this.rests = rests;
    return byRadius;
  }
}

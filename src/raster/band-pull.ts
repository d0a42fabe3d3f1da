/**
 * @file The way back of bands: from the gradient by the covered areas of outline pixels to pushes on a stroke's arcs.
 *
 * When the outline moves, a pixel gains what the part of it that lies in the pixel sweeps (Reynolds): a chord of length
 * ℓ = 1/a − |e|/(ab) (see `coverBands`), taken about the arc's point nearest to the pixel. It moves with that point, whose
 * place along the arc's chord is w/ρ, and along the arc's normal there. Beside bends the outline is a circle (`BendPull`).
 */
import { ARC } from './arc-frame.js';
import type { ArcChain } from './arcs.js';
import { BendPull } from './bend-pull.js';
import { MARGINS, type OutlinePixels } from './chain.js';
import { DISC } from './disc-sweep.js';
import { PieceSums, PUSH } from './piece-sums.js';

const { FRAME, UX, UY, MIDDLE_X, MIDDLE_Y, CURVATURE, RADIUS: BOW } = ARC;
const { FLAT } = MARGINS;
const { DISC_PLACE } = DISC;
const { SUMS, RADIUS } = PUSH;

/** Curvature of an arc, per pixel, from which its outlines are circles to the pixels beside it; of a wide pen the second over r. */
const TIGHT = 0.07;
const TIGHT_WIDE = 0.12;

export class BandPull {
  readonly sums = new PieceSums();
  /** outline pixels of the stroke that belong to round ends, and how many */
  rest = new Int32Array(64);
  rests = 0;
  /** outline pixels of all strokes beside bends */
  readonly bends = new BendPull();

  /**
   * Adjoint of `coverBands` for the outline pixels from..to−1 of one stroke; those of round ends are listed as `rest`.
   * @param r half-width of the pen, pixels: not so thin that both sides may lie in one pixel
   * @param byArea gradient by the covered area of each
   */
  pull(
    arcs: ArcChain,
    r: number,
    pixels: OutlinePixels,
    from: number,
    to: number,
    byArea: Float32Array,
  ): void {
    if (this.rest.length < to - from) this.rest = new Int32Array(2 * (to - from));
    const limit = Math.min(TIGHT, TIGHT_WIDE / r);
    this.bends.reserve(to - from);
    const { places, pieces, pushes } = this.bends;
    let bends = this.bends.count;
    const { place, note } = pixels;
    const { frames } = arcs;
    const { values: sums } = this.sums;
    const rest = this.rest;
    let rests = 0;
    let byRadius = 0;
    let at = 0;
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
      if (Math.abs(k) > limit) {
        const radius = frames[f + BOW]!;
        const bow = Math.abs(radius);
        const x = (place[i]! & 0xffff) + 0.5 - frames[f + MIDDLE_X]! - uy * radius;
        const y = (place[i]! >> 16) + 0.5 - frames[f + MIDDLE_Y]! + ux * radius;
        const side = 2 * Number(x * x + y * y > bow * bow) - 1;
        const outline = bow + side * r;
        places[DISC_PLACE * bends] = x;
        places[DISC_PLACE * bends + 1] = y;
        places[DISC_PLACE * bends + 2] = 0.5 * (outline + Math.abs(outline));
        pieces[bends] = q;
        pushes[bends++] = g;
        continue;
      }
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
      const d = (rho2 - rho) * frames[f + BOW]! + k * (1 / 24);
      const side = 2 * Number(d > 0) - 1;
      const away = Math.abs(d);
      const s = 2 * (r * rho - away);
      const c = Math.abs(s + half) - Math.abs(s - half);
      const e = c + c - Math.abs(c + twice) + Math.abs(c - twice);
      const cut = (b + b - 0.5 * Math.abs(e)) * perAB;
      let push = g * cut;
      byRadius += rho * push;
      push *= side;
      const push1 = push * foot;
      const push2 = push * (foot * foot + cut * cut * (1 / 12));
      at = SUMS * q;
      sums[at]! += nx * push;
      sums[at + 1]! += nx * push1;
      sums[at + 2]! += nx * push2;
      sums[at + 3]! += ny * push;
      sums[at + 4]! += ny * push1;
      sums[at + 5]! += ny * push2;
    }
    this.rests = rests;
    this.bends.count = bends;
    // any piece of the stroke will do
    sums[at + RADIUS]! += byRadius;
  }
}

/**
 * @file What one encoder sees of a picture in one step: views of every ground, in other colours, behind noise; and the
 * way back of their gradient to the picture.
 */
import type { SeededGenerator } from '../random/index.js';
import { type Homography, type RasterSize, type Rgb, ViewSampler } from '../raster/index.js';
import type { Moment } from './prompt/moment.js';
import { fieldIn, type Ground, maskedPicture, pickGround, turnsOf, viewIn } from './scene.js';
import { adjointOfJitter, applyJitter, type ColourMap, drawJitter } from './views/colour-jitter.js';
import { drawView, type ViewValues } from './views/index.js';
import { noiseAt } from './views/surround.js';

export interface Sight {
  /** views·R·R·3; reused by the next step */
  readonly views: Float32Array;
  /** Which ground each view looks at. */
  readonly grounds: readonly number[];
  /** Each view without noise and jitter, as a homography to the picture. */
  readonly homographies: readonly Homography[];
  readonly jitter: readonly ColourMap[] | undefined;
}

export class Lens {
  /** One sampler for the picture as it is, one for each mask. */
  private readonly samplers: ViewSampler[] = [];
  private readonly masked: Float32Array[] = [];
  private batch = new Float32Array(0);
  private sum = new Float32Array(0);
  private seen: { readonly grounds: readonly Ground[]; readonly sight: Sight } | undefined;

  constructor(
    private readonly size: RasterSize,
    private readonly views: number,
    private readonly resolution: number,
  ) {}

  fits(size: RasterSize, views: number): boolean {
    return size.width === this.size.width && size.height === this.size.height && views === this.views;
  }

  /**
   * @param image height·width·3
   * @param surround what lies around the picture
   */
  look(
    image: Float32Array,
    grounds: readonly Ground[],
    values: ViewValues,
    moment: Moment,
    surround: Rgb,
    generator: SeededGenerator,
  ): Sight {
    const turns = Array.from({ length: this.views }, (_, k) => turnsOf(moment.iteration * this.views + k));
    // Views of one ground stand together, so that each sampler fills one stretch of the batch.
    const chosen = turns
      .map((turn) => ({ turn, ground: grounds.length > 1 ? pickGround(grounds, turn.ground) : 0 }))
      .sort((a, b) => a.ground - b.ground);
    const homographies = chosen.map(({ turn, ground }, index) => {
      const field = fieldIn(grounds[ground]!, this.size);
      const view = drawView(values, { field, moment, turn: turn.kind }, index, generator);
      return viewIn(view, grounds[ground]!, this.size);
    });
    const viewGrounds = chosen.map(({ ground }) => ground);
    const views = this.sample(image, grounds, viewGrounds, homographies, surround);
    const jitter = drawJitter(values, this.views, generator);
    if (jitter) applyJitter(views, jitter);
    const noise = noiseAt(values, moment);
    if (noise > 0) generator.addNormal(views, noise);
    const sight = { views, grounds: viewGrounds, homographies, jitter };
    this.seen = { grounds, sight };
    return sight;
  }

  /**
   * Transpose of the last `look`.
   * @param viewsGradient views·R·R·3; overwritten where colours were changed
   * @returns height·width·3; reused by the next call
   */
  adjoint(viewsGradient: Float32Array): Float32Array {
    if (!this.seen) throw new Error('There is no look to go back from.');
    const { grounds, sight } = this.seen;
    if (sight.jitter) adjointOfJitter(viewsGradient, sight.jitter);
    const stretches = this.stretches(grounds, sight.grounds);
    const perView = 3 * this.resolution ** 2;
    const parts = stretches.map(({ source, from, to, mask }) => {
      const gradient = this.samplers[source]!.adjoint(viewsGradient.subarray(from * perView, to * perView));
      return { gradient, mask };
    });
    if (parts.length === 1 && !parts[0]!.mask) return parts[0]!.gradient;
    if (this.sum.length === 0) this.sum = new Float32Array(3 * this.size.width * this.size.height);
    this.sum.fill(0);
    for (const { gradient, mask } of parts) {
      for (let i = 0; i < this.sum.length; i++) {
        this.sum[i]! += mask ? mask[Math.floor(i / 3)]! * gradient[i]! : gradient[i]!;
      }
    }
    return this.sum;
  }

  private sample(
    image: Float32Array,
    grounds: readonly Ground[],
    viewGrounds: readonly number[],
    homographies: readonly Homography[],
    surround: Rgb,
  ): Float32Array {
    const stretches = this.stretches(grounds, viewGrounds);
    const parts = stretches.map(({ source, from, to, mask }) => {
      this.samplers[source] ??= new ViewSampler(this.size, this.views, this.resolution);
      const picture = mask ? this.maskedImage(source, image, mask, surround) : image;
      return this.samplers[source].forward(picture, homographies.slice(from, to), surround);
    });
    if (parts.length === 1) return parts[0]!;
    const perView = 3 * this.resolution ** 2;
    if (this.batch.length === 0) this.batch = new Float32Array(this.views * perView);
    parts.forEach((part, i) => {
      this.batch.set(part, stretches[i]!.from * perView);
    });
    return this.batch;
  }

  private maskedImage(source: number, image: Float32Array, mask: Float32Array, surround: Rgb): Float32Array {
    this.masked[source] ??= new Float32Array(image.length);
    return maskedPicture(image, mask, surround, this.masked[source]);
  }

  /** Neighbouring views of the same source: the bare picture (source 0) or one under a mask. */
  private stretches(grounds: readonly Ground[], viewGrounds: readonly number[]) {
    const stretches: { source: number; from: number; to: number; mask: Float32Array | undefined }[] = [];
    viewGrounds.forEach((ground, view) => {
      const { mask } = grounds[ground]!;
      const last = stretches.at(-1);
      if (last && last.mask === mask) last.to = view + 1;
      else stretches.push({ source: stretches.length, from: view, to: view + 1, mask });
    });
    return stretches;
  }
}

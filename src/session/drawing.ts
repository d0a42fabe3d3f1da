/**
 * @file One drawing and its step: render, look, climb. Everything random comes from its own generator in a fixed
 * order, so that the same settings give the same bytes whoever watches and however often it is paused.
 */
import { type Canvas, canvasKind, type Picture } from '../canvas/index.js';
import { type Aim, defaultViewPlan, type Guide, type Look } from '../guidance/index.js';
import { type ParameterRows, type ValuesOf, valuesOf } from '../parameters/index.js';
import { SeededGenerator } from '../random/index.js';
import type { Rgb } from '../raster/index.js';
import { Adam } from './adam.js';
import type { DrawSettings } from './settings.js';

/** White: what the views of the embedded model's training had outside the picture. */
export const PAPER: Rgb = [1, 1, 1];

export class Drawing {
  private readonly optimisers: readonly Adam[];
  private readonly look: Omit<Look, 'noise'>;
  /** Steps made so far. */
  iteration = 0;
  /** Score of the last step. */
  score = 0;

  private constructor(
    readonly settings: DrawSettings,
    private readonly guide: Guide,
    private readonly canvas: Canvas,
    private readonly generator: SeededGenerator,
  ) {
    this.optimisers = this.canvas.groups.map((group) => new Adam(group.values));
    this.look = {
      working: canvas.size,
      paper: PAPER,
      plan: defaultViewPlan,
      cosine: settings.cosine,
      margin: settings.margin,
    };
  }

  static async begin(settings: DrawSettings, guide: Guide): Promise<Drawing> {
    const generator = SeededGenerator.fromSeed(settings.seed);
    const { rows, create } = canvasKind(settings.canvas);
    const { width, height } = settings;
    const canvas = await create({
      size: { width, height },
      resolution: guide.resolution,
      paper: PAPER,
      values: valuesOf(rows, settings as unknown as ValuesOf<ParameterRows>),
      generator,
    });
    return new Drawing(settings, guide, canvas, generator);
  }

  /** Steps to be made in all. */
  get iterations(): number {
    return Math.min(this.settings.iterations, this.settings.stopAt ?? Number.POSITIVE_INFINITY);
  }

  get done(): boolean {
    return this.iteration >= this.iterations;
  }

  /** One step towards `aim`. */
  async step(aim: Aim): Promise<void> {
    const { noiseStart, noiseEnd, iterations } = this.settings;
    const progress = this.iteration / Math.max(1, iterations - 1);
    const noise = noiseStart + (noiseEnd - noiseStart) * progress;
    this.guide.aim(aim);
    const image = await this.canvas.render(PAPER);
    const { gradient, score } = await this.guide.step(image, { ...this.look, noise }, this.generator);
    const gradients = await this.canvas.adjoint(gradient);
    this.canvas.groups.forEach((group, i) => {
      this.optimisers[i]!.step(gradients[i]!, group.rate(progress));
    });
    this.canvas.project();
    this.score = score;
    this.iteration++;
  }

  picture(): Picture {
    return this.canvas.picture();
  }

  /** Score of the picture as it stands, seen whole and without noise. */
  async cleanScore(aim: Aim): Promise<number> {
    this.guide.aim(aim);
    return this.guide.score(await this.canvas.render(PAPER), this.look.working, PAPER);
  }
}

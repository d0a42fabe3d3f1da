/**
 * @file One drawing and its step: render, look, climb. Everything random comes from its own generator in a fixed
 * order, so that the same settings give the same bytes whoever watches and however often it is paused.
 */
import { type Canvas, canvases, type Picture, workingSize } from '../canvas/index.js';
import { type Aim, defaultViewPlan, type Guide, type Look } from '../guidance/index.js';
import { SeededGenerator } from '../random/index.js';
import type { Rgb } from '../raster/index.js';
import { Adam } from './adam.js';
import { pointRateFactor } from './schedule.js';
import type { DrawSettings } from './settings.js';

/** White: what the views of the embedded model's training had outside the picture. */
export const PAPER: Rgb = [1, 1, 1];

const THOUSANDTH = 0.001;

export class Drawing {
  private readonly canvas: Canvas;
  private readonly optimisers: readonly Adam[];
  private readonly generator: SeededGenerator;
  private readonly look: Omit<Look, 'noise'>;
  /** Steps made so far. */
  iteration = 0;
  /** Score of the last step. */
  score = 0;

  constructor(
    readonly settings: DrawSettings,
    private readonly guide: Guide,
  ) {
    this.generator = SeededGenerator.fromSeed(settings.seed);
    const working = workingSize(settings, guide.resolution);
    this.canvas = canvases.strokes({
      count: settings.strokes,
      working,
      paper: PAPER,
      minWidth: settings.minWidth * THOUSANDTH,
      maxWidth: settings.maxWidth * THOUSANDTH,
      ink: settings.ink,
      first: {
        segments: settings.segments,
        width: settings.firstWidth * THOUSANDTH,
        opacity: settings.opacity,
        lightness: settings.lightness,
        spread: settings.spread,
      },
      generator: this.generator,
    });
    this.optimisers = this.canvas.groups.map((group) => new Adam(group.values));
    this.look = {
      working,
      paper: PAPER,
      plan: defaultViewPlan,
      cosine: settings.cosine,
      margin: settings.margin,
    };
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
    const image = this.canvas.render();
    const { gradient, score } = await this.guide.step(image, { ...this.look, noise }, this.generator);
    const rates = this.rates(progress);
    this.canvas.adjoint(gradient).forEach((groupGradient, i) => {
      this.optimisers[i]!.step(groupGradient, rates[i]!);
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
    return this.guide.score(this.canvas.render(), this.look.working, PAPER);
  }

  /** Learning rate of each group at `progress`, in the order of the canvas's groups. */
  private rates(progress: number): readonly number[] {
    const { pointRate, widthRate, colourRate } = this.settings;
    const byGroup: Readonly<Record<string, number>> = {
      points: pointRate * pointRateFactor(progress),
      widths: widthRate,
      colours: colourRate,
    };
    return this.canvas.groups.map(({ name }) => byGroup[name]! * THOUSANDTH);
  }
}

/**
 * @file The picture at the beginning of a drawing, for what shall stay near it: the image it was given, or what its
 * canvas showed before the first step. That is made again from the settings when it is first asked for, so that a
 * checkpoint need not carry it.
 */
import { fillOnPaper, resampled } from '../canvas/index.js';
import { SeededGenerator } from '../random/index.js';
import type { RasterSize } from '../raster/index.js';
import { createCanvas, type Surroundings } from './canvas-of.js';
import { PAPER } from './look.js';
import type { Pages } from './pages.js';
import type { DrawSettings } from './settings.js';

interface Shown {
  readonly size: RasterSize;
  /** height·width·3 */
  readonly image: Float32Array;
}

export class Beginning {
  private first: Shown | undefined;
  private last: Shown | undefined;

  /** @param settings as the drawing began */
  constructor(
    private readonly settings: DrawSettings,
    private readonly pages: Pages,
  ) {}

  /** For a look: the picture at the beginning, height·width·3, where the settings want it kept. */
  async wantedBy(
    { anchor }: Pick<DrawSettings, 'anchor'>,
    size: RasterSize,
    surroundings: Omit<Surroundings, 'generator'>,
  ): Promise<{ readonly start?: Float32Array }> {
    if (anchor === 0) return {};
    const { last } = this;
    if (last?.size.width === size.width && last.size.height === size.height) return { start: last.image };
    const { image: given } = surroundings.sources;
    const image = given ? fillOnPaper(given, size, PAPER) : await this.shownAt(size, surroundings);
    this.last = { size: { ...size }, image };
    return { start: image };
  }

  private async shownAt(
    size: RasterSize,
    surroundings: Omit<Surroundings, 'generator'>,
  ): Promise<Float32Array> {
    this.first ??= await this.paint(surroundings);
    return resampled(this.first.image, this.first.size, size, 3);
  }

  private async paint(surroundings: Omit<Surroundings, 'generator'>): Promise<Shown> {
    const generator = SeededGenerator.fromSeed(this.settings.seed);
    const canvas = await createCanvas(this.settings, { ...surroundings, generator });
    const image = await canvas.render(this.pages.shown(canvas.size));
    return { size: { ...canvas.size }, image: image.slice() };
  }
}

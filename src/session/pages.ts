/**
 * @file What lies under the marks: the photograph that is kept, or paper, or another colour each step.
 */
import { fillOnPaper, type SourceImage } from '../canvas/index.js';
import { drawPage, type GuidanceValues } from '../guidance/index.js';
import type { SeededGenerator } from '../random/index.js';
import type { Page, RasterSize, Rgb } from '../raster/index.js';
import { PAPER } from './look.js';

export class Pages {
  /** The photograph at the size at which it was last asked for. */
  private kept: { readonly size: RasterSize; readonly page: Float32Array } | undefined;

  constructor(private readonly background: SourceImage | undefined) {}

  /** The page of one step. */
  draw(values: GuidanceValues, size: RasterSize, generator: SeededGenerator): Page {
    return this.background ? this.shown(size) : drawPage(values, PAPER, generator);
  }

  /** The page on which the work is shown. */
  shown({ width, height }: RasterSize): Page {
    if (!this.background) return PAPER;
    if (this.kept?.size.width !== width || this.kept.size.height !== height) {
      const size = { width, height };
      this.kept = { size, page: fillOnPaper(this.background, size, PAPER) };
    }
    return this.kept.page;
  }
}

/** What lies around the picture where it lies on this page. */
export const paperAround = (page: Page): Rgb => (page instanceof Float32Array ? PAPER : page);

/** @file A picture to follow, seen through the same views as the drawing (CLIPasso's paired augmentations). */
import { onPaper, type SourceImage } from '../canvas/index.js';
import { type RasterSize, type Rgb, ViewSampler } from '../raster/index.js';
import type { Sight } from './lens.js';
import { coverView, fieldOf } from './source-picture.js';
import { applyJitter } from './views/colour-jitter.js';

export class Pattern {
  private readonly image: Float32Array;
  private readonly sampler: ViewSampler;

  constructor(
    readonly picture: SourceImage,
    readonly views: number,
    resolution: number,
    private readonly paper: Rgb,
  ) {
    this.image = onPaper(picture, paper);
    this.sampler = new ViewSampler(picture, views, resolution);
  }

  /** @returns views·R·R·3; the middle of the picture fills the drawing, which has `size` */
  seenAs({ homographies, jitter }: Sight, size: RasterSize): Float32Array {
    const [drawing, picture] = [fieldOf(size), fieldOf(this.picture)];
    const views = this.sampler.forward(
      this.image,
      homographies.map((view) => coverView(view, drawing, picture)),
      this.paper,
    );
    if (jitter) applyJitter(views, jitter);
    return views;
  }
}

/** @file How a guide looks at a picture in one step. */
import type { RasterSize, Rgb } from '../raster/index.js';
import type { Moment } from './prompt/moment.js';
import type { GuidanceValues } from './rows.js';

export interface Look {
  /** Size of the image, pixels. */
  readonly size: RasterSize;
  readonly paper: Rgb;
  readonly moment: Moment;
  readonly values: GuidanceValues;
  /** The image at the beginning of the drawing, for the objective that stays near it. */
  readonly start?: Float32Array;
}

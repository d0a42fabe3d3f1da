/** @file How a drawing of these settings is looked at, at a given moment. */
import { type GuidanceValues, guidanceRows, type Look, type Moment } from '../guidance/index.js';
import { valuesOf } from '../parameters/index.js';
import type { RasterSize, Rgb } from '../raster/index.js';
import type { DrawSettings } from './settings.js';

/** White: what the views of the embedded model's training had outside the picture. */
export const PAPER: Rgb = [1, 1, 1];

export const guidanceOf = (settings: DrawSettings): GuidanceValues => valuesOf(guidanceRows, settings);

export function lookOf(settings: DrawSettings, size: RasterSize, { iteration, progress }: Moment): Look {
  return { size, paper: PAPER, moment: { iteration, progress }, values: guidanceOf(settings) };
}

/** @file How a drawing of these settings is looked at, at a given progress. */
import { defaultViewPlan, type Look } from '../guidance/index.js';
import type { RasterSize, Rgb } from '../raster/index.js';
import type { DrawSettings } from './settings.js';

/** White: what the views of the embedded model's training had outside the picture. */
export const PAPER: Rgb = [1, 1, 1];

/** @param progress 0..1 */
export function lookOf(settings: DrawSettings, working: RasterSize, progress: number): Look {
  const { noiseStart, noiseEnd, cosine, margin } = settings;
  const noise = noiseStart + (noiseEnd - noiseStart) * progress;
  return { working, paper: PAPER, plan: defaultViewPlan, noise, cosine, margin };
}

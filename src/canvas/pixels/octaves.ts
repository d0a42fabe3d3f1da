/**
 * @file Octaves of DeepDream (Mordvintsev et al. 2015): the picture is dreamed small first and grows; at each growth
 * the fine detail of the photograph, which the small size could not hold, comes back in.
 */
import type { RasterSize } from '../../raster/index.js';
import { resampled } from '../resample.js';

/** No octave has a shorter side than this, pixels: nothing could be seen in it. */
const SMALLEST = 16;

export interface OctaveValues {
  readonly octaves: number;
  readonly octaveScale: number;
  readonly octaveSteps: number;
}

/** Size of octave `index`, 0 the smallest; the last one is `full`. */
export function octaveSize(
  full: RasterSize,
  index: number,
  { octaves, octaveScale }: OctaveValues,
): RasterSize {
  const shorter = Math.min(full.width, full.height);
  const steps = Math.max(0, octaves - 1 - index);
  const scale = Math.max(octaveScale ** -steps, Math.min(1, SMALLEST / shorter));
  return {
    width: Math.max(1, Math.round(full.width * scale)),
    height: Math.max(1, Math.round(full.height * scale)),
  };
}

/** The octave after so many steps. */
export const octaveAt = (iteration: number, { octaves, octaveSteps }: OctaveValues): number =>
  Math.min(octaves - 1, Math.floor(iteration / octaveSteps));

/**
 * The picture in its next size: what was dreamed, enlarged, on the photograph in that size.
 * @param original the photograph in full size, if there is one
 * @returns height·width·3 of `next`
 */
export function grown(
  picture: Float32Array,
  size: RasterSize,
  next: RasterSize,
  original: { readonly rgb: Float32Array; readonly size: RasterSize } | undefined,
): Float32Array {
  if (!original) return resampled(picture, size, next, 3);
  const small = resampled(original.rgb, original.size, size, 3);
  const dreamed = picture.map((value, i) => value - small[i]!);
  const detail = resampled(dreamed, size, next, 3);
  const result = resampled(original.rgb, original.size, next, 3);
  for (let i = 0; i < result.length; i++) result[i]! += detail[i]!;
  return result;
}

/** @file The objectives of the picture itself, those with a weight, summed. */
import type { RasterSize } from '../raster/index.js';
import {
  type ObjectiveName,
  type PictureObjectiveName,
  pictureObjective,
  pictureObjectives,
} from './objectives/index.js';
import type { GuidanceValues } from './rows.js';

/**
 * @param gradient height·width·3; theirs is added to it
 * @param note told each loss before its weight
 * @returns the sum of the losses times their weights
 */
export function addPictureLosses(
  image: Float32Array,
  size: RasterSize,
  start: Float32Array | undefined,
  values: GuidanceValues,
  gradient: Float32Array,
  note: (name: ObjectiveName, loss: number) => void,
): number {
  let sum = 0;
  for (const name of Object.keys(pictureObjectives) as PictureObjectiveName[]) {
    const weight = values[name];
    if (weight === 0) continue;
    const loss = pictureObjective(name).evaluate({ size, image, start, values }, weight, gradient);
    note(name, loss);
    sum += weight * loss;
  }
  return sum;
}

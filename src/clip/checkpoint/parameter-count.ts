/** @file How many parameters an architecture has, as PyTorch counts them; no weights are needed. */

import type { TensorShapes } from '../tower.js';
import type { Architecture } from './architecture.js';

/** Statistics of batch normalisation are buffers, not parameters. */
const buffer = /\.running_(mean|var)$/;

/** Of both towers, and the temperature of a CLIP that has both. */
export function parameterCount({ image, text }: Architecture): number {
  const temperature = image && text ? 1 : 0;
  return countOf(image?.tensors) + countOf(text?.tensors) + temperature;
}

function countOf(shapes: TensorShapes = {}): number {
  return Object.entries(shapes)
    .filter(([name]) => !buffer.test(name))
    .reduce((sum, [, shape]) => sum + shape.reduce((product, extent) => product * extent, 1), 0);
}

/** @file Looks a weight up by its name in the file; a programming fault (not a bad file) if it was not given. */

import type * as tf from '@tensorflow/tfjs-core';
import type { TensorMap } from '../../compile/index.js';

export function weight(weights: TensorMap, name: string): tf.Tensor {
  const tensor = weights[name];
  if (!tensor) throw new Error(`The weight ${JSON.stringify(name)} was not given to the encoder.`);
  return tensor;
}

/** @file The image tower behind its normalisation, with weights as they are stored. */

import * as tf from '@tensorflow/tfjs-core';
import type { Preprocessing } from './checkpoint/architecture.js';
import type { BoundWeights } from './checkpoint/bind-tensors.js';
import type { Clip } from './clip.js';
import { canonicalTensors } from './nn/weight.js';
import type { ImageTower } from './tower.js';

/** Images in 0..1 → (x − mean) / std → the tower. */
export function imageEncoder(
  tower: ImageTower,
  { mean, std }: Preprocessing,
  { transposed }: BoundWeights,
): Clip['encodeFeatures'] {
  return (images, weights, layers) => {
    const centred = tf.sub(images, tf.tensor1d([...mean]));
    const normalised = tf.mul<tf.Tensor4D>(centred, tf.tensor1d(std.map((deviation) => 1 / deviation)));
    return tower.encode(normalised, canonicalTensors(weights, transposed), layers);
  };
}

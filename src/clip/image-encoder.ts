/** @file The image tower behind its normalisation. */

import * as tf from '@tensorflow/tfjs-core';
import type { Architecture } from './checkpoint/open-clip-config.js';
import type { Clip } from './clip.js';

/** Images in 0..1 → (x − mean) / std → the tower. */
export function imageEncoder({ image, mean, std }: Architecture): Clip['encodeImages'] {
  return (images, weights) => {
    const centred = tf.sub(images, tf.tensor1d([...mean]));
    return image.encode(tf.mul(centred, tf.tensor1d(std.map((deviation) => 1 / deviation))), weights);
  };
}

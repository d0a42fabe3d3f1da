/**
 * @file Likeness by the squared angle on the sphere, θ²/2 = 2·asin²(|a − b|/2): the loss of VQGAN-CLIP, pixray and
 * disco-diffusion. It pulls hardest where view and target are far apart.
 */
import * as tf from '@tensorflow/tfjs-core';
import { defineViewObjective } from './view-objective.js';

/** The arc cosine's slope has no bound at ±1; nothing is lost this close to it. */
const NEARLY_ONE = 1 - 1e-6;

/** θ²/2 of each cosine. */
export function sphericalDistance(cosines: tf.Tensor): tf.Tensor {
  const angle = tf.acos(tf.clipByValue(cosines, -NEARLY_ONE, NEARLY_ONE));
  return tf.mul(tf.square(angle), 0.5);
}

/** loss = Σ weights·θ²/2 */
export const spherical = defineViewObjective({
  kind: 'views',
  weight: {
    kind: 'number',
    label: { en: 'Spherical likeness', ru: 'Сферическое сходство' },
    help: {
      en: 'Weight of the squared angle to the words; 0 leaves it out.',
      ru: 'Вес квадрата угла до слов; 0 — не учитывать.',
    },
    unit: 'weight',
    min: 0,
    max: 100,
    step: 0.5,
    default: 0,
  },
  loss: ({ weights, cosines }) => tf.sum(tf.mul(weights, sphericalDistance(cosines))),
});

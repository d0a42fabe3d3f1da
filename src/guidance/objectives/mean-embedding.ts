/**
 * @file Likeness of the mean of all views to the target (deep-daze's averaged features, which there count .3 beside
 * the cosine): what the views have in common, not what each of them shows.
 */
import * as tf from '@tensorflow/tfjs-core';
import { defineViewObjective } from './view-objective.js';

/** loss = −Σₜ (Σᵥ weights)·cos(Σᵥ |weights|·zᵥ, targetₜ); a target that no view looks for has no mean and no loss. */
export const meanEmbedding = defineViewObjective({
  kind: 'views',
  weight: {
    kind: 'number',
    flag: 'mean-embedding',
    label: { en: 'Likeness of the mean', ru: 'Сходство среднего' },
    help: {
      en: 'Weight of the likeness of all views together to the words; 0 leaves it out.',
      ru: 'Вес сходства всех видов вместе со словами; 0 — не учитывать.',
    },
    unit: 'weight',
    min: 0,
    max: 100,
    step: 0.5,
    default: 0,
  },
  loss: ({ unit, weights, inputs }) => {
    const means = tf.matMul(tf.abs(weights) as tf.Tensor2D, unit, true, false);
    const lengths = tf.sqrt(tf.add(tf.sum(tf.square(means), 1), 1e-12));
    const cosines = tf.div(tf.sum(tf.mul(means, inputs.targets!), 1), lengths);
    return tf.neg(tf.sum(tf.mul(cosines, tf.sum(weights, 0))));
  },
});

/**
 * @file Distinctness: a view shall be more like its target than like the model's other words. With a small model
 * this is what keeps a cat from being any animal.
 */
import * as tf from '@tensorflow/tfjs-core';
import { defineViewObjective } from './view-objective.js';

/** Inverse temperature of the softmax (measured with the embedded weights: their README). */
const SCALE = 20;
/** Added to the logit of a word that means the same as the target, so that it does not count as a rival. */
export const EXCLUDED = -1e4;

/**
 * loss = Σ max(weights, 0)·(−log p), p the softmax of the target among the rivals. Of what shall be unlike the
 * log-probability has no floor, so only the cosine repels it. Without rivals it is 0.
 */
export const margin = defineViewObjective({
  kind: 'views',
  weight: {
    kind: 'number',
    label: { en: 'Distinctness', ru: 'Отличие' },
    help: { en: 'Weight of being unlike other words.', ru: 'Вес непохожести на другие слова.' },
    unit: 'weight',
    min: 0,
    max: 100,
    step: 0.1,
    default: 0.5,
  },
  inputs: ({ slots, rivals, embedDim }) => ({
    rivals: { shape: [rivals, embedDim], dtype: 'float32' },
    exclusions: { shape: [slots, rivals], dtype: 'float32' },
  }),
  loss: ({ unit, cosines, weights, inputs }) => {
    const own = tf.mul(cosines, SCALE);
    const others = tf.mul(tf.matMul(unit, inputs.rivals as tf.Tensor2D, false, true), SCALE);
    const among = tf.add(tf.expandDims(others, 1), tf.expandDims(inputs.exclusions!, 0));
    const all = tf.concat([tf.expandDims(own, 2), among], 2);
    const surprise = tf.sub(tf.logSumExp(all, 2), own);
    return tf.sum(tf.mul(surprise, tf.relu(weights)));
  },
});

/** @file Likeness by the cosine between view and target: the loss of CLIPDraw and most of its kind. */
import * as tf from '@tensorflow/tfjs-core';
import { defineViewObjective } from './view-objective.js';

/** loss = −Σ weights·cos */
export const cosine = defineViewObjective({
  kind: 'views',
  weight: {
    kind: 'number',
    label: { en: 'Likeness', ru: 'Сходство' },
    help: { en: 'Weight of the likeness to the words.', ru: 'Вес сходства со словами.' },
    unit: 'weight',
    min: 0,
    max: 100,
    step: 0.5,
    default: 10,
  },
  loss: ({ weights, cosines }) => tf.neg(tf.sum(tf.mul(weights, cosines))),
});

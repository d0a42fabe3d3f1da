/**
 * @file Likeness to a picture in what an encoder sees on its way: the distance of CLIPasso, between the activations
 * of the drawing and of a picture under the same warps, and between their embeddings.
 */
import * as tf from '@tensorflow/tfjs-core';
import { layersText } from './layers.js';
import { defineViewObjective } from './view-objective.js';

/** Weight of 1 − cos of the embeddings beside the layers (CLIPasso's fc weight). */
const EMBEDDING_WEIGHT = 0.1;

/** loss = Σ_layers weight·mean (f(view) − f(same view of the picture))² + .1·mean (1 − cos) */
export const featureDistance = defineViewObjective({
  kind: 'views',
  weight: {
    kind: 'number',
    flag: 'feature-distance',
    label: { en: 'Likeness to a picture', ru: 'Сходство с картинкой' },
    help: {
      en: 'Weight of being built like the picture to follow (CLIPasso); 0 leaves it out.',
      ru: 'Вес сходства строения с образцом (CLIPasso); 0 — не учитывать.',
    },
    unit: 'weight',
    min: 0,
    max: 100,
    step: 0.1,
    default: 0,
  },
  rows: {
    featureImage: {
      kind: 'text',
      flag: 'feature-image',
      label: { en: 'Picture to follow', ru: 'Образец' },
      help: {
        en: 'File of the picture whose likeness is wanted; empty: the one begun from.',
        ru: 'Файл картинки, на которую должно быть похоже; пусто — та, с которой начато.',
      },
      maxLength: 500,
      wanted: { en: 'the name of an image file', ru: 'имя файла изображения' },
      default: '',
    },
    featureLayers: {
      ...layersText,
      flag: 'feature-layers',
      label: { en: 'Layers of the likeness', ru: 'Слои сходства' },
      help: {
        en: 'Layers of the encoder that are compared, with weights.',
        ru: 'Слои кодировщика, которые сравниваются, с весами.',
      },
    },
  },
  inputs: ({ views, resolution }) => ({
    pattern: { shape: [views, resolution, resolution, 3], dtype: 'float32' },
  }),
  prepare: (inputs, encode, layers) => {
    const { embedding, features } = encode(
      inputs.pattern as tf.Tensor4D,
      layers.map(({ layer }) => layer),
    );
    const unit = tf.div(embedding, tf.norm(embedding, 2, 1, true));
    return [unit, ...layers.map(({ layer }) => features[layer]!)];
  },
  loss: ({ unit, features, prepared }, layers) => {
    const [embedding, ...patterns] = prepared.featureDistance!;
    const cosines = tf.sum(tf.mul(unit, embedding!), 1);
    const ends = tf.mul(tf.mean(tf.sub(1, cosines)), EMBEDDING_WEIGHT);
    const distances = layers.map(({ layer, weight }, i) =>
      tf.mul(tf.mean(tf.square(tf.sub(features[layer]!, patterns[i]!))), weight),
    );
    return [ends, ...distances].reduce((sum, term) => tf.add(sum, term));
  },
});

/** @file DeepDream: whatever some layers or channels of the encoder respond to, more of it. */
import * as tf from '@tensorflow/tfjs-core';
import { expectChannels, layersText, placesOf } from './layers.js';
import { defineViewObjective } from './view-objective.js';

/** loss = −Σ_layers weight·mean f², over all places and the channels that count */
export const dream = defineViewObjective({
  kind: 'views',
  weight: {
    kind: 'number',
    label: { en: 'Dreaming', ru: 'Грёзы' },
    help: {
      en: 'Weight of exciting layers of the encoder, as DeepDream does; 0 leaves it out.',
      ru: 'Вес возбуждения слоёв кодировщика, как в DeepDream; 0 — не учитывать.',
    },
    unit: 'weight',
    min: 0,
    max: 100,
    step: 0.1,
    default: 0,
  },
  rows: {
    dreamLayers: {
      ...layersText,
      flag: 'dream-layers',
      label: { en: 'Layers of the dream', ru: 'Слои грёз' },
      help: {
        en: 'Layers of the encoder to excite, with channels behind # and a weight behind a colon.',
        ru: 'Возбуждаемые слои кодировщика, каналы после #, вес после двоеточия.',
      },
    },
  },
  loss: ({ features }, layers) => {
    const norms = layers.map(({ layer, weight, channels }) => {
      const places = placesOf(features[layer]!);
      expectChannels(layer, channels, places.shape[1]);
      const chosen = channels.length > 0 ? tf.gather(places, tf.tensor1d([...channels], 'int32'), 1) : places;
      return tf.mul(tf.mean(tf.square(chosen)), weight);
    });
    return tf.neg(norms.reduce((sum, term) => tf.add(sum, term)));
  },
});

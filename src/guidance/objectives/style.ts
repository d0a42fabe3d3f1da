/**
 * @file Style of a picture, wherever its parts lie: relaxed earth mover's distance and moments between the encoder's
 * activations of the drawing and of the picture (Kolkin et al., “Style Transfer by Relaxed Optimal Transport and
 * Self-Similarity”, eqs. 3–7; StyleCLIPDraw).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { TensorSpec } from '../../compile/index.js';
import { layersText, placeCount, placesOf } from './layers.js';
import { defineViewObjective } from './view-objective.js';

/** Places of the drawing that are compared each step, at most; drawn anew each step. */
const MOST_PLACES = 256;
/** Places of the picture that they are compared with. */
export const STYLE_PLACES = 256;

/** Input: which places of the drawing are compared. */
export const placesInput = (layer: string): string => `places of ${layer}`;
/** Input: activations of the picture, [STYLE_PLACES, C]. */
export const styleInput = (layer: string): string => `style of ${layer}`;

/** How many places of an activation of this shape are compared. */
export const sampledPlaces = (shape: readonly number[]): number => Math.min(MOST_PLACES, placeCount(shape));

/** loss = Σ_layers weight·(REMD + |μ − μ′| + |Σ − Σ′|, means over the elements) */
export const style = defineViewObjective({
  kind: 'views',
  weight: {
    kind: 'number',
    label: { en: 'Style', ru: 'Стиль' },
    help: {
      en: 'Weight of the style of a picture; 0 leaves it out.',
      ru: 'Вес стиля картинки; 0 — не учитывать.',
    },
    unit: 'weight',
    min: 0,
    max: 100,
    step: 0.1,
    default: 0,
  },
  rows: {
    styleImage: {
      kind: 'text',
      flag: 'style-image',
      label: { en: 'Picture of the style', ru: 'Образец стиля' },
      help: {
        en: 'File of the picture whose style is wanted.',
        ru: 'Файл картинки, чей стиль нужен.',
      },
      maxLength: 500,
      wanted: { en: 'the name of an image file', ru: 'имя файла изображения' },
      default: '',
    },
    styleLayers: {
      ...layersText,
      flag: 'style-layers',
      label: { en: 'Layers of the style', ru: 'Слои стиля' },
      help: {
        en: 'Layers of the encoder whose activations make the style, with weights.',
        ru: 'Слои кодировщика, из которых складывается стиль, с весами.',
      },
    },
  },
  inputs: ({ views, activations }, layers) =>
    Object.fromEntries(
      layers.flatMap(({ layer }): [string, TensorSpec][] => {
        const shape = [views, ...activations[layer]!.slice(1)];
        const places = sampledPlaces(shape);
        return [
          [placesInput(layer), { shape: [places], dtype: 'int32' }],
          [styleInput(layer), { shape: [STYLE_PLACES, shape.at(-1)!], dtype: 'float32' }],
        ];
      }),
    ),
  loss: ({ features, inputs }, layers) => {
    const distances = layers.map(({ layer, weight }) => {
      const drawn = tf.gather(placesOf(features[layer]!), inputs[placesInput(layer)] as tf.Tensor1D);
      const wanted = inputs[styleInput(layer)] as tf.Tensor2D;
      return tf.mul(tf.add(relaxedEarthMover(drawn, wanted), momentDistance(drawn, wanted)), weight);
    });
    return distances.reduce((sum, term) => tf.add(sum, term));
  },
});

/** max of the two one-sided mean least cosine distances between [N, C] and [M, C]. */
function relaxedEarthMover(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor {
  const lengths = (x: tf.Tensor2D) => tf.sqrt(tf.add(tf.sum(tf.square(x), 1, true), 1e-12));
  const unit = (x: tf.Tensor2D) => tf.div(x, lengths(x)) as tf.Tensor2D;
  const distances = tf.sub(1, tf.matMul(unit(a), unit(b), false, true));
  return tf.maximum(tf.mean(tf.min(distances, 1)), tf.mean(tf.min(distances, 0)));
}

function momentDistance(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor {
  const [meanA, meanB] = [tf.mean(a, 0, true), tf.mean(b, 0, true)];
  const covariance = (x: tf.Tensor2D, mean: tf.Tensor) => {
    const centred = tf.sub(x, mean) as tf.Tensor2D;
    return tf.div(tf.matMul(centred, centred, true, false), x.shape[0]);
  };
  const spread = tf.mean(tf.abs(tf.sub(covariance(a, meanA), covariance(b, meanB))));
  return tf.add(tf.mean(tf.abs(tf.sub(meanA, meanB))), spread);
}

/**
 * @file A model small enough to compute by hand, for tests: its tower is one matrix, its layers are means of 2×2 pixels
 * and another matrix as tokens; and the same in scalar double precision.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Clip } from '../clip/index.js';
import { SeededGenerator } from '../random/index.js';

export const RESOLUTION = 4;
export const EMBED = 6;
const PIXELS = RESOLUTION * RESOLUTION * 3;
const TOKENS = 4;
const WIDTH = 5;

export const randoms = (seed: number, length: number): Float32Array => {
  const generator = SeededGenerator.fromSeed(seed);
  return Float32Array.from({ length }, () => generator.normal());
};

export const unitOf = (vector: readonly number[]): number[] => {
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
};

/** Rows of length 1. */
export const unitRows = (seed: number, rows: number): Float32Array =>
  Float32Array.from(
    Array.from({ length: rows }, (_, i) => unitOf([...randoms(seed + 100 * i, EMBED)])).flat(),
  );

const matrix = randoms(1, PIXELS * EMBED);
const tokenMatrix = randoms(2, PIXELS * TOKENS * WIDTH);

const flat = (images: tf.Tensor4D) => tf.reshape(images, [images.shape[0], -1]) as tf.Tensor2D;

/** Its texts are unit vectors made of their characters; an empty text has one too. */
export const linearClip: Clip = {
  name: 'linear',
  path: '',
  weightFiles: [],
  runtime: { device: 'cpu', precision: 'fp32', threads: 1 },
  preprocessing: {
    mean: [0, 0, 0],
    std: [1, 1, 1],
    interpolation: 'bicubic',
    resizeMode: 'shortest',
    resizeTo: RESOLUTION,
  },
  imageSize: RESOLUTION,
  embedDim: EMBED,
  contextLength: 4,
  concepts: [],
  embedConcepts: async () => [],
  imageWeights: {},
  imageLayers: ['pooled', 'tokens'],
  encodeImages: (images) => tf.matMul(flat(images), tf.tensor2d(matrix, [PIXELS, EMBED])),
  encodeFeatures: (images, _, layers) => ({
    embedding: tf.matMul(flat(images), tf.tensor2d(matrix, [PIXELS, EMBED])),
    features: Object.fromEntries(
      layers.map((layer) => [
        layer,
        layer === 'pooled'
          ? tf.avgPool(images, 2, 2, 'valid')
          : tf.reshape(tf.matMul(flat(images), tf.tensor2d(tokenMatrix, [PIXELS, TOKENS * WIDTH])), [
              images.shape[0],
              TOKENS,
              WIDTH,
            ]),
      ]),
    ),
  }),
  spellOut: (text) => text,
  tokenize: () => new Int32Array(4),
  embedTexts: async (texts) => texts.map((text) => Float32Array.from(textVector(text))),
  embedImages: async (images, count) =>
    Array.from({ length: count }, (_, i) =>
      Float32Array.from(unitOf(embed(Float64Array.from(images.subarray(i * PIXELS, (i + 1) * PIXELS))))),
    ),
  rest: async () => {},
  dispose: async () => {},
};

export const textVector = (text: string): number[] =>
  unitOf([
    ...randoms(
      [...text].reduce((hash, c) => (hash * 31 + c.codePointAt(0)!) % 65_521, 7),
      EMBED,
    ),
  ]);

const times = (image: Float64Array, by: Float32Array, width: number): number[] =>
  Array.from({ length: width }, (_, d) => image.reduce((sum, x, p) => sum + x * by[p * width + d]!, 0));

/** One image, PIXELS numbers. */
export const embed = (image: Float64Array): number[] => times(image, matrix, EMBED);

/** Activations of one image as a list of places, the class token left out. */
export function placesByHand(layer: string, image: Float64Array): number[][] {
  if (layer === 'tokens') {
    const all = times(image, tokenMatrix, TOKENS * WIDTH);
    return Array.from({ length: TOKENS - 1 }, (_, t) => all.slice((t + 1) * WIDTH, (t + 2) * WIDTH));
  }
  return [0, 2].flatMap((y) =>
    [0, 2].map((x) =>
      [0, 1, 2].map((c) => {
        const at = (dy: number, dx: number) => image[3 * ((y + dy) * RESOLUTION + x + dx) + c]!;
        return (at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1)) / 4;
      }),
    ),
  );
}

/**
 * @file The vision transformer of CLIP (Radford et al. 2021, section 2.4; Dosovitskiy et al. 2020): patches and a
 * class token through a pre-norm transformer, read out at the class token or as the mean of the patches.
 */

import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { TensorMap } from '../../compile/index.js';
import { linear } from '../nn/linear.js';
import { layerNorm } from '../nn/normalisation.js';
import {
  firstToken,
  headsShareWidth,
  transformer,
  transformerSettings,
  transformerShapes,
  unevenHeads,
} from '../nn/transformer.js';
import { weight } from '../nn/weight.js';
import { defineTower, type ImageTower, type TensorShapes } from '../tower.js';
import { type ImageFeatures, LayerTaps } from './features.js';

const schema = z
  .strictObject({
    image_size: z.int().min(8).max(4096),
    patch_size: z.int().min(1).max(512),
    ...transformerSettings,
    /** Whether the tokens are normalised before the first block. */
    pre_norm: z.boolean().default(true),
    pool: z.enum(['class', 'average']).default('class'),
    /** Of average pooling: whether the mean is normalised, or the tokens before it. */
    norm_after_pool: z.boolean().default(false),
  })
  .refine(headsShareWidth, unevenHeads)
  .refine(({ image_size, patch_size }) => patch_size <= image_size, {
    path: ['patch_size'],
    message: 'a patch is larger than the image',
  });

type VitConfig = z.output<typeof schema>;
export type VitSettings = z.input<typeof schema>;

export const vit = defineTower({
  schema,
  open: (config, embedDim): ImageTower => ({
    type: 'vit',
    imageSize: config.image_size,
    tensors: tensorShapes(config, embedDim),
    layers: layerNames(config),
    encode: (images, weights, layers) => encode(config, images, weights, layers),
  }),
});

/** Patches in a row; what is left over at the right and below is not seen. */
const gridOf = ({ image_size, patch_size }: VitConfig) => Math.floor(image_size / patch_size);

function tensorShapes(config: VitConfig, embedDim: number): TensorShapes {
  const { width, patch_size } = config;
  return {
    'visual.conv1.weight': [width, 3, patch_size, patch_size],
    'visual.class_embedding': [width],
    'visual.positional_embedding': [gridOf(config) ** 2 + 1, width],
    ...(config.pre_norm && { 'visual.ln_pre.weight': [width], 'visual.ln_pre.bias': [width] }),
    ...transformerShapes('visual.transformer', config),
    'visual.ln_post.weight': [width],
    'visual.ln_post.bias': [width],
    'visual.proj': [width, embedDim],
  };
}

/** `stem` (tokens before the first block), then `attention0` and `block0` of each block. */
function layerNames(config: VitConfig): string[] {
  const blocks = Array.from({ length: config.layers }, (_, i) => [`attention${i}`, `block${i}`]);
  return ['stem', ...blocks.flat()];
}

function encode(
  config: VitConfig,
  images: tf.Tensor4D,
  weights: TensorMap,
  layers: readonly string[],
): ImageFeatures {
  const taps = new LayerTaps(layerNames(config), layers);
  const embedded = embedPatches(config, images, weights);
  const stem = config.pre_norm ? norm(config, embedded, weights, 'visual.ln_pre') : embedded;
  const x = transformer(taps.tap('stem', stem), weights, 'visual.transformer', config, {
    firstTokenOnly: config.pool === 'class' && !taps.wants(`block${config.layers - 1}`),
    afterBlock: (layer, tokens, attended) => {
      taps.tap(`block${layer}`, tokens);
      if (taps.wants(`attention${layer}`)) taps.tap(`attention${layer}`, attended.firstRow());
    },
  });
  const projection = weight(weights, 'visual.proj') as tf.Tensor2D;
  return { embedding: tf.matMul(pool(config, x, weights), projection), features: taps.features };
}

/**
 * Images [N, R, R, 3] → [N, 1 + patches, W]. The convolution of stride and size P is one matrix product: each
 * patch, its rows as they lie in the image, with the kernel laid out like them, which a compiled program does once.
 */
function embedPatches(config: VitConfig, images: tf.Tensor4D, weights: TensorMap): tf.Tensor {
  const { patch_size: patch, width } = config;
  const [batch] = images.shape;
  const grid = gridOf(config);
  const side = grid * patch;
  const seen = side === config.image_size ? images : tf.slice(images, [0, 0, 0, 0], [batch, side, side, 3]);
  const cells = tf.transpose(tf.reshape(seen, [batch, grid, patch, grid, patch, 3]), [0, 1, 3, 2, 4, 5]);
  const area = 3 * patch * patch;
  const kernel = tf.reshape(tf.transpose(weight(weights, 'visual.conv1.weight'), [0, 2, 3, 1]), [
    width,
    area,
  ]);
  const patches = linear(tf.reshape(cells, [batch, grid * grid, area]), kernel);
  const first = tf.reshape(weight(weights, 'visual.class_embedding'), [1, 1, width]);
  const tokens = tf.concat([tf.tile(first, [batch, 1, 1]), patches], 1);
  return tf.add(tokens, weight(weights, 'visual.positional_embedding'));
}

/** [N, L, W] → [N, W]: norm works on each token alone, so only what is read out is normalised. */
function pool(config: VitConfig, x: tf.Tensor, weights: TensorMap): tf.Tensor2D {
  const [batch = 0, length = 0, width = 0] = x.shape;
  const post = (y: tf.Tensor) => norm(config, y, weights, 'visual.ln_post');
  if (config.pool === 'class') return tf.reshape(post(firstToken(x)), [batch, width]);
  const patches = tf.slice(x, [0, 1, 0], [batch, length - 1, width]);
  return (config.norm_after_pool ? post(tf.mean(patches, 1)) : tf.mean(post(patches), 1)) as tf.Tensor2D;
}

function norm(config: VitConfig, x: tf.Tensor, weights: TensorMap, name: string): tf.Tensor {
  return layerNorm(x, weights, name, config.norm_eps);
}

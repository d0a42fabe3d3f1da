/**
 * @file The small convolutional image tower of the embedded model: stem, residual blocks, an average-pooled
 * grid and a linear head. Layout and names: `models/embedded/README.md`.
 */

import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { TensorMap } from '../../compile/index.js';
import { activationNames, activations } from '../nn/activations.js';
import { linear } from '../nn/linear.js';
import { type ConvolutionShape, learningConvolution, normalisedConvolution } from '../nn/normalisation.js';
import { weight } from '../nn/weight.js';
import {
  type BatchStatistics,
  defineTower,
  type ImageTower,
  type Learning,
  type TensorShapes,
} from '../tower.js';
import { adaptiveAveragePool } from './adaptive-average-pool.js';
import { type ImageFeatures, LayerTaps } from './features.js';

const channels = z.int().min(1).max(8192);

const schema = z.strictObject({
  type: z.literal('convnet'),
  image_size: z.int().min(8).max(4096),
  stem: z.strictObject({
    channels,
    kernel: z.int().min(1).max(32),
    stride: z.int().min(1).max(32),
    padding: z.int().min(0).max(32),
  }),
  blocks: z.array(z.strictObject({ channels, pool: z.boolean() })).max(64),
  activation: z.enum(activationNames),
  norm: z.literal('batch'),
  norm_eps: z.number().positive(),
  head: z.strictObject({ grid: z.int().min(1).max(64) }),
});

type ConvnetConfig = z.output<typeof schema>;

/** Config row: `vision_cfg` with `"type": "convnet"`. */
export const convnet = defineTower({
  schema,
  open: (config, embedDim): ImageTower => ({
    type: 'convnet',
    imageSize: config.image_size,
    tensors: tensorShapes(config, embedDim),
    layers: layerNames(config),
    encode: (images, weights, layers) =>
      encode(config, images, weights, layers, (x, conv, norm, shape) =>
        normalisedConvolution(x, weights, conv, norm, config.norm_eps, shape),
      ),
    learn: (images, weights) => learn(config, images, weights),
  }),
});

function tensorShapes(config: ConvnetConfig, embedDim: number): TensorShapes {
  const shapes: Record<string, readonly number[]> = {};
  const addNorm = (prefix: string, width: number) => {
    for (const part of ['weight', 'bias', 'running_mean', 'running_var'])
      shapes[`${prefix}.${part}`] = [width];
  };
  const { stem } = config;
  shapes['visual.stem.conv.weight'] = [stem.channels, 3, stem.kernel, stem.kernel];
  shapes['visual.stem.conv.bias'] = [stem.channels];
  addNorm('visual.stem.norm', stem.channels);
  let width = stem.channels;
  for (const [index, block] of config.blocks.entries()) {
    const prefix = `visual.blocks.${index}`;
    shapes[`${prefix}.conv1.weight`] = [block.channels, width, 3, 3];
    addNorm(`${prefix}.norm1`, block.channels);
    shapes[`${prefix}.conv2.weight`] = [block.channels, block.channels, 3, 3];
    addNorm(`${prefix}.norm2`, block.channels);
    if (block.channels !== width) shapes[`${prefix}.shortcut.weight`] = [block.channels, width, 1, 1];
    width = block.channels;
  }
  shapes['visual.head.weight'] = [embedDim, width * config.head.grid ** 2];
  shapes['visual.head.bias'] = [embedDim];
  return shapes;
}

/** `stem`, `block0`, …: what comes out of each. */
function layerNames(config: ConvnetConfig): string[] {
  return ['stem', ...config.blocks.map((_, index) => `block${index}`)];
}

/** Convolution and its batch normalisation, by their prefixes. */
type Convolve = (x: tf.Tensor4D, conv: string, norm: string, shape: ConvolutionShape) => tf.Tensor4D;

function learn(config: ConvnetConfig, images: tf.Tensor4D, weights: TensorMap): Learning {
  const statistics: Record<string, BatchStatistics> = {};
  const { embedding } = encode(config, images, weights, [], (x, conv, norm, shape) =>
    learningConvolution(x, weights, conv, norm, config.norm_eps, shape, (prefix, found) => {
      statistics[prefix] = found;
    }),
  );
  return { embedding, statistics };
}

/** y = act(norm1(conv1(x))); block(x) = act(norm2(conv2(y)) + shortcut(x)). */
function encode(
  config: ConvnetConfig,
  images: tf.Tensor4D,
  weights: TensorMap,
  layers: readonly string[],
  convolve: Convolve,
): ImageFeatures {
  const taps = new LayerTaps(layerNames(config), layers);
  const act = (x: tf.Tensor) => activations[config.activation](x) as tf.Tensor4D;
  const conv = (x: tf.Tensor4D, name: string, norm: string, stride: number, padding: number) =>
    convolve(x, name, norm, { stride, padding });

  const { stem } = config;
  const first = conv(images, 'visual.stem.conv', 'visual.stem.norm', stem.stride, stem.padding);
  let x = taps.tap('stem', act(first));
  for (const [index, block] of config.blocks.entries()) {
    const prefix = `visual.blocks.${index}`;
    if (block.pool) x = tf.avgPool(x, 2, 2, 'valid');
    const inner = act(conv(x, `${prefix}.conv1`, `${prefix}.norm1`, 1, 1));
    const outer = conv(inner, `${prefix}.conv2`, `${prefix}.norm2`, 1, 1);
    x = taps.tap(`block${index}`, act(tf.add(outer, shortcut(x, weights, `${prefix}.shortcut.weight`))));
  }
  const pooled = adaptiveAveragePool(x, config.head.grid);
  const head = linear(pooled, weight(weights, 'visual.head.weight'), weight(weights, 'visual.head.bias'));
  return { embedding: head as tf.Tensor2D, features: taps.features };
}

function shortcut(x: tf.Tensor4D, weights: TensorMap, name: string): tf.Tensor4D {
  const kernel = weights[name];
  return kernel ? tf.conv2d(x, tf.transpose(kernel, [2, 3, 1, 0]) as tf.Tensor4D, 1, 0) : x;
}

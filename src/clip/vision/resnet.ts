/**
 * @file OpenAI's modified ResNet (Radford et al. 2021, section 2.4): a stem of three convolutions, strides taken by
 * an average pool so that they do not alias (Zhang 2019), and attention pooling in place of the mean.
 */

import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { TensorMap } from '../../compile/index.js';
import { attend } from '../nn/attention.js';
import { normalisedConvolution } from '../nn/normalisation.js';
import { firstToken } from '../nn/transformer.js';
import { weight } from '../nn/weight.js';
import { defineTower, type ImageTower, type TensorShapes } from '../tower.js';
import { type ImageFeatures, LayerTaps } from './features.js';

const stageBlocks = z.int().min(1).max(200);

/** The stem halves the image twice, the stages three times more. */
const reduction = 32;
/** A block gives four times as many channels as it works with. */
const expansion = 4;
const epsilon = 1e-5;

const schema = z
  .strictObject({
    image_size: z.int().min(reduction).max(4096),
    /** Channels of the stem. */
    width: z.int().min(2).multipleOf(2).max(1024),
    /** Blocks of each stage. */
    layers: z.tuple([stageBlocks, stageBlocks, stageBlocks, stageBlocks]),
    /** Heads of the attention pool. */
    heads: z.int().min(1).max(1024),
  })
  .refine(({ width, heads }) => poolWidth(width) % heads === 0, {
    path: ['heads'],
    message: '32 × width is not a multiple of heads',
  })
  .refine(({ image_size }) => image_size % reduction === 0, {
    path: ['image_size'],
    message: `the image size is not a multiple of ${reduction}`,
  });

type ResnetConfig = z.output<typeof schema>;
export type ResnetSettings = z.input<typeof schema>;

const poolWidth = (width: number) => 8 * expansion * width;

export const resnet = defineTower({
  schema,
  open: (config, embedDim): ImageTower => ({
    type: 'resnet',
    imageSize: config.image_size,
    tensors: tensorShapes(config, embedDim),
    layers: layerNames,
    encode: (images, weights, layers) => encode(config, images, weights, layers),
  }),
});

/** What comes out of the stem and of each stage, and the pool's attention (mean token first, then the map). */
const layerNames = ['stem', 'layer1', 'layer2', 'layer3', 'layer4', 'attention'] as const;

interface Block {
  readonly prefix: string;
  readonly inputs: number;
  /** Channels inside; the output has `expansion` times as many. */
  readonly width: number;
  readonly stride: number;
}

/** The blocks of each stage, first to last. */
function stages({ width, layers }: ResnetConfig): Block[][] {
  let inputs = width;
  return layers.map((count, stage) =>
    Array.from({ length: count }, (_, index) => {
      const inner = width * 2 ** stage;
      const stride = index === 0 && stage > 0 ? 2 : 1;
      const block = { prefix: `visual.layer${stage + 1}.${index}`, inputs, width: inner, stride };
      inputs = expansion * inner;
      return block;
    }),
  );
}

const changesShape = ({ inputs, width, stride }: Block) => stride > 1 || inputs !== expansion * width;

function tensorShapes(config: ResnetConfig, embedDim: number): TensorShapes {
  const { width } = config;
  const shapes: Record<string, readonly number[]> = {};
  const add = (conv: string, norm: string, [outputs, inputs, kernel]: readonly [number, number, number]) => {
    shapes[`${conv}.weight`] = [outputs, inputs, kernel, kernel];
    for (const part of ['weight', 'bias', 'running_mean', 'running_var'])
      shapes[`${norm}.${part}`] = [outputs];
  };
  add('visual.conv1', 'visual.bn1', [width / 2, 3, 3]);
  add('visual.conv2', 'visual.bn2', [width / 2, width / 2, 3]);
  add('visual.conv3', 'visual.bn3', [width, width / 2, 3]);
  for (const block of stages(config).flat()) {
    const { prefix, inputs, width: inner } = block;
    add(`${prefix}.conv1`, `${prefix}.bn1`, [inner, inputs, 1]);
    add(`${prefix}.conv2`, `${prefix}.bn2`, [inner, inner, 3]);
    add(`${prefix}.conv3`, `${prefix}.bn3`, [expansion * inner, inner, 1]);
    if (changesShape(block))
      add(`${prefix}.downsample.0`, `${prefix}.downsample.1`, [expansion * inner, inputs, 1]);
  }
  const pooled = poolWidth(width);
  const cells = (config.image_size / reduction) ** 2;
  shapes['visual.attnpool.positional_embedding'] = [cells + 1, pooled];
  for (const part of ['q_proj', 'k_proj', 'v_proj', 'c_proj']) {
    const rows = part === 'c_proj' ? embedDim : pooled;
    shapes[`visual.attnpool.${part}.weight`] = [rows, pooled];
    shapes[`visual.attnpool.${part}.bias`] = [rows];
  }
  return shapes;
}

function encode(
  config: ResnetConfig,
  images: tf.Tensor4D,
  weights: TensorMap,
  layers: readonly string[],
): ImageFeatures {
  const taps = new LayerTaps(layerNames, layers);
  const conv = (x: tf.Tensor4D, index: number, stride: number) =>
    tf.relu(
      normalisedConvolution(x, weights, `visual.conv${index}`, `visual.bn${index}`, epsilon, {
        stride,
        padding: 1,
      }),
    );
  let x = conv(conv(conv(images, 1, 2), 2, 1), 3, 1);
  x = taps.tap('stem', halve(x));
  for (const [stage, blocks] of stages(config).entries()) {
    for (const block of blocks) x = bottleneck(x, weights, block);
    taps.tap(`layer${stage + 1}`, x);
  }
  return { embedding: attentionPool(config, x, weights, taps), features: taps.features };
}

/** relu(norm3(conv3(pool(relu(norm2(conv2(relu(norm1(conv1 x)))))))) + downsample(pool x)). */
function bottleneck(input: tf.Tensor4D, weights: TensorMap, block: Block): tf.Tensor4D {
  const { prefix, stride } = block;
  const conv = (x: tf.Tensor4D, name: string, norm: string, padding: number) =>
    normalisedConvolution(x, weights, `${prefix}.${name}`, `${prefix}.${norm}`, epsilon, {
      stride: 1,
      padding,
    });
  const pooled = (x: tf.Tensor4D) => (stride > 1 ? halve(x) : x);
  const inner = tf.relu(conv(tf.relu(conv(input, 'conv1', 'bn1', 0)), 'conv2', 'bn2', 1));
  const outer = conv(pooled(inner), 'conv3', 'bn3', 0);
  const shortcut = changesShape(block) ? conv(pooled(input), 'downsample.0', 'downsample.1', 0) : input;
  return tf.relu(tf.add<tf.Tensor4D>(outer, shortcut));
}

const halve = (x: tf.Tensor4D): tf.Tensor4D => tf.avgPool(x, 2, 2, 'valid');

/** The mean of the map looks at the mean and the map: [N, H, W, C] → [N, embedDim]. */
function attentionPool(
  config: ResnetConfig,
  map: tf.Tensor4D,
  weights: TensorMap,
  taps: LayerTaps,
): tf.Tensor2D {
  const [batch, height, columns, channels] = map.shape;
  const cells = tf.reshape(map, [batch, height * columns, channels]);
  const positions = weight(weights, 'visual.attnpool.positional_embedding');
  const tokens = tf.add(tf.concat([tf.mean(cells, 1, true), cells], 1), positions);
  const name = (part: string) => `visual.attnpool.${part}_proj`;
  const names = { query: name('q'), key: name('k'), value: name('v'), out: name('c') };
  const attended = attend(firstToken(tokens), tokens, weights, names, config.heads);
  if (taps.wants('attention')) taps.tap('attention', attended.firstRow());
  return tf.squeeze(attended.output, [1]) as tf.Tensor2D;
}

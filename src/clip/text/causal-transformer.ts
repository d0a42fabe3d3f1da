/**
 * @file CLIP's text tower: a pre-norm transformer with a causal mask, read out at the end token
 * (Radford et al. 2021, section 2.4; tensor names of openai/CLIP and open_clip).
 */

import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { TensorMap } from '../../compile/index.js';
import { activationNames, activations } from '../nn/activations.js';
import { selfAttention } from '../nn/attention.js';
import { linear } from '../nn/linear.js';
import { layerNorm } from '../nn/normalisation.js';
import { weight } from '../nn/weight.js';
import { defineTower, type TensorShapes, type TextTower } from '../tower.js';

const schema = z
  .strictObject({
    type: z.literal('clip').default('clip'),
    context_length: z.int().min(2).max(4096),
    vocab_size: z.int().min(3).max(1_000_000),
    width: z.int().min(1).max(8192),
    heads: z.int().min(1).max(256),
    layers: z.int().min(1).max(128),
    activation: z.enum(activationNames).default('gelu'),
    pool: z.literal('argmax').default('argmax'),
  })
  .refine(({ width, heads }) => width % heads === 0, {
    path: ['heads'],
    message: 'width is not a multiple of heads',
  });

type TransformerConfig = z.output<typeof schema>;

/** The MLP of every block is four times as wide as the block. */
const mlpRatio = 4;
const epsilon = 1e-5;

/** Config row: `text_cfg` without a `type`, or with `"type": "clip"`. */
export const causalTransformer = defineTower({
  schema,
  open: (config, embedDim): TextTower => ({
    contextLength: config.context_length,
    vocabularySize: config.vocab_size,
    tensors: tensorShapes(config, embedDim),
    encode: (tokens, weights) => encode(config, tokens, weights),
  }),
});

function tensorShapes(config: TransformerConfig, embedDim: number): TensorShapes {
  const { width } = config;
  const shapes: Record<string, readonly number[]> = {
    'token_embedding.weight': [config.vocab_size, width],
    positional_embedding: [config.context_length, width],
    'ln_final.weight': [width],
    'ln_final.bias': [width],
    text_projection: [width, embedDim],
  };
  const hidden = mlpRatio * width;
  for (let layer = 0; layer < config.layers; layer++) {
    const prefix = `transformer.resblocks.${layer}`;
    for (const norm of ['ln_1', 'ln_2']) {
      shapes[`${prefix}.${norm}.weight`] = [width];
      shapes[`${prefix}.${norm}.bias`] = [width];
    }
    shapes[`${prefix}.attn.in_proj_weight`] = [3 * width, width];
    shapes[`${prefix}.attn.in_proj_bias`] = [3 * width];
    shapes[`${prefix}.attn.out_proj.weight`] = [width, width];
    shapes[`${prefix}.attn.out_proj.bias`] = [width];
    shapes[`${prefix}.mlp.c_fc.weight`] = [hidden, width];
    shapes[`${prefix}.mlp.c_fc.bias`] = [hidden];
    shapes[`${prefix}.mlp.c_proj.weight`] = [width, hidden];
    shapes[`${prefix}.mlp.c_proj.bias`] = [width];
  }
  return shapes;
}

function encode(config: TransformerConfig, tokens: tf.Tensor2D, weights: TensorMap): tf.Tensor2D {
  const [batch, length] = tokens.shape;
  const embedded = tf.gather(weight(weights, 'token_embedding.weight'), tf.reshape(tokens, [batch * length]));
  const positions = tf.slice(weight(weights, 'positional_embedding'), [0, 0], [length, config.width]);
  let x: tf.Tensor = tf.add(tf.reshape(embedded, [batch, length, config.width]), positions);
  const mask = causalMask(length);
  for (let layer = 0; layer < config.layers; layer++) {
    const prefix = `transformer.resblocks.${layer}`;
    const attended = layerNorm(x, weights, `${prefix}.ln_1`, epsilon);
    x = tf.add(x, selfAttention(attended, weights, `${prefix}.attn`, config.heads, mask));
    x = tf.add(x, mlp(config, layerNorm(x, weights, `${prefix}.ln_2`, epsilon), weights, `${prefix}.mlp`));
  }
  // Norm and projection work on each token alone, so they need only the one that is read out.
  const read = tf.sum(tf.mul(x, tf.expandDims(endTokenMask(tokens), 2)), 1);
  const normal = layerNorm(read, weights, 'ln_final', epsilon) as tf.Tensor2D;
  return tf.matMul(normal, weight(weights, 'text_projection') as tf.Tensor2D);
}

function mlp(config: TransformerConfig, x: tf.Tensor, weights: TensorMap, prefix: string): tf.Tensor {
  const layer = (input: tf.Tensor, name: string) =>
    linear(input, weight(weights, `${prefix}.${name}.weight`), weight(weights, `${prefix}.${name}.bias`));
  return layer(activations[config.activation](layer(x, 'c_fc')), 'c_proj');
}

/** [L, L]: 0 on and below the diagonal, a large negative number above it. */
function causalMask(length: number): tf.Tensor2D {
  const mask = Float32Array.from({ length: length * length }, (_, i) =>
    i % length > Math.floor(i / length) ? -1e9 : 0,
  );
  return tf.tensor2d(mask, [length, length]);
}

/** [N, L] float32: 1 at the first of the highest ids of each row (the end token has the highest), else 0. */
function endTokenMask(tokens: tf.Tensor2D): tf.Tensor {
  const [, length] = tokens.shape;
  const earliness = tf.tensor1d(
    Int32Array.from({ length }, (_, i) => length - 1 - i),
    'int32',
  );
  const rank = tf.add(tf.mul(tokens, tf.scalar(length, 'int32')), earliness);
  return tf.cast(tf.equal(rank, tf.max(rank, 1, true)), 'float32');
}

/**
 * @file CLIP's text tower: a pre-norm transformer with a causal mask, read out at the end token
 * (Radford et al. 2021, section 2.4; tensor names of openai/CLIP and open_clip).
 */

import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { TensorMap } from '../../compile/index.js';
import { layerNorm } from '../nn/normalisation.js';
import {
  headsShareWidth,
  transformer,
  transformerSettings,
  transformerShapes,
  unevenHeads,
} from '../nn/transformer.js';
import { weight } from '../nn/weight.js';
import { defineTower, type TensorShapes, type TextTower } from '../tower.js';

const schema = z
  .strictObject({
    context_length: z.int().min(2).max(4096),
    vocab_size: z.int().min(3).max(1_000_000),
    ...transformerSettings,
    /** Where the text is read out: at the first of the highest ids, or at the first `end_token` if that is set. */
    pool: z.literal('argmax').default('argmax'),
    end_token: z.int().nonnegative().optional(),
  })
  .refine(headsShareWidth, unevenHeads);

type TextConfig = z.output<typeof schema>;
export type ClipTextSettings = z.input<typeof schema>;

export const causalTransformer = defineTower({
  schema,
  open: (config, embedDim): TextTower => ({
    type: 'clip',
    contextLength: config.context_length,
    vocabularySize: config.vocab_size,
    paddingToken: 0,
    tensors: tensorShapes(config, embedDim),
    encode: (tokens, weights) => encode(config, tokens, weights),
  }),
});

function tensorShapes(config: TextConfig, embedDim: number): TensorShapes {
  const { width } = config;
  return {
    'token_embedding.weight': [config.vocab_size, width],
    positional_embedding: [config.context_length, width],
    ...transformerShapes('transformer', config),
    'ln_final.weight': [width],
    'ln_final.bias': [width],
    text_projection: [width, embedDim],
  };
}

function encode(config: TextConfig, tokens: tf.Tensor2D, weights: TensorMap): tf.Tensor2D {
  const [batch, length] = tokens.shape;
  const embedded = tf.gather(weight(weights, 'token_embedding.weight'), tf.reshape(tokens, [batch * length]));
  const positions = tf.slice(weight(weights, 'positional_embedding'), [0, 0], [length, config.width]);
  const first = tf.add(tf.reshape(embedded, [batch, length, config.width]), positions);
  const x = transformer(first, weights, 'transformer', config, { mask: causalMask(length) });
  // Norm and projection work on each token alone, so they need only the one that is read out.
  const read = tf.sum(tf.mul(x, tf.expandDims(endTokenMask(tokens, config.end_token), 2)), 1);
  const normal = layerNorm(read, weights, 'ln_final', config.norm_eps) as tf.Tensor2D;
  return tf.matMul(normal, weight(weights, 'text_projection') as tf.Tensor2D);
}

/** [L, L]: 0 on and below the diagonal, a large negative number above it. */
function causalMask(length: number): tf.Tensor2D {
  const mask = Float32Array.from({ length: length * length }, (_, i) =>
    i % length > Math.floor(i / length) ? -1e9 : 0,
  );
  return tf.tensor2d(mask, [length, length]);
}

/** [N, L] float32: 1 at the token that is read out, the first with the highest rank, else 0. */
function endTokenMask(tokens: tf.Tensor2D, endToken: number | undefined): tf.Tensor {
  const [, length] = tokens.shape;
  const earliness = tf.tensor1d(
    Int32Array.from({ length }, (_, i) => length - 1 - i),
    'int32',
  );
  const score =
    endToken === undefined ? tokens : tf.cast(tf.equal(tokens, tf.scalar(endToken, 'int32')), 'int32');
  const rank = tf.add(tf.mul(score, tf.scalar(length, 'int32')), earliness);
  return tf.cast(tf.equal(rank, tf.max(rank, 1, true)), 'float32');
}

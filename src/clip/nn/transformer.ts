/**
 * @file CLIP's pre-norm transformer, which its text tower and its ViT share: x + attention(norm x), then
 * x + MLP(norm x), each block after the other (open_clip's names, projections apart).
 */

import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { TensorMap } from '../../compile/index.js';
import type { TensorShapes } from '../tower.js';
import { activationNames, activations } from './activations.js';
import { type Attended, attend } from './attention.js';
import { linear } from './linear.js';
import { layerNorm } from './normalisation.js';
import { weight } from './weight.js';

/** Settings of every transformer, to be spread into a tower's schema. */
export const transformerSettings = {
  width: z.int().min(1).max(8192),
  heads: z.int().min(1).max(256),
  layers: z.int().min(1).max(128),
  /** Width of the hidden layer of every MLP; unset: four times `width`. */
  mlp_width: z.int().min(1).max(65_536).optional(),
  activation: z.enum(activationNames).default('gelu'),
  norm_eps: z.number().positive().default(1e-5),
  /** Whether what a block adds is scaled by a learnt vector (Touvron et al. 2021, "LayerScale"). */
  layer_scale: z.boolean().default(false),
};

const schema = z.object(transformerSettings);
export type TransformerConfig = z.output<typeof schema>;

/** A refinement of a tower's schema: heads share the width evenly. */
export const headsShareWidth = ({ width, heads }: { width: number; heads: number }): boolean =>
  width % heads === 0;
export const unevenHeads = { path: ['heads'], message: 'width is not a multiple of heads' };

/** @param prefix of `.resblocks.0` … */
export function transformerShapes(prefix: string, config: TransformerConfig): TensorShapes {
  const { width } = config;
  const hidden = config.mlp_width ?? 4 * width;
  const shapes: Record<string, readonly number[]> = {};
  for (let layer = 0; layer < config.layers; layer++) {
    const block = `${prefix}.resblocks.${layer}`;
    for (const part of ['ln_1', 'ln_2']) {
      shapes[`${block}.${part}.weight`] = [width];
      shapes[`${block}.${part}.bias`] = [width];
    }
    for (const part of ['q_proj', 'k_proj', 'v_proj', 'out_proj']) {
      shapes[`${block}.attn.${part}.weight`] = [width, width];
      shapes[`${block}.attn.${part}.bias`] = [width];
    }
    shapes[`${block}.mlp.c_fc.weight`] = [hidden, width];
    shapes[`${block}.mlp.c_fc.bias`] = [hidden];
    shapes[`${block}.mlp.c_proj.weight`] = [width, hidden];
    shapes[`${block}.mlp.c_proj.bias`] = [width];
    if (config.layer_scale) {
      shapes[`${block}.ls_1.gamma`] = [width];
      shapes[`${block}.ls_2.gamma`] = [width];
    }
  }
  return shapes;
}

export interface TransformerOptions {
  /** Added to the attention scores, broadcast over [N, heads, L, L]. */
  readonly mask?: tf.Tensor;
  /** Only the first token is read: the last block then computes that one alone and gives [N, 1, W]. */
  readonly firstTokenOnly?: boolean;
  /** Sees what comes out of each block and its attention. */
  readonly afterBlock?: (layer: number, x: tf.Tensor, attended: Attended) => void;
}

/** x [N, L, W] → [N, L, W]. */
export function transformer(
  input: tf.Tensor,
  weights: TensorMap,
  prefix: string,
  config: TransformerConfig,
  { mask, firstTokenOnly = false, afterBlock }: TransformerOptions = {},
): tf.Tensor {
  let x = input;
  for (let layer = 0; layer < config.layers; layer++) {
    const block = `${prefix}.resblocks.${layer}`;
    const norm = (y: tf.Tensor, part: string) => layerNorm(y, weights, `${block}.${part}`, config.norm_eps);
    const scaled = (added: tf.Tensor, part: string) =>
      config.layer_scale ? tf.mul(added, weight(weights, `${block}.${part}.gamma`)) : added;
    const tokens = norm(x, 'ln_1');
    const one = firstTokenOnly && layer === config.layers - 1;
    const attended = attend(
      one ? firstToken(tokens) : tokens,
      tokens,
      weights,
      attentionNames(block),
      config.heads,
      mask,
    );
    x = tf.add(one ? firstToken(x) : x, scaled(attended.output, 'ls_1'));
    x = tf.add(x, scaled(mlp(norm(x, 'ln_2'), weights, `${block}.mlp`, config), 'ls_2'));
    afterBlock?.(layer, x, attended);
  }
  return x;
}

/** [N, L, W] → [N, 1, W] */
export function firstToken(x: tf.Tensor): tf.Tensor {
  const [batch = 0, , width = 0] = x.shape;
  return tf.slice(x, [0, 0, 0], [batch, 1, width]);
}

function attentionNames(block: string) {
  const name = (part: string) => `${block}.attn.${part}_proj`;
  return { query: name('q'), key: name('k'), value: name('v'), out: name('out') };
}

function mlp(x: tf.Tensor, weights: TensorMap, prefix: string, config: TransformerConfig): tf.Tensor {
  const layer = (input: tf.Tensor, name: string) =>
    linear(input, weight(weights, `${prefix}.${name}.weight`), weight(weights, `${prefix}.${name}.bias`));
  return layer(activations[config.activation](layer(x, 'c_fc')), 'c_proj');
}

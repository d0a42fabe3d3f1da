/** @file Multi-head self-attention with PyTorch's packed projection (`in_proj_weight` [3W, W]). */

import * as tf from '@tensorflow/tfjs-core';
import type { TensorMap } from '../../compile/index.js';
import { linear } from './linear.js';
import { weight } from './weight.js';

/**
 * @param x [N, L, W]
 * @param prefix of `in_proj_weight`, `in_proj_bias`, `out_proj.weight`, `out_proj.bias`
 * @param heads divides W
 * @param mask added to the scores before the softmax, broadcast over [N, heads, L, L]
 * @returns [N, L, W]
 */
export function selfAttention(
  x: tf.Tensor,
  weights: TensorMap,
  prefix: string,
  heads: number,
  mask?: tf.Tensor,
): tf.Tensor {
  const [batch = 0, length = 0, width = 0] = x.shape;
  const packed = linear(
    x,
    weight(weights, `${prefix}.in_proj_weight`),
    weight(weights, `${prefix}.in_proj_bias`),
  );
  const byHead = tf.reshape(packed, [batch, length, 3, heads, width / heads]);
  const [query, key, value] = tf.unstack(tf.transpose(byHead, [2, 0, 3, 1, 4]), 0);
  if (!query || !key || !value) throw new Error('The packed projection did not split in three.');
  const scores = tf.matMul(tf.mul(query, 1 / Math.sqrt(width / heads)), key, false, true);
  const attention = tf.softmax(mask ? tf.add(scores, mask) : scores);
  const mixed = tf.reshape(tf.transpose(tf.matMul(attention, value), [0, 2, 1, 3]), [batch, length, width]);
  return linear(
    mixed,
    weight(weights, `${prefix}.out_proj.weight`),
    weight(weights, `${prefix}.out_proj.bias`),
  );
}

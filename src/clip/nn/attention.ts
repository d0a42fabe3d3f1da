/** @file Multi-head self-attention. */

import * as tf from '@tensorflow/tfjs-core';
import type { TensorMap } from '../../compile/index.js';
import { linear } from './linear.js';
import { weight } from './weight.js';

/** Names of the four projections, each with `.weight` [W, W] and `.bias` [W]. */
export interface AttentionNames {
  readonly query: string;
  readonly key: string;
  readonly value: string;
  readonly out: string;
}

export interface Attended {
  /** [N, L, W] */
  readonly output: tf.Tensor;
  /** Computed only when called: how much the first token attends to each, [N, heads, L]. */
  firstTokenAttention(): tf.Tensor3D;
}

/**
 * @param x [N, L, W]
 * @param heads divides W
 * @param mask added to the scores before the softmax, broadcast over [N, heads, L, L]
 */
export function selfAttention(
  x: tf.Tensor,
  weights: TensorMap,
  names: AttentionNames,
  heads: number,
  mask?: tf.Tensor,
): Attended {
  const [batch = 0, length = 0, width = 0] = x.shape;
  const project = (input: tf.Tensor, name: string) =>
    linear(input, weight(weights, `${name}.weight`), weight(weights, `${name}.bias`));
  /** [N, heads, L, W / heads] */
  const byHead = (name: string) =>
    tf.transpose(tf.reshape(project(x, name), [batch, length, heads, width / heads]), [0, 2, 1, 3]);
  const query = tf.mul(byHead(names.query), 1 / Math.sqrt(width / heads));
  const key = byHead(names.key);
  const scores = tf.matMul(query, key, false, true);
  const attention = tf.softmax(mask ? tf.add(scores, mask) : scores);
  const mixed = tf.transpose(tf.matMul(attention, byHead(names.value)), [0, 2, 1, 3]);
  return {
    output: project(tf.reshape(mixed, [batch, length, width]), names.out),
    firstTokenAttention: () => {
      const row = tf.slice(attention, [0, 0, 0, 0], [batch, heads, 1, length]);
      return tf.reshape(row, [batch, heads, length]);
    },
  };
}

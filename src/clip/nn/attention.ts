/** @file Multi-head attention, of a sequence to itself or of some of its tokens to all. */

import * as tf from '@tensorflow/tfjs-core';
import type { TensorMap } from '../../compile/index.js';
import { linear } from './linear.js';
import { weight } from './weight.js';

/** Names of the four projections, each with `.weight` [W, W] and `.bias` [W]; `out` may have other rows. */
export interface AttentionNames {
  readonly query: string;
  readonly key: string;
  readonly value: string;
  readonly out: string;
}

export interface Attended {
  /** [N, Q, rows of `out`] */
  readonly output: tf.Tensor;
  /** Computed only when called: how much the first query attends to each token, [N, heads, L]. */
  firstRow(): tf.Tensor3D;
}

/**
 * @param queries [N, Q, W]: the tokens that look
 * @param tokens [N, L, W]: the tokens looked at
 * @param heads divides W
 * @param mask added to the scores before the softmax, broadcast over [N, heads, Q, L]
 */
export function attend(
  queries: tf.Tensor,
  tokens: tf.Tensor,
  weights: TensorMap,
  names: AttentionNames,
  heads: number,
  mask?: tf.Tensor,
): Attended {
  const [batch = 0, length = 0, width = 0] = tokens.shape;
  const [, rows = 0] = queries.shape;
  if (rows === 1 && !mask) return attendWithOne(queries, tokens, weights, names, heads);
  const project = projection(weights);
  /** [N, heads, tokens, W / heads] */
  const byHead = (x: tf.Tensor, count: number) =>
    tf.transpose(tf.reshape(x, [batch, count, heads, width / heads]), [0, 2, 1, 3]);
  const looking = byHead(project(queries, names.query), rows);
  const products = tf.matMul(looking, byHead(project(tokens, names.key), length), false, true);
  const scores = tf.mul(products, 1 / Math.sqrt(width / heads));
  const shares = tf.softmax(mask ? tf.add(scores, mask) : scores);
  const mixed = tf.transpose(tf.matMul(shares, byHead(project(tokens, names.value), length)), [0, 2, 1, 3]);
  return {
    output: project(tf.reshape(mixed, [batch, rows, width]), names.out),
    firstRow: () => {
      const row = tf.slice(shares, [0, 0, 0, 0], [batch, heads, 1, length]);
      return tf.reshape(row, [batch, heads, length]);
    },
  };
}

const projection = (weights: TensorMap) => (x: tf.Tensor, name: string) =>
  linear(x, weight(weights, `${name}.weight`), weight(weights, `${name}.bias`));

/**
 * The same for one token that looks. With the rows K and V of a head it is q·(K x) = (Kᵀ q)·x and Σ aₗ V xₗ = V Σ aₗ xₗ,
 * so that keys and values of all tokens are never made: of L·W² multiplications L·heads·W + W² are left. The keys'
 * bias adds the same to every score, which a softmax does not see; the shares sum to 1, so the values' is added once.
 */
function attendWithOne(
  query: tf.Tensor,
  tokens: tf.Tensor,
  weights: TensorMap,
  names: AttentionNames,
  heads: number,
): Attended {
  const [batch = 0, , width = 0] = tokens.shape;
  const depth = width / heads;
  const project = projection(weights);
  /** [heads, W / heads, W] */
  const rowsOf = (name: string) =>
    tf.reshape(weight(weights, `${name}.weight`), [heads, depth, width]) as tf.Tensor3D;
  const exchange = (x: tf.Tensor) => tf.transpose(x, [1, 0, 2]) as tf.Tensor3D;
  const scaled = tf.mul(project(query, names.query), 1 / Math.sqrt(depth));
  const byHead = exchange(tf.reshape(scaled, [batch, heads, depth]));
  const looking = exchange(tf.matMul(byHead, rowsOf(names.key)));
  // What all tokens have in common the softmax does not see either, and it would drown the differences in float32.
  const apart = tf.sub(tokens, query) as tf.Tensor3D;
  const shares = tf.softmax(tf.matMul(looking, apart, false, true));
  const seen = exchange(tf.matMul(shares, tokens as tf.Tensor3D));
  const values = exchange(tf.matMul(seen, rowsOf(names.value), false, true));
  const mixed = tf.add(tf.reshape(values, [batch, 1, width]), weight(weights, `${names.value}.bias`));
  return { output: project(mixed, names.out), firstRow: () => shares as tf.Tensor3D };
}

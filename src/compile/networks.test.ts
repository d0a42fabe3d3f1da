/** @file Pieces of the encoders, forward, input gradient and weight gradients, against tfjs. */
import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import type { TensorFunction } from './contract.js';
import { numbers } from './testing/arbitraries.reference.js';
import { expectSame } from './testing/harness.reference.js';

type Shapes = Readonly<Record<string, readonly number[]>>;
type Network = (t: Readonly<Record<string, tf.Tensor>>) => tf.Tensor;

/** The sum of squares of a network's output, and its gradient for every operand. */
function differentiated(network: Network, names: readonly string[]): TensorFunction {
  return (inputs) => {
    const loss = (...operands: tf.Tensor[]) => {
      const named = Object.fromEntries(names.map((name, i) => [name, operands[i]!]));
      return tf.sum(tf.square(network(named)));
    };
    const { value, grads } = tf.valueAndGrads(loss)(names.map((name) => inputs[name]!));
    return { value, ...Object.fromEntries(names.map((name, i) => [`d${name}`, grads[i]!])) };
  };
}

async function check(name: string, shapes: Shapes, network: Network): Promise<void> {
  const names = Object.keys(shapes);
  const inputs = Object.fromEntries(
    names.map((key) => [key, { shape: shapes[key]!, dtype: 'float32' as const }]),
  );
  const data = Object.fromEntries(
    names.map((key, i) => [
      key,
      numbers(
        shapes[key]!.reduce((product, length) => product * length, 1),
        i + 1,
        -0.7,
        0.9,
      ),
    ]),
  );
  await expectSame(name, differentiated(network, names), { inputs }, data);
}

const layerNorm = (x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) => {
  const { mean, variance } = tf.moments(x, -1, true);
  return tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5))), scale), offset);
};

const gelu = (x: tf.Tensor) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1));

const flatLinear = (x: tf.Tensor, weight: tf.Tensor) => {
  const [outputs, inputs] = weight.shape as [number, number];
  const product = tf.matMul(tf.reshape(x, [-1, inputs]) as tf.Tensor2D, weight as tf.Tensor2D, false, true);
  return tf.reshape(product, [...x.shape.slice(0, -1), outputs]);
};

const attention: Network = ({ x, q, k, v, out, scale, offset }) => {
  const [batch, tokens, width] = x!.shape as [number, number, number];
  const heads = 2;
  const normed = layerNorm(x!, scale!, offset!);
  const split = (weight: tf.Tensor) =>
    tf.transpose(tf.reshape(flatLinear(normed, weight), [batch, tokens, heads, width / heads]), [0, 2, 1, 3]);
  const scores = tf.mul(tf.matMul(split(q!), split(k!), false, true), (width / heads) ** -0.5);
  const mask = tf.tensor2d(
    Array.from({ length: tokens * tokens }, (_, i) => (i % tokens > Math.floor(i / tokens) ? -1e9 : 0)),
    [tokens, tokens],
  );
  const mixed = tf.matMul(tf.softmax(tf.add(scores, mask)), split(v!));
  const joined = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch, tokens, width]);
  return tf.add(x!, gelu(flatLinear(joined, out!)));
};

/** Convolutions with weights as PyTorch stores them, batch norm with statistics, SiLU, a residual and pooling. */
const residual: Network = ({ x, stem, first, second, mean, spread, scale, offset, head }) => {
  const kernel = (weight: tf.Tensor) => tf.transpose(weight, [2, 3, 1, 0]) as tf.Tensor4D;
  const norm = (y: tf.Tensor) =>
    tf.batchNorm(
      y as tf.Tensor4D,
      mean as tf.Tensor1D,
      tf.square(spread!) as tf.Tensor1D,
      offset as tf.Tensor1D,
      scale as tf.Tensor1D,
      0.1,
    );
  const silu = (y: tf.Tensor) => tf.mul(y, tf.sigmoid(y));
  const begin = silu(norm(tf.conv2d(x as tf.Tensor4D, kernel(stem!), 2, 2)));
  const pooled = tf.avgPool(begin as tf.Tensor4D, 2, 2, 'valid');
  const inner = silu(norm(tf.conv2d(pooled, kernel(first!), 1, 1)));
  const outer = norm(tf.conv2d(inner as tf.Tensor4D, kernel(second!), 1, 1));
  const joined = tf.avgPool(silu(tf.add(outer, pooled)) as tf.Tensor4D, 2, 1, 'valid');
  const rows = tf.reshape(tf.transpose(joined, [0, 3, 1, 2]), [x!.shape[0]!, -1]);
  return tf.matMul(rows as tf.Tensor2D, head as tf.Tensor2D);
};

describe('pieces of encoders', () => {
  it('attention block with a causal mask', () =>
    check(
      'attention',
      { x: [2, 5, 8], q: [8, 8], k: [8, 8], v: [8, 8], out: [8, 8], scale: [8], offset: [8] },
      attention,
    ));

  it('residual convolution block', () =>
    check(
      'residual',
      {
        x: [2, 16, 16, 3],
        stem: [4, 3, 6, 6],
        first: [4, 4, 3, 3],
        second: [4, 4, 3, 3],
        mean: [4],
        spread: [4],
        scale: [4],
        offset: [4],
        head: [36, 5],
      },
      residual,
    ));

  it('patch embedding, class token and positions', () =>
    check(
      'patches',
      { x: [2, 8, 8, 3], patch: [6, 3, 4, 4], token: [6], place: [5, 6] },
      ({ x, patch, token, place }) => {
        const grid = tf.conv2d(
          x as tf.Tensor4D,
          tf.transpose(patch!, [2, 3, 1, 0]) as tf.Tensor4D,
          4,
          'valid',
        );
        const tokens = tf.reshape(grid, [2, 4, 6]);
        const first = tf.broadcastTo(tf.reshape(token!, [1, 1, 6]), [2, 1, 6]);
        return tf.add(tf.concat([first, tokens], 1), place!);
      },
    ));

  it('normalised cosine objective with log-softmax', () =>
    check('objective', { x: [4, 6], words: [7, 6] }, ({ x, words }) => {
      const unit = (y: tf.Tensor) => tf.div(y, tf.norm(y, 'euclidean', -1, true));
      const cosines = tf.matMul(unit(x!) as tf.Tensor2D, unit(words!) as tf.Tensor2D, false, true);
      return tf.add(tf.logSoftmax(tf.mul(cosines, 20)), cosines);
    }));

  it('embedding lookup, end token and projection', () =>
    check('text', { table: [9, 4], projection: [4, 3] }, ({ table, projection }) => {
      const ids = tf.tensor2d([1, 4, 8, 2, 8, 0], [2, 3], 'int32');
      const rows = tf.gather(table!, ids);
      const ends = tf.oneHot(tf.argMax(ids, 1), 3);
      const last = tf.sum(tf.mul(rows, tf.expandDims(ends, -1)), 1);
      return tf.matMul(last as tf.Tensor2D, projection as tf.Tensor2D);
    }));
});

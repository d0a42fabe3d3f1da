/** @file The public ops, as encoders call them, reach their kernels' rows with the attributes the rows read. */
import * as tf from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { numbers } from './testing/arbitraries.reference.js';
import { expectSame } from './testing/harness.reference.js';

type Op = (x: tf.Tensor4D, rows: tf.Tensor2D, ids: tf.Tensor1D) => tf.Tensor;

const ops: Readonly<Record<string, Op>> = {
  argMax: (x) => tf.argMax(x, 2),
  argMin: (x) => tf.argMin(x, -1),
  all: (x) => tf.all(tf.greater(x, -1), 1),
  any: (x) => tf.any(tf.greater(x, 1), [1, 2], true),
  batchNorm: (x) => tf.batchNorm(x, [0.1, 0.2, 0.3], [1, 2, 3], undefined, undefined, 0.01),
  booleanCast: (x) => tf.cast(tf.greater(x, 0), 'float32'),
  broadcastTo: (_, rows) => tf.broadcastTo(rows, [2, 4, 6]),
  channelMax: (x) => tf.max(x, [0, 1, 2], true),
  channelMean: (x) => tf.mean(x, [0, 1, 2]),
  channelSum: (x) => tf.sum(tf.square(x), [0, 1, 2]),
  channelsOfImages: (x) => tf.sum(x, [1, 2]),
  clip: (x) => tf.clipByValue(x, -0.5, 0.25),
  concat: (x) => tf.concat([x, tf.neg(x)], -1),
  conv2dTranspose: (x) => tf.conv2dTranspose(x, tf.fill([2, 2, 5, 3], 0.5), [2, 8, 8, 5], 2, 'same'),
  cumsum: (x) => tf.cumsum(x, 3, true, true),
  depthwise: (x) => tf.depthwiseConv2d(x, tf.fill([3, 3, 3, 2], 0.25), 1, 'same'),
  einsum: (_, rows) => tf.einsum('ij,kj->ik', rows, rows),
  elu: (x) => tf.elu(x),
  expandDims: (x) => tf.expandDims(x, -1),
  fill: () => tf.fill([2, 2], 3),
  fused: (_, rows) => tf.fused.matMul({ a: rows, b: rows, transposeB: true, activation: 'relu' }),
  gather: (_, rows, ids) => tf.gather(rows, ids, 1),
  gatherND: (_, rows) => tf.gatherND(rows, tf.tensor2d([1, 2, 3, 0], [2, 2], 'int32')),
  globalMax: (x) => tf.max(x),
  leakyRelu: (x) => tf.leakyRelu(x, 0.3),
  logSoftmax: (_, rows) => tf.logSoftmax(rows),
  logSumExp: (x) => tf.logSumExp(x, [1, 2]),
  max: (x) => tf.max(x, [1, 3], true),
  maxPool: (x) => tf.maxPool(x, 3, 2, 'same'),
  mean: (x) => tf.mean(x, [1, 2]),
  min: (x) => tf.min(x, -1),
  mirrorPad: (x) =>
    tf.mirrorPad(
      x,
      [
        [0, 0],
        [1, 1],
        [2, 0],
        [0, 0],
      ],
      'reflect',
    ),
  norm: (_, rows) => tf.norm(rows, 'euclidean', 1, true),
  oneHot: (_x, _rows, ids) => tf.oneHot(ids, 7, 2, -1),
  pad: (x) =>
    tf.pad(
      x,
      [
        [0, 0],
        [1, 2],
        [0, 1],
        [0, 0],
      ],
      0.5,
    ),
  pow: (x) => tf.pow(tf.abs(x), 3),
  prelu: (x) => tf.prelu<tf.Tensor>(x, tf.tensor1d([0.1, 0.2, 0.3])),
  prod: (_, rows) => tf.prod(rows, 1),
  range: () => tf.range(0, 5, 1, 'int32'),
  resizeBilinear: (x) => tf.image.resizeBilinear(x, [6, 5], false, true),
  reverse: (x) => tf.reverse(x, [1, -1]),
  scatterND: (_, rows) => tf.scatterND(tf.tensor2d([1, 0, 1, 4], [4, 1], 'int32'), rows, [5, 6]),
  separable: (x) => tf.separableConv2d(x, tf.fill([2, 2, 3, 1], 0.5), tf.fill([1, 1, 3, 2], 0.1), 1, 'valid'),
  slice: (x) => tf.slice(x, [0, 1], [1, -1]),
  softmax: (x) => tf.softmax(x),
  split: (x) => tf.add(...(tf.split(x, 2, 1) as [tf.Tensor, tf.Tensor])),
  squeeze: (x) => tf.squeeze(tf.sum(x, 3, true)),
  stack: (_, rows) => tf.stack([rows, tf.square(rows)], 1),
  stridedSlice: (x) => tf.stridedSlice(x, [0, 3, 0, 0], [2, 0, 4, 3], [1, -1, 2, 1]),
  sum: (x) => tf.sum(x, [0, 2]),
  tile: (_, rows) => tf.tile(rows, [2, 3]),
  topk: (_, rows) => tf.topk(rows, 3).values,
  topkPlaces: (_, rows) => tf.topk(rows, 2).indices,
  unsortedSegmentSum: (_, rows) => tf.unsortedSegmentSum(rows, tf.tensor1d([2, 0, 2, 1], 'int32'), 3),
  unstack: (x) => tf.unstack(x, 1)[2]!,
  where: (x) => tf.where(tf.greater(x, 0), x, tf.zerosLike(x)),
};

it('every op gives what it gives on the cpu backend', async () => {
  const float = (shape: number[]) => ({ shape, dtype: 'float32' as const });
  const inputs = {
    x: float([2, 4, 4, 3]),
    rows: float([4, 6]),
    ids: { shape: [3], dtype: 'int32' as const },
  };
  const data = { x: numbers(96, 5, -2, 2), rows: numbers(24, 6, -2, 2), ids: Int32Array.of(5, 0, 3) };
  await expectSame(
    'ops',
    ({ x, rows, ids }) =>
      Object.fromEntries(
        Object.entries(ops).map(([name, op]) => [
          name,
          op(x as tf.Tensor4D, rows as tf.Tensor2D, ids as tf.Tensor1D),
        ]),
      ),
    { inputs },
    data,
  );
});

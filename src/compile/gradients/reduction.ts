/** @file Derivatives of reductions, cumulative sums and softmax. */

import type { CumsumAttrs, MaxAttrs, MinAttrs, SoftmaxAttrs, SumAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type GradientRow, gradient, gradientOfOutput, runKernel, zerosOf } from './row.js';

/** A reduced tensor with axes of size 1 where it was reduced. */
function keepAxes(reduced: tf.Tensor, shape: readonly number[], axis: SumAttrs['axis']): tf.Tensor {
  const axes = tf.util.parseAxisParam(axis, [...shape]);
  return tf.reshape(
    reduced,
    shape.map((length, at) => (axes.includes(at) ? 1 : length)),
  );
}

const countOf = (shape: readonly number[], axis: SumAttrs['axis']) =>
  tf.util.parseAxisParam(axis, [...shape]).reduce((count, at) => count * shape[at]!, 1);

/** The gradient goes to every place that holds the extremum. */
function towardsExtremum(dy: tf.Tensor, x: tf.Tensor, y: tf.Tensor, axis: SumAttrs['axis']): tf.Tensor {
  const reached = tf.equal(x, keepAxes(y, x.shape, axis));
  const spread = tf.broadcastTo(keepAxes(dy, x.shape, axis), x.shape);
  return tf.where(reached, spread, tf.zerosLike(spread));
}

/** d∏/dx_i is the product of the others: rows of x with the i-th element replaced by 1, multiplied. */
const product = gradient<SumAttrs>(['x'], (dy, [x], { axis }) => ({
  x: () => {
    const axes = tf.util.parseAxisParam(axis, x!.shape);
    const others = x!.shape.map((_, at) => at).filter((at) => !axes.includes(at));
    const permutation = [...others, ...axes];
    const count = countOf(x!.shape, axes);
    const rows = tf.reshape(tf.transpose(x!, permutation), [-1, 1, count]);
    const diagonal = tf.cast(tf.eye(count), 'bool');
    const square = tf.broadcastTo(rows, [rows.shape[0]!, count, count]);
    const mask = tf.broadcastTo(tf.expandDims(diagonal, 0), square.shape);
    const rest = tf.prod(tf.where(mask, tf.onesLike(square), square), 2);
    const moved = tf.reshape(
      rest,
      permutation.map((at) => x!.shape[at]!),
    );
    const back = permutation.map((_, at) => permutation.indexOf(at));
    return tf.mul(keepAxes(dy, x!.shape, axes), tf.transpose(moved, back));
  },
}));

const flat = gradient(['x'], (_, [x]) => ({ x: () => zerosOf(x!) }));

export const reductionGradients: Record<string, GradientRow> = {
  Sum: gradient<SumAttrs>(['x'], (dy, [x], { axis }) => ({
    x: () => tf.broadcastTo(keepAxes(dy, x!.shape, axis), x!.shape),
  })),
  Mean: gradient<SumAttrs>(['x'], (dy, [x], { axis }) => ({
    x: () => tf.broadcastTo(keepAxes(tf.div(dy, countOf(x!.shape, axis)), x!.shape, axis), x!.shape),
  })),
  Max: gradientOfOutput<MaxAttrs>(['x'], (dy, [x, y], { reductionIndices }) => ({
    x: () => towardsExtremum(dy, x!, y!, reductionIndices),
  })),
  Min: gradientOfOutput<MinAttrs>(['x'], (dy, [x, y], { axis }) => ({
    x: () => towardsExtremum(dy, x!, y!, axis),
  })),
  Prod: product,
  All: flat,
  Any: flat,
  ArgMax: flat,
  ArgMin: flat,
  Cumsum: gradient<CumsumAttrs>([], (dy, _, { axis, exclusive, reverse }) => ({
    x: () => tf.cumsum(dy, axis, exclusive, !reverse),
  })),
  Softmax: gradientOfOutput<SoftmaxAttrs>([], (dy, [y], { dim }) => ({
    logits: () => tf.mul(y!, tf.sub(dy, tf.sum(tf.mul(dy, y!), dim, true))),
  })),
  TopK: {
    inputs: ['x'],
    outputs: [false, true],
    gradient: ([dy], [x, places]) => ({
      x: () => {
        const attrs = { depth: x!.shape.at(-1)!, onValue: 1, offValue: 0, dtype: 'float32' };
        const chosen = runKernel('OneHot', { indices: tf.cast(places!, 'int32') }, attrs);
        return tf.sum(tf.mul(tf.expandDims(dy!, -1), chosen), -2);
      },
    }),
  },
};

/** @file Derivatives of matrix products, Einstein sums, convolutions, pooling and batch normalisation. */

import type {
  AvgPoolAttrs,
  BatchMatMulAttrs,
  Conv2DAttrs,
  Conv2DBackpropInputAttrs,
  DepthwiseConv2dNativeAttrs,
  EinsumAttrs,
  FusedBatchNormAttrs,
  ResizeBilinearAttrs,
} from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { poolWindows, type Window } from '../kernels/window.js';
import { type GradientRow, gradient, gradientOfOutput, reduceTo, runKernel } from './row.js';

const matmul = gradient<BatchMatMulAttrs>(['a', 'b'], (dy, [a, b], { transposeA, transposeB }) => ({
  a: () => {
    const da = transposeA ? tf.matMul(b!, dy, transposeB, true) : tf.matMul(dy, b!, false, !transposeB);
    return reduceTo(da, a!.shape);
  },
  b: () => {
    const db = transposeB ? tf.matMul(dy, a!, true, transposeA) : tf.matMul(a!, dy, !transposeA, false);
    return reduceTo(db, b!.shape);
  },
}));

/** Each operand's derivative is the Einstein sum of dy with the others; letters only it has are broadcast. */
const einsum: GradientRow = {
  inputs: 'all',
  gradient: ([dy], operands, attributes) => {
    const { equation } = attributes as EinsumAttrs;
    const [left, right] = equation.replaceAll(' ', '').split('->') as [string, string];
    const terms = left.split(',');
    const derive = (at: number) => () => {
      const others = terms.flatMap((term, i) => (i === at ? [] : [{ term, tensor: operands[i]! }]));
      const available = new Set([right, ...others.map(({ term }) => term)].join(''));
      const own = [...terms[at]!];
      const kept = own.filter((letter) => available.has(letter)).join('');
      const source = [right, ...others.map(({ term }) => term)].join(',');
      const found = tf.einsum(`${source}->${kept}`, dy!, ...others.map(({ tensor }) => tensor));
      const { shape } = operands[at]!;
      const wide = shape.map((length, axis) => (available.has(own[axis]!) ? length : 1));
      return tf.broadcastTo(tf.reshape(found, wide), shape);
    };
    return Object.fromEntries(operands.map((_, i) => [String(i), derive(i)]));
  },
};

function refuseDilation(kernel: string, dilations: Conv2DAttrs['dilations'] | undefined): void {
  if ([dilations ?? 1].flat().some((dilation) => dilation !== 1)) {
    throw new Error(
      `The gradient of ${kernel} is not available with dilations [${dilations}]; use dilations of 1.`,
    );
  }
}

const conv2d = gradient<Conv2DAttrs>(['x', 'filter'], (dy, [x, filter], attrs) => {
  refuseDilation('conv2d', attrs.dilations);
  const { strides, pad, dataFormat, dimRoundingMode } = attrs;
  const geometry = { strides, pad, dataFormat, dimRoundingMode };
  return {
    x: () => runKernel('Conv2DBackpropInput', { dy, filter: filter! }, { ...geometry, inputShape: x!.shape }),
    filter: () =>
      runKernel('Conv2DBackpropFilter', { x: x!, dy }, { ...geometry, filterShape: filter!.shape }),
  };
});

/** Of the transposed convolution: its adjoint is the convolution itself. */
const conv2dInput = gradient<Conv2DBackpropInputAttrs>(['dy', 'filter'], (ddx, [dy, filter], attrs) => {
  const { strides, pad, dataFormat, dimRoundingMode } = attrs;
  const geometry = { strides, pad, dataFormat, dimRoundingMode };
  return {
    dy: () => runKernel('Conv2D', { x: ddx, filter: filter! }, { ...geometry, dilations: 1 }),
    filter: () =>
      runKernel('Conv2DBackpropFilter', { x: ddx, dy: dy! }, { ...geometry, filterShape: filter!.shape }),
  };
});

const depthwise = gradient<DepthwiseConv2dNativeAttrs>(['x', 'filter'], (dy, [x, filter], attrs) => {
  refuseDilation('depthwiseConv2d', attrs.dilations);
  return {
    x: () =>
      runKernel(
        'DepthwiseConv2dNativeBackpropInput',
        { dy, filter: filter! },
        { ...attrs, inputShape: x!.shape },
      ),
    filter: () =>
      runKernel(
        'DepthwiseConv2dNativeBackpropFilter',
        { x: x!, dy },
        { ...attrs, filterShape: filter!.shape },
      ),
  };
});

/** Elements of the input, not of the padding, that each window of an axis covers. */
const covered = ({ input, output, kernel, stride, before }: Window): number[] =>
  Array.from({ length: output }, (_, o) => {
    const start = o * stride - before;
    return Math.min(input, start + kernel) - Math.max(0, start);
  });

/**
 * Backends disagree on AvgPoolGrad under padding (tfjs-cpu divides by the whole window, TensorFlow by what it
 * covers), so there the derivative is written as the adjoint of a depthwise convolution with ones.
 */
const avgPool = gradient<AvgPoolAttrs>(['x'], (dy, [x], attrs) => ({
  x: () => {
    const [h, w] = poolWindows(x!.shape, attrs);
    const [rows, columns] = [covered(h), covered(w)];
    const padded = rows.some((count) => count !== h.kernel) || columns.some((count) => count !== w.kernel);
    if (!padded) return runKernel('AvgPoolGrad', { dy, input: x! }, attrs);
    const counts = rows.flatMap((row) => columns.map((column) => row * column));
    const share = tf.div(dy, tf.tensor(counts, [1, h.output, w.output, 1]));
    const filter = tf.ones([h.kernel, w.kernel, x!.shape[3]!, 1]);
    const { strides, pad, dimRoundingMode } = attrs;
    const geometry = { strides, pad, dimRoundingMode, dilations: [1, 1], inputShape: x!.shape };
    return runKernel('DepthwiseConv2dNativeBackpropInput', { dy: share, filter }, geometry);
  },
}));

const batchNorm = gradient<FusedBatchNormAttrs>(['x', 'mean', 'variance', 'scale'], (dy, saved, attrs) => {
  const [x, mean, variance, scale] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor | undefined];
  const inverse = () => tf.rsqrt(tf.add(variance, attrs.varianceEpsilon));
  const factor = () => (scale === undefined || scale === null ? inverse() : tf.mul(inverse(), scale));
  const moment = () => reduceTo(tf.mul(dy, tf.sub(x, mean)), mean.shape);
  return {
    x: () => tf.mul(dy, factor()),
    mean: () => tf.neg(tf.mul(reduceTo(dy, mean.shape), factor())),
    variance: () => tf.mul(tf.mul(moment(), factor()), tf.mul(tf.square(inverse()), -0.5)),
    scale: () => tf.mul(moment(), inverse()),
    offset: () => reduceTo(dy, mean.shape),
  };
});

export const productGradients: Record<string, GradientRow> = {
  BatchMatMul: matmul,
  Einsum: einsum,
  Conv2D: conv2d,
  Conv2DBackpropInput: conv2dInput,
  DepthwiseConv2dNative: depthwise,
  AvgPool: avgPool,
  MaxPool: gradientOfOutput<AvgPoolAttrs>(['x'], (dy, [x, y], attrs) => ({
    x: () => runKernel('MaxPoolGrad', { dy, input: x!, output: y! }, attrs),
  })),
  FusedBatchNorm: batchNorm,
  ResizeBilinear: gradient<ResizeBilinearAttrs>(['images'], (dy, [images], attrs) => ({
    images: () => runKernel('ResizeBilinearGrad', { dy, images: images! }, attrs),
  })),
};

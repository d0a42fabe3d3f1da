/** @file Layer normalisation, and convolution with its batch normalisation folded in. */

import * as tf from '@tensorflow/tfjs-core';
import type { TensorMap } from '../../compile/index.js';
import { weight } from './weight.js';

/** PyTorch's LayerNorm over the last axis, with `<prefix>.weight` and `<prefix>.bias`. */
export function layerNorm(x: tf.Tensor, weights: TensorMap, prefix: string, epsilon: number): tf.Tensor {
  const normal = standardise(x, epsilon);
  return tf.add(tf.mul(normal, weight(weights, `${prefix}.weight`)), weight(weights, `${prefix}.bias`));
}

/**
 * n = (x − mean x)·r with r = 1/√(var x + ε), over the last axis. Its derivative is written out, as
 * r·(dn − mean dn − n·mean(dn·n)): a third of the operations that differentiating step by step gives.
 */
function standardise(x: tf.Tensor, epsilon: number): tf.Tensor {
  const mean = (y: tf.Tensor) => tf.mean(y, -1, true);
  return tf.customGrad((...inputs) => {
    const [input, save] = inputs as [tf.Tensor, tf.GradSaveFunc];
    const centred = tf.sub(input, mean(input));
    const inverse = tf.rsqrt(tf.add(mean(tf.square(centred)), epsilon));
    const normal = tf.mul(centred, inverse);
    save([normal, inverse]);
    return {
      value: normal,
      gradFunc: (dy, [n, r]) => {
        const along = tf.mul(n!, mean(tf.mul(dy, n!)));
        return tf.mul(tf.sub(tf.sub(dy, mean(dy)), along), r!);
      },
    };
  })(x);
}

export interface ConvolutionShape {
  /** Pixels. */
  readonly stride: number;
  /** Zeros on every side, pixels. */
  readonly padding: number;
}

/**
 * Convolution followed by batch normalisation in inference mode, as one convolution with a bias:
 * γ·(w∗x + b − μ)/√(σ² + ε) + β = (s·w)∗x + (β + (b − μ)·s), s = γ/√(σ² + ε).
 * The left factors depend on weights alone, so a compiled program computes them once, when it is loaded.
 *
 * @param x [N, H, W, I]
 * @param convolution prefix of `.weight` [O, I, h, w] and, where the file has one, `.bias` [O]
 * @param norm prefix of `.weight`, `.bias`, `.running_mean`, `.running_var`, each [O]
 * @returns [N, H', W', O]
 */
export function normalisedConvolution(
  x: tf.Tensor4D,
  weights: TensorMap,
  convolution: string,
  norm: string,
  epsilon: number,
  { stride, padding }: ConvolutionShape,
): tf.Tensor4D {
  const variance = weight(weights, `${norm}.running_var`);
  const scale = tf.mul(weight(weights, `${norm}.weight`), tf.rsqrt(tf.add(variance, epsilon)));
  const mean = weight(weights, `${norm}.running_mean`);
  const bias = weights[`${convolution}.bias`];
  const offset = bias ? tf.sub(bias, mean) : tf.neg(mean);
  const shift = tf.add(weight(weights, `${norm}.bias`), tf.mul(offset, scale));
  const kernel = tf.mul<tf.Tensor4D>(
    tf.transpose(weight(weights, `${convolution}.weight`), [2, 3, 1, 0]),
    scale,
  );
  return tf.add(tf.conv2d(x, kernel, stride, padding), shift);
}

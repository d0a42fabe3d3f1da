/** @file Layer normalisation, and convolution with batch normalisation: folded in, and as it learns. */

import * as tf from '@tensorflow/tfjs-core';
import type { TensorMap } from '../../compile/index.js';
import type { BatchStatistics } from '../tower.js';
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

/**
 * The same while learning: normalised by mean and variance of this batch, which it tells.
 * @param note told the statistics, for the running ones
 */
export function learningConvolution(
  x: tf.Tensor4D,
  weights: TensorMap,
  convolution: string,
  norm: string,
  epsilon: number,
  { stride, padding }: ConvolutionShape,
  note: (norm: string, statistics: BatchStatistics) => void,
): tf.Tensor4D {
  const kernel = tf.transpose(weight(weights, `${convolution}.weight`), [2, 3, 1, 0]) as tf.Tensor4D;
  const bias = weights[`${convolution}.bias`];
  const plain = tf.conv2d(x, kernel, stride, padding);
  const y = bias ? tf.add<tf.Tensor4D>(plain, bias) : plain;
  const [batch = 1, height = 1, width = 1] = y.shape;
  const { mean, variance } = momentsOf(y);
  const count = batch * height * width;
  note(norm, { mean, variance: tf.mul(variance, count / Math.max(1, count - 1)) });
  const [scale, shift] = [weight(weights, `${norm}.weight`), weight(weights, `${norm}.bias`)];
  return batchNorm(y, scale, shift, epsilon);
}

function momentsOf(y: tf.Tensor) {
  const mean = tf.mean(y, [0, 1, 2]);
  const centred = tf.sub(y, mean);
  return { mean, centred, variance: tf.mean(tf.square(centred), [0, 1, 2]) };
}

/**
 * γ·c·r + β with c = x − mean x, r = 1/√(var x + ε), over all axes but the last. Its derivative is written out: with N
 * numbers a channel, S = Σ dy·c and B = Σ dy, it is dγ = r·S, dβ = B, dx = γr·(dy − B/N − c·r²S/N).
 */
function batchNorm(x: tf.Tensor4D, scale: tf.Tensor, shift: tf.Tensor, epsilon: number): tf.Tensor4D {
  const [channels = 1] = scale.shape;
  const count = x.size / channels;
  return tf.customGrad((...inputs) => {
    const [y, gamma, beta, save] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const { centred, variance } = momentsOf(y);
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const factor = tf.mul(gamma, inverse);
    save([centred, inverse, factor]);
    return {
      value: tf.add(tf.mul(centred, factor), beta),
      gradFunc: (dy, saved) => {
        const [c, r, f] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
        const along = tf.sum(tf.mul(dy, c), [0, 1, 2]);
        const all = tf.sum(dy, [0, 1, 2]);
        const slope = tf.mul(tf.mul(tf.square(r), along), 1 / count);
        const rest = tf.sub(tf.sub(dy, tf.mul(all, 1 / count)), tf.mul(c, slope));
        return [tf.mul(rest, f), tf.mul(along, r), all];
      },
    };
  })(x, scale, shift) as tf.Tensor4D;
}

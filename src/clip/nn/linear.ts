/** @file PyTorch's Linear layer on the last axis. */

import * as tf from '@tensorflow/tfjs-core';

/** x [..., I] · weight [O, I]ᵀ + bias [O] → [..., O]; one matrix product whatever the rank of x. */
export function linear(x: tf.Tensor, kernel: tf.Tensor, bias?: tf.Tensor): tf.Tensor {
  const [outputs = 0, inputs = 0] = kernel.shape;
  const rows = tf.reshape(x, [-1, inputs]);
  const product = tf.matMul(rows, kernel, false, true);
  return tf.reshape(bias ? tf.add(product, bias) : product, [...x.shape.slice(0, -1), outputs]);
}

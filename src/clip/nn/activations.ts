/** @file The activations of the CLIP family, one row each, in plain tf ops. */

import * as tf from '@tensorflow/tfjs-core';

export const activationNames = ['silu', 'gelu', 'gelu_tanh', 'quick_gelu'] as const;

export type ActivationName = (typeof activationNames)[number];

export const activations: Readonly<Record<ActivationName, (x: tf.Tensor) => tf.Tensor>> = {
  silu,
  gelu,
  /** The tanh approximation of GELU from the same paper. */
  gelu_tanh: (x) => {
    const inner = tf.mul(x, tf.add(tf.mul(tf.square(x), 0.044715), 1));
    return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(tf.mul(inner, Math.sqrt(2 / Math.PI))), 1));
  },
  quick_gelu: quickGelu,
};

/** x·σ(x). With s = σ(x) and u = x·s its derivative, written out, is s·(1 + x − u). */
function silu(x: tf.Tensor): tf.Tensor {
  return tf.customGrad((...inputs) => {
    const [input, save] = inputs as [tf.Tensor, tf.GradSaveFunc];
    const gate = tf.sigmoid(input);
    const gated = tf.mul(input, gate);
    save([input, gate, gated]);
    return {
      value: gated,
      gradFunc: (dy, [z, s, u]) => tf.mul(dy, tf.mul(s!, tf.add(tf.sub(z!, u!), 1))),
    };
  })(x);
}

/** Exact GELU, x·Φ(x) (Hendrycks & Gimpel 2016). Its derivative, written out, is Φ(x) + x·e^(−x²/2)/√2π. */
function gelu(x: tf.Tensor): tf.Tensor {
  return tf.customGrad((...inputs) => {
    const [input, save] = inputs as [tf.Tensor, tf.GradSaveFunc];
    const share = tf.mul(tf.add(tf.erf(tf.mul(input, Math.SQRT1_2)), 1), 0.5);
    save([input, share]);
    return {
      value: tf.mul(input, share),
      gradFunc: (dy, [z, p]) => {
        const density = tf.mul(tf.exp(tf.mul(tf.square(z!), -0.5)), 1 / Math.sqrt(2 * Math.PI));
        return tf.mul(dy, tf.add(p!, tf.mul(z!, density)));
      },
    };
  })(x);
}

/**
 * OpenAI CLIP's x·σ(1.702 x). With z = 1.702 x, s = σ(z) and u = z·s it is u/1.702, and its derivative, written
 * out, s + u·(1 − s): half the operations that differentiating step by step gives, and only s and u are kept for it.
 */
function quickGelu(x: tf.Tensor): tf.Tensor {
  const slope = 1.702;
  return tf.customGrad((...inputs) => {
    const [input, save] = inputs as [tf.Tensor, tf.GradSaveFunc];
    const scaled = tf.mul(input, slope);
    const gate = tf.sigmoid(scaled);
    const gated = tf.mul(scaled, gate);
    save([gate, gated]);
    return {
      value: tf.mul(gated, 1 / slope),
      gradFunc: (dy, [s, u]) => tf.mul(dy, tf.add(s!, tf.mul(u!, tf.sub(1, s!)))),
    };
  })(x);
}

/** By the names that transformers gives them in its configurations. */
export const huggingFaceActivations: Readonly<Record<string, ActivationName>> = {
  quick_gelu: 'quick_gelu',
  gelu: 'gelu',
  gelu_new: 'gelu_tanh',
  gelu_fast: 'gelu_tanh',
  gelu_pytorch_tanh: 'gelu_tanh',
  silu: 'silu',
  swish: 'silu',
};

/**
 * @file AdamW (Loshchilov & Hutter 2019, algorithm 2) in tf ops, so that it is compiled with the gradients. Weight
 * decay takes matrices and kernels only: norms and biases are left alone, as in every CLIP.
 */
import * as tf from '@tensorflow/tfjs-core';

export const adamDefaults = { beta1: 0.9, beta2: 0.98, epsilon: 1e-6, decay: 0.05 } as const;

export interface Moments {
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
}

/** What changes from step to step, each a scalar. */
export interface Pace {
  readonly rate: tf.Tensor;
  /** 1 − β₁ᵗ, 1 − β₂ᵗ */
  readonly correction1: tf.Tensor;
  readonly correction2: tf.Tensor;
}

/** One parameter after the step, and its moments. */
export function adamW(
  value: tf.Tensor,
  gradient: tf.Tensor,
  { first, second }: Moments,
  { rate, correction1, correction2 }: Pace,
): Moments & { readonly value: tf.Tensor } {
  const { beta1, beta2, epsilon, decay } = adamDefaults;
  const nextFirst = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
  const nextSecond = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
  const direction = tf.div(
    tf.div(nextFirst, correction1),
    tf.add(tf.sqrt(tf.div(nextSecond, correction2)), epsilon),
  );
  const pull = value.rank >= 2 ? tf.add(direction, tf.mul(value, decay)) : direction;
  return { value: tf.sub(value, tf.mul(pull, rate)), first: nextFirst, second: nextSecond };
}

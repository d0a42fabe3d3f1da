/**
 * @file What a gradient row is. tfjs-core ships gradients as modules that Node cannot load (no extensions in
 * their imports) and registers none itself, so the room has its own: the same derivatives, written to record
 * few operations (broadcasts instead of products with ones), and right where tfjs's are not (mirrored padding,
 * padded average pooling, batched gather).
 */
import * as tf from '@tensorflow/tfjs-core';

export type Gradients = Readonly<Record<string, () => tf.Tensor>>;

export interface GradientRow {
  /** inputs kept for the backward pass, in the order in which `saved` has them; 'all' for a list of inputs */
  readonly inputs?: readonly string[] | 'all';
  /** whether output i is kept, after the inputs in `saved` */
  readonly outputs?: readonly boolean[];
  /** dys: the gradients of the outputs */
  readonly gradient: (
    dys: readonly tf.Tensor[],
    saved: readonly tf.Tensor[],
    attributes: object,
  ) => Gradients;
}

/** A row for a kernel with one output; A is its attribute type in tfjs-core. */
export function gradient<A extends object>(
  inputs: readonly string[],
  derive: (dy: tf.Tensor, saved: readonly tf.Tensor[], attributes: A) => Gradients,
): GradientRow {
  return { inputs, gradient: (dys, saved, attributes) => derive(dys[0]!, saved, attributes as A) };
}

/** A row that keeps the output, which comes last in `saved`. */
export function gradientOfOutput<A extends object>(
  inputs: readonly string[],
  derive: (dy: tf.Tensor, saved: readonly tf.Tensor[], attributes: A) => Gradients,
): GradientRow {
  return { ...gradient(inputs, derive), outputs: [true] };
}

/** Sums what broadcasting spread, so that the result has this shape. */
export function reduceTo(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const missing = x.rank - shape.length;
  const axes = x.shape.flatMap((length, axis) =>
    axis < missing || (shape[axis - missing] === 1 && length !== 1) ? [axis] : [],
  );
  const summed = axes.length === 0 ? x : tf.sum(x, axes);
  return tf.reshape(summed, [...shape]);
}

export const zerosOf = (x: tf.Tensor): tf.Tensor => tf.zeros(x.shape, 'float32');

/** Calls a kernel that has no public op. */
export const runKernel = (name: string, inputs: Record<string, tf.Tensor>, attributes: object): tf.Tensor =>
  tf.engine().runKernel<tf.Tensor>(name, inputs, attributes as tf.NamedAttrMap);

/**
 * @file The contract of objectives of views: TensorFlow.js ops on what the encoder sees, compiled into one program
 * with its image tower. An objective whose weight is 0 is not in the program; weights are inputs of the program.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { TensorSpec } from '../../compile/index.js';
import type { NumberRow, ParameterRows } from '../../parameters/index.js';

/** Sizes that a program is compiled for. */
export interface ViewShape {
  /** V, views a step. */
  readonly views: number;
  /** R, side of a view, pixels. */
  readonly resolution: number;
  /** D */
  readonly embedDim: number;
  /** T, places for targets; those not needed have weight 0. */
  readonly slots: number;
  /** Number of the model's other words. */
  readonly rivals: number;
  /** Shapes of activations for a batch of any size, by layer; only of those that the style looks at. */
  readonly activations: Readonly<Record<string, readonly number[]>>;
}

/** What an objective is computed from, inside the program. */
export interface ViewGraph {
  /** [V, R, R, 3] */
  readonly views: tf.Tensor4D;
  /** [V, D], not normalised */
  readonly embeddings: tf.Tensor2D;
  /** [V, D], of length 1 */
  readonly unit: tf.Tensor2D;
  /** [V, T], of each view with each target */
  readonly cosines: tf.Tensor2D;
  /**
   * [V, T]: how much view v counts for target t, below 0 where it shall be unlike. The absolute values add up to 1,
   * less what has reached its stop value.
   */
  readonly weights: tf.Tensor2D;
  /** Activations of the layers asked for. */
  readonly features: Readonly<Record<string, tf.Tensor>>;
  /** The program's other inputs. */
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  /** Constants of the gradient, computed from the inputs before it, under the objective's own name. */
  readonly prepared: Readonly<Record<string, readonly tf.Tensor[]>>;
}

/** The encoder as ops, for objectives that look at more than the views. */
export type Encode = (
  images: tf.Tensor4D,
  layers: readonly string[],
) => { readonly embedding: tf.Tensor2D; readonly features: Readonly<Record<string, tf.Tensor>> };

export interface ViewObjective {
  readonly kind: 'views';
  /** Its weight; 0 leaves it out. */
  readonly weight: NumberRow;
  /** What else can be set of it. */
  readonly rows?: ParameterRows;
  /** Inputs of the program that only this objective has. */
  inputs?(shape: ViewShape, layers: readonly LayerWish[]): Readonly<Record<string, TensorSpec>>;
  /** What does not depend on the views: computed once a step, without a gradient. */
  prepare?(
    inputs: Readonly<Record<string, tf.Tensor>>,
    encode: Encode,
    layers: readonly LayerWish[],
  ): readonly tf.Tensor[];
  /** [] the loss, to be multiplied by the weight. */
  loss(graph: ViewGraph, layers: readonly LayerWish[]): tf.Tensor;
}

/** A layer of the encoder that an objective looks at. */
export interface LayerWish {
  readonly layer: string;
  readonly weight: number;
  /** Channels that count; all when empty. */
  readonly channels: readonly number[];
}

/** Lets the compiler keep the literal types of a row while it checks it. */
export const defineViewObjective = <const Objective extends ViewObjective>(objective: Objective): Objective =>
  objective;

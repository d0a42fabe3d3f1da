/** @file What every loaded CLIP offers, whatever its encoders and its files. */

import type * as tf from '@tensorflow/tfjs-core';
import type { TensorMap, WeightSource } from '../compile/index.js';

export interface Clip {
  /** Its folder's name, for people. */
  readonly name: string;
  /** Absolute path. */
  readonly folder: string;
  /** R: the side of the square image it takes, pixels. */
  readonly imageSize: number;
  readonly embedDim: number;
  /** Tokens it takes at most. */
  readonly contextLength: number;
  /** The things it was taught, in plain words; empty for a model without a list. */
  readonly concepts: readonly string[];
  /** The weights `encodeImages` needs, for a program that contains it. */
  readonly imageWeights: Readonly<Record<string, WeightSource>>;
  /**
   * Plain tf ops, differentiable: images [N, R, R, 3], RGB in 0..1 before normalisation → [N, embedDim],
   * not normalised.
   */
  encodeImages(images: tf.Tensor4D, weights: TensorMap): tf.Tensor2D;
  /** [contextLength] token ids, padded with 0, cut with the end token kept. */
  tokenize(text: string): Int32Array;
  /** One vector of length 1 per text, cached by text. */
  embedTexts(texts: readonly string[]): Promise<Float32Array[]>;
  /** Images count·R·R·3, RGB in 0..1, row-major (NHWC) → one vector of length 1 per image. */
  embedImages(images: Float32Array, count: number): Promise<Float32Array[]>;
  /** Frees the compiled programs; embedding fails from now on. */
  dispose(): Promise<void>;
}

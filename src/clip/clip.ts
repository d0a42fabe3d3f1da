/** @file What every loaded model offers, whatever its encoders and its files. */

import type * as tf from '@tensorflow/tfjs-core';
import type { Runtime, TensorMap, WeightSource } from '../compile/index.js';
import type { Preprocessing } from './checkpoint/architecture.js';
import type { ImageFeatures } from './vision/features.js';

/** A text encoder, of a whole CLIP or of a checkpoint that has nothing else. */
export interface TextModel {
  /** Its folder's or file's name, for people. */
  readonly name: string;
  /** Absolute path of what it was loaded from, a folder or a file of weights. */
  readonly path: string;
  /** Absolute paths of the files that its weights lie in, sorted. */
  readonly weightFiles: readonly string[];
  readonly embedDim: number;
  /** Tokens it takes at most. */
  readonly contextLength: number;
  /** The text in the words it is read in: a model with a list of concepts reads an emoji as its English name. */
  spellOut(text: string): string;
  /** [contextLength] token ids of what is spelt out, padded, cut with the end token kept. */
  tokenize(text: string): Int32Array;
  /** One vector of length 1 per text, cached by text. */
  embedTexts(texts: readonly string[]): Promise<Float32Array[]>;
  /** Frees the compiled programs until something is embedded again; each holds weights. */
  rest(): Promise<void>;
  /** Frees the compiled programs; embedding fails from now on. */
  dispose(): Promise<void>;
}

export interface Clip extends TextModel {
  /** R: the side of the square image it takes, pixels. */
  readonly imageSize: number;
  /** How a picture becomes the encoder's input. */
  readonly preprocessing: Preprocessing;
  /** The things it was taught, in plain words; empty for a model without a list. */
  readonly concepts: readonly string[];
  /** Their vectors, of length 1, in order; kept on disk from one start to the next. */
  embedConcepts(): Promise<Float32Array[]>;
  /** What its programs run on. */
  readonly runtime: Runtime;
  /** Tells this model from every other, for programs kept on disk; absent where none are to be kept. */
  readonly fingerprint?: string;
  /** The weights `encodeImages` and `encodeFeatures` need, for a program that contains them. */
  readonly imageWeights: Readonly<Record<string, WeightSource>>;
  /**
   * Plain tf ops, differentiable: images [N, R, R, 3], RGB in 0..1 before normalisation → [N, embedDim],
   * not normalised.
   */
  encodeImages(images: tf.Tensor4D, weights: TensorMap): tf.Tensor2D;
  /** What `encodeFeatures` can give, from the first layer to the last. */
  readonly imageLayers: readonly string[];
  /** Like `encodeImages`, with the activations of the layers asked for. Throws RangeError for an unknown one. */
  encodeFeatures(images: tf.Tensor4D, weights: TensorMap, layers: readonly string[]): ImageFeatures;
  /** Images count·R·R·3, RGB in 0..1, row-major (NHWC) → one vector of length 1 per image. */
  embedImages(images: Float32Array, count: number): Promise<Float32Array[]>;
}

/** @file Weights by their canonical names. */

import * as tf from '@tensorflow/tfjs-core';
import type { TensorMap } from '../../compile/index.js';

/** A weight; that it was not given is a programming fault, not a bad file. */
export function weight(weights: TensorMap, name: string): tf.Tensor {
  const tensor = weights[name];
  if (!tensor) throw new Error(`The weight ${JSON.stringify(name)} was not given to the encoder.`);
  return tensor;
}

/** The matrices that a file has with rows and columns exchanged, turned back (in a recorded program for free). */
export function canonicalTensors(weights: TensorMap, transposed: ReadonlySet<string>): TensorMap {
  const turned = [...transposed].map((name) => [name, tf.transpose(weight(weights, name))]);
  return { ...weights, ...Object.fromEntries(turned) };
}

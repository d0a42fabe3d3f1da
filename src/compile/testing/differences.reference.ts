/** @file Derivatives by central differences of the forward kernels on tfjs's cpu backend. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { inScope, onBackend } from '../engines/backend.js';
import type { KernelCase, Operand } from './harness.reference.js';
import { weighting } from './harness.reference.js';

/** A power of two, so that adding it to a float32 rounds little. */
const step = 2 ** -8;

type Entries = readonly (readonly [string, Operand])[];

function call(kernel: string, { inputs, attrs = {} }: KernelCase, tensors: readonly tf.Tensor[]): tf.Tensor {
  const names = Object.keys(inputs);
  const named = Object.fromEntries(names.map((name, i) => [name, tensors[i]!]));
  const given = (Array.isArray(inputs) ? tensors : named) as unknown as tf.NamedTensorMap;
  const result = tf.engine().runKernel<tf.Tensor | tf.Tensor[]>(kernel, given, attrs as tf.NamedAttrMap);
  const parts = (Array.isArray(result) ? result : [result]).filter((tensor) => tensor.dtype === 'float32');
  return tf.addN(parts.map((tensor) => tf.sum(tf.mul(tensor, weighting(tensor.shape)))));
}

const tensorsOf = (entries: Entries) =>
  entries.map(([, { data, shape, dtype }]) => tf.tensor(data, [...shape], dtype));

function difference(
  kernel: string,
  one: KernelCase,
  entries: Entries,
  operand: number,
  element: number,
): number {
  const at = (offset: number) =>
    inScope(() => {
      const shifted = entries.map(([name, value], i): readonly [string, Operand] => {
        if (i !== operand) return [name, value];
        const data = value.data.slice();
        data[element] = data[element]! + offset;
        return [name, { ...value, data }];
      });
      return call(kernel, one, tensorsOf(shifted)).dataSync()[0]!;
    });
  return (at(step) - at(-step)) / (2 * step);
}

export interface Comparison {
  readonly input: string;
  /** by tf.grads */
  readonly derived: ArrayLike<number>;
  /** by differences */
  readonly measured: readonly number[];
}

/** Both derivatives of one case's weighted sum of outputs, for each input it names. */
export function compareDerivatives(kernel: string, one: KernelCase): Comparison[] {
  const entries = Object.entries(one.inputs) as [string, Operand][];
  const wrt = one.wrt ?? [];
  const places = wrt.map((name) => entries.findIndex(([key]) => key === name));
  return onBackend('cpu', () =>
    inScope(() => {
      const tensors = tensorsOf(entries);
      const loss = (...changed: tf.Tensor[]) =>
        call(
          kernel,
          one,
          tensors.map((tensor, i) => changed[places.indexOf(i)] ?? tensor),
        );
      const found = tf.grads(loss)(places.map((i) => tensors[i]!));
      return wrt.map((input, i) => {
        const operand = places[i]!;
        const elements = Array.from(entries[operand]![1].data.keys());
        const measured = elements.map((element) => difference(kernel, one, entries, operand, element));
        return { input, derived: found[i]!.dataSync(), measured };
      });
    }),
  );
}

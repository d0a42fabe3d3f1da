/** @file Running the same calls compiled and on tfjs's cpu backend, and comparing what comes out. */
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { Dtype, HostData, HostTensor, Signature, TensorFunction } from '../contract.js';
import { compile } from '../index.js';
import { withReferenceGradients } from './oracle.reference.js';

/** An operand: logical shape, its values, and a permutation in which it is stored and from which it is turned. */
export interface Operand {
  readonly shape: readonly number[];
  readonly dtype: Dtype;
  readonly data: HostData;
  readonly stored?: readonly number[];
  /** known when the function is recorded, as the weights of a model that is only used are */
  readonly frozen?: boolean;
}

/** One call of a kernel, straight, past the ops. */
export interface KernelCase {
  readonly inputs: Readonly<Record<string, Operand>> | readonly Operand[];
  readonly attrs?: object;
  /** names (or positions) of the inputs to differentiate for */
  readonly wrt?: readonly string[];
  /** whose derivative the compiled one is compared with; ours where tfjs has none or a wrong one */
  readonly gradient?: 'tfjs' | 'ours';
}

const permuted = (shape: readonly number[], order: readonly number[]) => order.map((axis) => shape[axis]!);

/** The operand as the function meets it: possibly a pending transposition away from its memory. */
function turned(given: tf.Tensor, { shape, dtype, data, stored, frozen = false }: Operand): tf.Tensor {
  const raw = frozen ? tf.tensor(data, given.shape, dtype) : given;
  if (stored === undefined) return raw;
  return tf.transpose(
    tf.reshape(raw, permuted(shape, stored)),
    stored.map((_, axis) => stored.indexOf(axis)),
  );
}

/** Distinct weights for the elements of a result, so that its gradient is not the same everywhere. */
export const weighting = (shape: readonly number[]) => {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(1 + 1.7 * i)),
    [...shape],
  );
};

const list = (result: tf.Tensor | tf.Tensor[]) => (Array.isArray(result) ? result : [result]);

/** Outputs and gradients of one case, under names that begin with its number. */
function runCase(
  kernel: string,
  at: number,
  { inputs, attrs = {}, wrt = [] }: KernelCase,
  raw: tf.NamedTensorMap,
) {
  const entries = Object.entries(inputs) as [string, Operand][];
  const tensors = entries.map(([name, operand]) => turned(raw[`${at}.${name}`]!, operand));
  const call = (changed: readonly tf.Tensor[]) => {
    const values = tensors.map((tensor, i) => changed[wrt.indexOf(entries[i]![0])] ?? tensor);
    const named = Object.fromEntries(entries.map(([name], i) => [name, values[i]!]));
    const given = (Array.isArray(inputs) ? values : named) as unknown as tf.NamedTensorMap;
    return list(tf.engine().runKernel<tf.Tensor | tf.Tensor[]>(kernel, given, attrs as tf.NamedAttrMap));
  };
  const outputs: Record<string, tf.Tensor> = {};
  call([]).forEach((tensor, i) => {
    outputs[`${at}.out${i}`] = tensor;
  });
  if (wrt.length === 0) return outputs;
  const loss = (...changed: tf.Tensor[]) => {
    const parts = call(changed).filter((tensor) => tensor.dtype === 'float32');
    return tf.addN(parts.map((tensor) => tf.sum(tf.mul(tensor, weighting(tensor.shape)))));
  };
  const found = tf.grads(loss)(wrt.map((name) => tensors[entries.findIndex(([key]) => key === name)]!));
  found.forEach((tensor, i) => {
    outputs[`${at}.d${wrt[i]}`] = tensor;
  });
  return outputs;
}

function expectClose(found: HostTensor, wanted: HostTensor, label: string, tolerance = 1e-5): void {
  expect({ shape: found.shape, dtype: found.dtype }, label).toEqual({
    shape: wanted.shape,
    dtype: wanted.dtype,
  });
  const finite = [...wanted.data].filter(Number.isFinite);
  const scale = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
  wanted.data.forEach((value, i) => {
    const other = found.data[i]!;
    const equal = Object.is(value, other) || value === other || Math.abs(value - other) <= tolerance * scale;
    if (!equal) throw new Error(`${label}[${i}] is ${other}, but should be ${value} (scale ${scale})`);
  });
}

/** Compiles a function, runs it on both engines, and compares every output. The oracle has tfjs's gradients. */
export async function expectSame(
  name: string,
  fn: TensorFunction,
  signature: Signature,
  data: Readonly<Record<string, HostData>>,
  oracle: TensorFunction = (inputs, weights) => withReferenceGradients(() => fn(inputs, weights)),
): Promise<void> {
  const compiled = await compile(fn, signature, { name, threads: 1 });
  const plain = await compile(oracle, signature, { name, engine: 'tfjs-cpu' });
  const [found, wanted] = [await compiled.run(data), await plain.run(data)];
  for (const [output, tensor] of Object.entries(wanted))
    expectClose(found[output]!, tensor, `${name} ${output}`);
  await compiled.dispose();
  await plain.dispose();
}

/** All cases of one kernel as one program. */
export async function expectKernel(kernel: string, cases: readonly KernelCase[]): Promise<void> {
  const operands = cases.flatMap(({ inputs }, at) =>
    (Object.entries(inputs) as [string, Operand][]).map(
      ([name, operand]) => [`${at}.${name}`, operand] as const,
    ),
  );
  const inputs = Object.fromEntries(
    operands.map(([name, { shape, dtype, stored }]) => [
      name,
      { shape: stored === undefined ? shape : permuted(shape, stored), dtype },
    ]),
  );
  const data = Object.fromEntries(operands.map(([name, operand]) => [name, operand.data]));
  const program =
    (gradientsOf: (one: KernelCase) => <T>(body: () => T) => T): TensorFunction =>
    (raw) => {
      const outputs = cases.map((one, at) =>
        gradientsOf(one)(() => runCase(kernel, at, one, raw as tf.NamedTensorMap)),
      );
      return Object.assign({}, ...outputs);
    };
  const asItIs = <T>(body: () => T) => body();
  const oracle = program(({ gradient }) => (gradient === 'ours' ? asItIs : withReferenceGradients));
  await expectSame(
    kernel,
    program(() => asItIs),
    { inputs },
    data,
    oracle,
  );
}

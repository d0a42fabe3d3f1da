/** @file Kernels that make tensors out of attributes. */
import type { DataType, FillAttrs, RangeAttrs } from '@tensorflow/tfjs-core';
import type { Dtype } from '../contract.js';
import { typedArray } from '../onnx/graph.js';
import { uniformValue, wireValue } from '../record/value.js';
import { type KernelCall, type KernelRow, row } from './row.js';

function numeric(call: KernelCall, dtype: DataType): Dtype {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  return call.unsupported(`with type ${dtype}`);
}

const like =
  (value: number): KernelRow =>
  (call) => {
    const x = call.input('x');
    return uniformValue(call.graph, value, x.shape, x.dtype);
  };

export const constantKernels = {
  Fill: row<FillAttrs>((call, { shape, value, dtype }) => {
    if (typeof value !== 'number') return call.unsupported('with text');
    return uniformValue(call.graph, value, shape, numeric(call, dtype ?? 'float32'));
  }),
  ZerosLike: like(0),
  OnesLike: like(1),
  Range: row<RangeAttrs>((call, { start, stop, step, dtype }) => {
    const type = numeric(call, dtype);
    const count = Math.max(0, Math.ceil((stop - start) / step));
    const values = typedArray(
      Array.from({ length: count }, (_, i) => start + i * step),
      type,
    );
    return wireValue(call.graph.constant(values, { shape: [count], type }), type);
  }),
} satisfies Record<string, KernelRow>;

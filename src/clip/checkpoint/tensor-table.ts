/**
 * @file The table of a checkpoint's tensors: which there are, and where the bytes of each lie. Every container
 * (safetensors, its shards, PyTorch's zip) is read into one, so nothing further in knows a container's format.
 */

import type { WeightSource } from '../../compile/index.js';
import { ModelError } from '../model-error.js';

/** Bytes of one element, for every dtype that a container can name. */
export const bytesPerElement = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
} as const;

export type TensorDtype = keyof typeof bytesPerElement;

/** One tensor, little-endian, row-major unless it is `turned`. */
export interface StoredTensor {
  /** Path of the file that its bytes lie in. */
  readonly file: string;
  /** Bytes from the beginning of that file. */
  readonly offset: number;
  readonly byteLength: number;
  readonly dtype: TensorDtype;
  readonly shape: readonly number[];
  /** A matrix stored column by column, as PyTorch does with one that was transposed before it was saved. */
  readonly turned?: true;
}

export interface TensorTable {
  /** What to name in messages: the weights' file or, for shards, their index. */
  readonly file: string;
  /** By the name in the file. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** Which dtypes a program can take as weights. */
const weightStorage: Readonly<Record<TensorDtype, WeightSource['storage'] | undefined>> = {
  F32: 'F32',
  F16: 'F16',
  BF16: 'BF16',
  I32: 'I32',
  I64: 'I64',
  BOOL: undefined,
  U8: undefined,
  I8: undefined,
  F8_E5M2: undefined,
  F8_E4M3: undefined,
  U16: undefined,
  I16: undefined,
  U32: undefined,
  U64: undefined,
  F64: undefined,
};

/** Whether a program can take tensors of this dtype. */
export function isWeight(dtype: TensorDtype): boolean {
  return weightStorage[dtype] !== undefined;
}

/** A tensor as a program's weight, in the order of its bytes: one that is `turned` has rows and columns exchanged. Throws ModelError, naming the tensor, for a dtype that no program takes. */
export function weightSource(name: string, tensor: StoredTensor): WeightSource {
  const { file, offset, byteLength, dtype, turned } = tensor;
  const shape = turned ? tensor.shape.toReversed() : tensor.shape;
  const storage = weightStorage[dtype];
  if (!storage) {
    throw new ModelError(
      file,
      `tensor ${JSON.stringify(name)} has dtype ${dtype}; weights are read as F32, F16, BF16, I32 or I64.`,
    );
  }
  return { file, offset, byteLength, storage, shape };
}

/** The tensor of this name. Throws ModelError when the table has none. */
export function tensorNamed(table: TensorTable, name: string): StoredTensor {
  const tensor = table.tensors.get(name);
  if (!tensor) throw new ModelError(table.file, `the tensor ${JSON.stringify(name)} is missing.`);
  return tensor;
}

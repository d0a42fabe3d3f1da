/**
 * @file A state keeps kernels as the compiled step reads them, [O, h, w, I], where a model's file has [O, I, h, w] as
 * PyTorch does: turning them, and their gradients back, would be work at every step (docs/benchmarks.md).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { TensorMap } from '../../compile/index.js';

type Dims = readonly number[];

/** @param filed shape of a tensor in a model's file */
export function keptShape(filed: Dims): Dims {
  if (filed.length !== 4) return filed;
  const [out, channels, height, width] = filed as [number, number, number, number];
  return [out, height, width, channels];
}

/** @param numbers as they stand in a file @param filed their shape there */
export function toKept(numbers: Float32Array, filed: Dims): Float32Array {
  const [out = 0, channels = 0, height = 0, width = 0] = filed;
  return filed.length === 4 ? exchanged(numbers, out, channels, height * width) : numbers;
}

/** The numbers as a file has them. @param filed their shape there */
export function toFiled(numbers: Float32Array, filed: Dims): Float32Array {
  const [out = 0, channels = 0, height = 0, width = 0] = filed;
  return filed.length === 4 ? exchanged(numbers, out, height * width, channels) : numbers;
}

/** Kept weights as a tower takes them; nothing is moved until an operation wants it so. */
export const towerWeights = (kept: TensorMap): TensorMap =>
  Object.fromEntries(
    Object.entries(kept).map(([name, tensor]) => [
      name,
      tensor.rank === 4 ? tf.transpose(tensor, [0, 3, 1, 2]) : tensor,
    ]),
  );

/** [count, rows, columns] → [count, columns, rows] */
function exchanged(numbers: Float32Array, count: number, rows: number, columns: number): Float32Array {
  const size = rows * columns;
  const turned = new Float32Array(numbers.length);
  for (let n = 0; n < count; n++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        turned[n * size + j * rows + i] = numbers[n * size + i * columns + j]!;
      }
    }
  }
  return turned;
}

/** @file Cuts a [N, D] result into N vectors of length one. */

import type { HostTensor } from '../compile/index.js';

/** The first `count` rows, each divided by its L2 norm (a zero row stays zero). */
export function unitRows(rows: HostTensor | undefined, count: number): Float32Array[] {
  if (!(rows?.data instanceof Float32Array)) throw new Error('The encoder gave no float32 embeddings.');
  const { data } = rows;
  const width = rows.shape[1] ?? 0;
  return Array.from({ length: count }, (_, row) => {
    const vector = data.slice(row * width, (row + 1) * width);
    const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    return norm > 0 ? vector.map((value) => value / norm) : vector;
  });
}

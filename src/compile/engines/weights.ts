/** @file Weights in files: checking that they are there, and reading them for the engines that hold tensors. */
import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import type { HostData, Storage, WeightSource } from '../contract.js';
import { WeightError } from '../errors.js';

type Weights = Readonly<Record<string, WeightSource>>;

const elementBytes: Record<Storage, number> = { F32: 4, F16: 2, BF16: 2, I32: 4, I64: 8 };

/** The weights with real, absolute paths. @throws WeightError when one does not lie whole inside its file */
export function locateWeights(weights: Weights): Weights {
  const files = new Map<string, { path: string; size: number }>();
  const locate = (name: string, file: string) => {
    const known = files.get(file);
    if (known !== undefined) return known;
    try {
      const path = realpathSync(file);
      const found = { path, size: statSync(path).size };
      files.set(file, found);
      return found;
    } catch (cause) {
      throw new WeightError(`The file ${file} of weight "${name}" cannot be read.`, { cause });
    }
  };
  const checked = Object.entries(weights).map(([name, source]) => {
    const { path, size } = locate(name, source.file);
    const elements = source.shape.reduce((product, length) => product * length, 1);
    const expected = elements * elementBytes[source.storage];
    if (expected !== source.byteLength) {
      throw new WeightError(
        `Weight "${name}" in ${source.file} has ${source.byteLength} bytes, but ${source.storage} [${source.shape}] takes ${expected}.`,
      );
    }
    if (source.offset < 0 || source.offset + source.byteLength > size) {
      throw new WeightError(
        `Weight "${name}" should lie at bytes ${source.offset} to ${source.offset + source.byteLength} of ${source.file}, which has only ${size}.`,
      );
    }
    return [name, { ...source, file: path }] as const;
  });
  return Object.fromEntries(checked);
}

/** IEEE 754 binary16 to number. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const decoders: Record<Storage, (view: DataView, count: number) => HostData> = {
  F32: (view, count) => Float32Array.from({ length: count }, (_, i) => view.getFloat32(i * 4, true)),
  F16: (view, count) =>
    Float32Array.from({ length: count }, (_, i) => halfToNumber(view.getUint16(i * 2, true))),
  BF16: (view, count) => {
    const bits = Uint32Array.from({ length: count }, (_, i) => view.getUint16(i * 2, true) << 16);
    return new Float32Array(bits.buffer);
  },
  I32: (view, count) => Int32Array.from({ length: count }, (_, i) => view.getInt32(i * 4, true)),
  I64: (view, count) => Int32Array.from({ length: count }, (_, i) => Number(view.getBigInt64(i * 8, true))),
};

/** Reads one weight, widened to float32 or int32. */
export function readWeight(source: WeightSource): HostData {
  const bytes = Buffer.alloc(source.byteLength);
  const file = openSync(source.file, 'r');
  try {
    let done = 0;
    while (done < bytes.byteLength) {
      const count = readSync(file, bytes, done, bytes.byteLength - done, source.offset + done);
      if (count === 0)
        throw new WeightError(`The file ${source.file} ended while a weight was read from it.`);
      done += count;
    }
  } finally {
    closeSync(file);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return decoders[source.storage](view, bytes.byteLength / elementBytes[source.storage]);
}

/** @file The values of one tensor, for tests and statistics; programs map the file instead. */

import type { WeightSource } from '../../compile/index.js';
import { withRegularFile } from '../checkpoint/regular-file.js';
import { ModelError } from '../model-error.js';
import { readExactly } from './header.js';

/**
 * The values of one tensor, row-major: F32, F16 and BF16 as Float32Array, I32 and I64 as Int32Array
 * (an I64 outside the int32 range is a ModelError). Reads only the tensor's own bytes.
 */
export async function readTensor(source: WeightSource): Promise<Float32Array | Int32Array> {
  const bytes = await withRegularFile(source.file, (handle) =>
    readExactly(handle, source.file, source.offset, source.byteLength),
  );
  return decoders[source.storage](
    new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    source.file,
  );
}

const decoders: Readonly<
  Record<WeightSource['storage'], (bytes: DataView, file: string) => Float32Array | Int32Array>
> = {
  F32: (bytes) =>
    Float32Array.from({ length: bytes.byteLength / 4 }, (_, i) => bytes.getFloat32(4 * i, true)),
  F16: (bytes) =>
    Float32Array.from({ length: bytes.byteLength / 2 }, (_, i) => halfToFloat(bytes.getUint16(2 * i, true))),
  BF16: (bytes) => {
    const bits = Uint32Array.from(
      { length: bytes.byteLength / 2 },
      (_, i) => bytes.getUint16(2 * i, true) << 16,
    );
    return new Float32Array(bits.buffer);
  },
  I32: (bytes) => Int32Array.from({ length: bytes.byteLength / 4 }, (_, i) => bytes.getInt32(4 * i, true)),
  I64: (bytes, file) =>
    Int32Array.from({ length: bytes.byteLength / 8 }, (_, i) => {
      const value = Number(bytes.getBigInt64(8 * i, true));
      if (value !== (value | 0)) throw new ModelError(file, `the integer ${value} does not fit in 32 bits.`);
      return value;
    }),
};

/** IEEE 754 binary16 to number: sign, 5 bits of exponent (bias 15), 10 bits of fraction. */
export function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0
    ? sign * 2 ** -14 * (fraction / 1024)
    : sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}

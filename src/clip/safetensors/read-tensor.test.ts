import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TensorTable, tensorNamed, weightSource } from '../checkpoint/tensor-table.js';
import { readSafetensorsHeader } from './header.js';
import { halfToFloat, readTensor } from './read-tensor.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-tensor-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function writeTensor(dtype: string, shape: number[], data: Uint8Array) {
  const header = Buffer.from(JSON.stringify({ x: { dtype, shape, data_offsets: [0, data.length] } }));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(header.length));
  const file = join(folder, `${dtype}.safetensors`);
  await writeFile(file, Buffer.concat([prefix, header, data]));
  return readSafetensorsHeader(file);
}

const sourceOf = (table: TensorTable, name: string) => weightSource(name, tensorNamed(table, name));
const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer);

it('reads every storage that a weight may have', async () => {
  const cases = {
    F32: [bytesOf(Float32Array.of(1.5, -2)), Float32Array.of(1.5, -2)],
    F16: [bytesOf(Uint16Array.of(0x3e00, 0xc000)), Float32Array.of(1.5, -2)],
    BF16: [bytesOf(Uint16Array.of(0x3fc0, 0xc000)), Float32Array.of(1.5, -2)],
    I32: [bytesOf(Int32Array.of(7, -9)), Int32Array.of(7, -9)],
    I64: [bytesOf(BigInt64Array.of(7n, -9n)), Int32Array.of(7, -9)],
  } as const;
  for (const [dtype, [bytes, values]] of Object.entries(cases)) {
    expect(await readTensor(sourceOf(await writeTensor(dtype, [2], bytes), 'x')), dtype).toEqual(values);
  }
});

it('expands half floats exactly at the edges of their range', () => {
  expect([0x0000, 0x0001, 0x03ff, 0x0400, 0x7bff, 0xfbff].map(halfToFloat)).toEqual([
    0,
    2 ** -24,
    1023 * 2 ** -24,
    2 ** -14,
    65504,
    -65504,
  ]);
  expect([0x7c00, 0xfc00, 0x7e00].map(halfToFloat)).toEqual([
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
  ]);
});

it('refuses a tensor that is missing, of another kind, or of integers beyond 32 bits', async () => {
  const bytes = await writeTensor('U8', [3], Uint8Array.of(1, 2, 3));
  expect(() => sourceOf(bytes, 'y')).toThrow(/tensor "y" is missing/);
  expect(() => sourceOf(bytes, 'x')).toThrow(/"x" has dtype U8/);
  const large = await writeTensor('I64', [1], bytesOf(BigInt64Array.of(2n ** 40n)));
  await expect(readTensor(sourceOf(large, 'x'))).rejects.toThrow(/does not fit in 32 bits/);
});

it('says that the file has become shorter since its header was read', async () => {
  const header = await writeTensor('F32', [2], bytesOf(Float32Array.of(1, 2)));
  const source = sourceOf(header, 'x');
  await writeFile(source.file, Buffer.alloc(20));
  await expect(readTensor(source)).rejects.toThrow(/the file ends before byte/);
});

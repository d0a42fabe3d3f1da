/** @file The door: weights in files, errors, engines, and leaving TensorFlow.js as it was. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import {
  CompileError,
  compile,
  EngineUnavailableError,
  ProgramDisposedError,
  ProgramInputError,
  type Signature,
  type Storage,
  type TensorFunction,
  TraceReadError,
  UnsupportedKernelError,
  WeightError,
  type WeightSource,
} from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'compile-'));
afterAll(() => {
  chmodSync(join(folder, 'locked'), 0o755);
  rmSync(folder, { recursive: true });
});

const vector: Signature = { inputs: { x: { shape: [3], dtype: 'float32' } } };
const double: TensorFunction = ({ x }) => ({ y: tf.mul(x!, 2) });
const x = Float32Array.of(1, 2, 3);

/** Values that every storage holds exactly, with their bytes. */
const stored: Record<Storage, readonly [values: readonly number[], bytes: ArrayBufferView]> = {
  F32: [[0.1, -2, 3.5], Float32Array.of(0.1, -2, 3.5)],
  F16: [[1, -2, 0.5], Uint16Array.of(0x3c00, 0xc000, 0x3800)],
  BF16: [[1, -2, 0.5], Uint16Array.of(0x3f80, 0xc000, 0x3f00)],
  I32: [[7, -8, 9], Int32Array.of(7, -8, 9)],
  I64: [[7, -8, 9], BigInt64Array.of(7n, -8n, 9n)],
};

function writeWeight(path: string, storage: Storage): WeightSource {
  const [values, view] = stored[storage];
  const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  writeFileSync(path, Buffer.concat([Buffer.from('head....'), bytes, Buffer.from('tail')]));
  return { file: path, offset: 8, byteLength: bytes.byteLength, storage, shape: [values.length] };
}

describe('weights', () => {
  mkdirSync(join(folder, 'locked'));
  const places: Record<Storage, string> = {
    F32: 'a.bin',
    F16: 'locked/b.bin',
    BF16: 'locked/c.bin',
    I32: 'd e.bin',
    I64: 'f.bin',
  };
  const weights = Object.fromEntries(
    Object.entries(places).map(([storage, place]) => [
      storage,
      writeWeight(join(folder, place), storage as Storage),
    ]),
  );
  symlinkSync(join(folder, 'locked/b.bin'), join(folder, 'link.bin'));
  chmodSync(join(folder, 'locked'), 0o555);

  it.each(['onnx', 'tfjs-cpu'] as const)('of every storage, in several folders, on %s', async (engine) => {
    const linked = { ...weights.F16!, file: join(folder, 'link.bin') };
    const signature = { inputs: {}, weights: { ...weights, linked } };
    const program = await compile((_, all) => ({ ...all }), signature, { name: 'weights', engine });
    const found = await program.run({});
    for (const [storage, [values]] of Object.entries(stored)) {
      expect([...found[storage]!.data]).toEqual(values.map(Math.fround));
      expect(found[storage]!.dtype).toBe(storage.startsWith('I') ? 'int32' : 'float32');
    }
    expect(found.linked!.data).toEqual(found.F16!.data);
    await program.dispose();
  });

  it('names a weight that is not in its file', async () => {
    const short = { ...weights.F32!, offset: 16 };
    const missing = { ...weights.F32!, file: join(folder, 'none.bin') };
    const odd = { ...weights.F32!, shape: [4] };
    const compileWith = (w: WeightSource) =>
      compile(double, { ...vector, weights: { w } }, { name: 'short' });
    await expect(compileWith(short)).rejects.toThrow(
      /"w" should lie at bytes 16 to 28 of .*a\.bin, which has only 24/,
    );
    await expect(compileWith(missing)).rejects.toThrow(/none\.bin of weight "w" cannot be read/);
    await expect(compileWith(odd)).rejects.toThrow(/has 12 bytes, but F32 \[4\] takes 16/);
    await expect(compileWith(odd)).rejects.toBeInstanceOf(WeightError);
  });
});

describe('errors', () => {
  it('names a kernel that has no row, and the function', async () => {
    const fn: TensorFunction = ({ x: t }) => ({
      y: tf.linalg.bandPart(tf.atan2(tf.reshape(t!, [1, 3]), 1), 0, 0),
    });
    const compiling = compile(fn, vector, { name: 'swirl' });
    await expect(compiling).rejects.toBeInstanceOf(UnsupportedKernelError);
    await expect(compiling).rejects.toThrow(/"swirl" uses the TensorFlow\.js kernel Atan2/);
  });

  it('says that data cannot be read while compiling', async () => {
    const fn: TensorFunction = ({ x: t }) => ({ y: tf.scalar(t!.dataSync()[0]!) });
    await expect(compile(fn, vector, { name: 'reader' })).rejects.toBeInstanceOf(TraceReadError);
  });

  it('passes on what the function throws, and recovers', async () => {
    const failing: TensorFunction = () => {
      throw new RangeError('mine');
    };
    await expect(compile(failing, vector, { name: 'failing' })).rejects.toThrow(new RangeError('mine'));
    const program = await compile(double, vector, { name: 'double' });
    expect([...(await program.run({ x })).y!.data]).toEqual([2, 4, 6]);
    await program.dispose();
  });

  it('refuses functions without outputs, nested compilation and odd thread counts', async () => {
    const nested: TensorFunction = ({ x: t }) => {
      void compile(double, vector, { name: 'inner' }).catch((error: unknown) => inner.push(error));
      return { y: tf.neg(t!) };
    };
    const inner: unknown[] = [];
    await expect(compile(() => ({}), vector, { name: 'empty' })).rejects.toThrow(/"empty" has no outputs/);
    await expect(compile(double, vector, { name: 'double', threads: 0 })).rejects.toThrow(
      /at least 1, not 0/,
    );
    await (await compile(nested, vector, { name: 'outer' })).dispose();
    expect(inner[0]).toBeInstanceOf(CompileError);
  });

  it.each(['onnx', 'tfjs-cpu'] as const)('checks inputs on %s', async (engine) => {
    const program = await compile(double, vector, { name: 'double', engine });
    await expect(program.run({})).rejects.toThrow(
      /"double" misses its input "x": a Float32Array of 3 values/,
    );
    await expect(program.run({ x: new Float32Array(4) })).rejects.toThrow(/not a Float32Array of 4/);
    await expect(program.run({ x: new Int32Array(3) })).rejects.toThrow(/not a Int32Array of 3/);
    await expect(program.run({ x, z: x })).rejects.toThrow(/has no input "z"; its inputs are "x"/);
    await expect(program.run({})).rejects.toBeInstanceOf(ProgramInputError);
    await program.dispose();
    await program.dispose();
    await expect(program.run({ x })).rejects.toBeInstanceOf(ProgramDisposedError);
  });

  it('says what to install for an engine that is not there', async () => {
    const compiling = compile(double, vector, { name: 'double', engine: 'tensorflow' });
    await expect(compiling).rejects.toBeInstanceOf(EngineUnavailableError);
    await expect(compiling).rejects.toThrow(/npm install @tensorflow\/tfjs-node/);
  });
});

describe('engines', () => {
  it.each(['onnx', 'tfjs-cpu'] as const)('%s keeps types and shapes', async (engine) => {
    const signature: Signature = {
      inputs: {
        f: { shape: [], dtype: 'float32' },
        i: { shape: [2], dtype: 'int32' },
        b: { shape: [1, 2], dtype: 'bool' },
      },
    };
    const fn: TensorFunction = ({ f, i, b }) => ({
      f: tf.add(f!, 1),
      i: tf.add(i!, i!),
      b: tf.logicalNot(b!),
      same: i!,
    });
    const program = await compile(fn, signature, { name: 'types', engine });
    const found = await program.run({
      f: Float32Array.of(2),
      i: Int32Array.of(3, 4),
      b: Uint8Array.of(1, 0),
    });
    expect(found).toEqual({
      f: { shape: [], dtype: 'float32', data: Float32Array.of(3) },
      i: { shape: [2], dtype: 'int32', data: Int32Array.of(6, 8) },
      b: { shape: [1, 2], dtype: 'bool', data: Uint8Array.of(0, 1) },
      same: { shape: [2], dtype: 'int32', data: Int32Array.of(3, 4) },
    });
    await program.dispose();
  });

  it('leave no tensors and the backend that was set', async () => {
    await import('@tensorflow/tfjs-backend-cpu');
    await tf.setBackend('cpu');
    const outside = tf.tensor1d([1, 2, 3]);
    const before = tf.memory().numTensors;
    const fn: TensorFunction = ({ x: t }) => {
      const { value, grad } = tf.valueAndGrad((y: tf.Tensor) => tf.sum(tf.mul(tf.square(y), outside)))(t!);
      return { value, grad };
    };
    for (const engine of ['onnx', 'tfjs-cpu'] as const) {
      const weight = writeWeight(join(folder, 'leak.bin'), 'F32');
      const program = await compile(fn, { ...vector, weights: { weight } }, { name: 'leak', engine });
      for (let i = 0; i < 3; i += 1) {
        const { grad } = await program.run({ x });
        expect([...grad!.data]).toEqual([2, 8, 18]);
      }
      await program.dispose();
      expect(tf.memory().numTensors).toBe(before);
      expect(tf.getBackend()).toBe('cpu');
    }
    expect([...outside.dataSync()]).toEqual([1, 2, 3]);
    outside.dispose();
  });

  it('compile and run many functions at once', async () => {
    const jobs = Array.from({ length: 12 }, async (_, i) => {
      const fn: TensorFunction = ({ x: t }) => ({ y: tf.grad((y) => tf.sum(tf.mul(tf.square(y), i)))(t!) });
      const engine = i % 3 === 0 ? 'tfjs-cpu' : 'onnx';
      const program = await compile(fn, vector, { name: `job ${i}`, engine, threads: 1 });
      const found = await Promise.all([program.run({ x }), program.run({ x })]);
      await program.dispose();
      return found.map(({ y }) => [...y!.data]);
    });
    (await Promise.all(jobs)).forEach((found, i) => {
      const wanted = [2 * i, 4 * i, 6 * i];
      expect(found).toEqual([wanted, wanted]);
    });
  });
});

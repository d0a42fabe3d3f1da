/** @file Rewritten graphs compute what the functions compute unrewritten, and the rewrites take place. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Signature, TensorFunction } from '../contract.js';
import { compile } from '../index.js';
import { trace } from '../record/trace.js';
import { numbers } from '../testing/arbitraries.reference.js';
import { expectSame } from '../testing/harness.reference.js';
import { rewrite } from './index.js';
import { widenShortConstants } from './widen-short-constants.js';

const folder = mkdtempSync(join(tmpdir(), 'rewrite-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sizeOf = (shape: readonly number[]) => shape.reduce((size, length) => size * length, 1);

describe('short constants', () => {
  /** Constants of several ranks before and behind, combined with an input and with another constant. */
  const arithmetic: TensorFunction = ({ x }) => {
    const run = x!.shape.at(-1)!;
    const few = tf.tensor1d(numbers(run, 1, 0.5, 2));
    const deep = tf.reshape(few, [...x!.shape.slice(1).map(() => 1), run]);
    const y = tf.div(tf.sub(x!, few), deep);
    return { y, reversed: tf.sub(few, y), small: tf.mul(deep, few), sum: tf.add(tf.sum(y, -2, true), few) };
  };

  it('give the same wherever they stand', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 }),
        async (shape) => {
          const signature = { inputs: { x: { shape, dtype: 'float32' as const } } };
          await expectSame('constants', arithmetic, signature, { x: numbers(sizeOf(shape), 3, -1, 1) });
        },
      ),
      { numRuns: 25, seed: 4 },
    ));

  it('become as long as the two last axes', () => {
    const signature: Signature = { inputs: { x: { shape: [2, 4, 100, 3], dtype: 'float32' } } };
    const { graph } = trace(({ x }) => ({ y: tf.sub(x!, [1, 2, 3]) }), signature, 'constants');
    const found = widenShortConstants(graph);
    const constant = found.nodes.find(({ op }) => op === 'Sub')!.inputs[1]!;
    expect(found.values.get(constant)?.shape).toEqual([100, 3]);
  });
});

describe('products of stacks of matrices', () => {
  /** As in an attention: heads apart, and the keys exchanged. */
  const attention: TensorFunction = ({ q, k }) => {
    const byHead = (x: tf.Tensor) => tf.transpose(tf.reshape(x, [2, 5, 3, 4]), [0, 2, 1, 3]);
    const scores = (x: tf.Tensor) => tf.matMul(byHead(x), byHead(k!), false, true);
    const { value, grad } = tf.valueAndGrad((x) => tf.sum(tf.square(scores(x))))(q!);
    return { value, grad, scores: scores(q!), turned: tf.transpose(byHead(k!), [0, 1, 3, 2]) };
  };
  const shape = { shape: [2, 5, 12], dtype: 'float32' } as const;
  const signature: Signature = { inputs: { q: shape, k: shape } };

  it('give the same', async () => {
    await expectSame('attention', attention, signature, {
      q: numbers(120, 5, -1, 1),
      k: numbers(120, 6, -1, 1),
    });
  });

  it('read the keys as they lie, on the processor', () => {
    const { graph } = trace(attention, signature, 'attention');
    const products = (device: 'cpu' | 'webgpu') =>
      rewrite(graph, { device, precision: 'fp32' }).nodes.filter(({ op }) => op === 'FusedMatMul');
    expect(products('cpu').map(({ attributes }) => attributes.transB)).toContainEqual({ int: 1 });
    expect(products('webgpu')).toEqual([]);
  });
});

describe('products of few rows', () => {
  const shape = [12, 20];
  const file = join(folder, 'full.bin');
  const kernel = Float32Array.from(numbers(sizeOf(shape), 11, -1, 1));
  writeFileSync(file, kernel);
  const full = { file, offset: 0, byteLength: kernel.byteLength, storage: 'F32', shape } as const;
  const network: TensorFunction = ({ x }, weights) => {
    const layer = (input: tf.Tensor) =>
      tf.matMul(input as tf.Tensor2D, weights.full as tf.Tensor2D, false, true);
    return tf.valueAndGrad((input) => tf.mean(tf.square(layer(input))))(x!);
  };
  const signatureOf = (rows: number): Signature => ({
    inputs: { x: { shape: [rows, 20], dtype: 'float32' } },
    weights: { full },
  });
  const cpu = { device: 'cpu', precision: 'fp32' } as const;

  it.each([1, 4, 200])('give the same with %d', async (rows) => {
    await expectSame('few rows', network, signatureOf(rows), { x: numbers(20 * rows, 5, -1, 1) });
  });

  it('take the weight as it lies, and only they', () => {
    const overridden = (rows: number) => {
      const found = rewrite(trace(network, signatureOf(rows), 'few rows').graph, cpu);
      return found.inputs.filter(({ name }) => found.initialisers.some((stored) => stored.name === name));
    };
    expect(overridden(4).map((port) => port.shape)).toEqual([shape]);
    expect(overridden(200)).toEqual([]);
  });
});

describe('products in half precision', () => {
  const shape = [24, 16];
  const file = join(folder, 'half.bin');
  /** 2⁻¹⁰·(i mod 1024) + 1 in binary16: exponent 15, fraction i. */
  const bits = Uint16Array.from({ length: sizeOf(shape) }, (_, i) => 0x3c00 | ((i * 37) % 1024));
  writeFileSync(file, bits);
  const half = { file, offset: 0, byteLength: bits.byteLength, storage: 'F16', shape } as const;
  const signature: Signature = {
    inputs: { x: { shape: [5, 16], dtype: 'float32' } },
    weights: { half },
  };
  const network: TensorFunction = ({ x }, weights) => {
    const layer = (input: tf.Tensor) =>
      tf.relu(tf.matMul(input as tf.Tensor2D, weights.half as tf.Tensor2D, false, true));
    const { value, grad } = tf.valueAndGrad((input) => tf.mean(tf.square(layer(input))))(x!);
    return { value, grad };
  };

  it('are near those in full', async () => {
    const x = numbers(80, 5, -1, 1);
    const [full, halved] = await Promise.all(
      (['fp32', 'fp16'] as const).map((precision) =>
        compile(network, signature, { name: 'half', precision, threads: 1 }),
      ),
    );
    const [wanted, found] = [await full!.run({ x }), await halved!.run({ x })];
    for (const name of ['value', 'grad']) {
      const data = wanted[name]!.data;
      const scale = Math.max(...data.map(Math.abs));
      const errors = data.map((value, i) => Math.abs(value - found[name]!.data[i]!));
      expect(Math.max(...errors)).toBeLessThan(1e-2 * scale);
    }
    await Promise.all([full!.dispose(), halved!.dispose()]);
  });

  it('are not made in a convolutional network', () => {
    const convnet: TensorFunction = ({ x }) => {
      const y = tf.conv2d(x as tf.Tensor4D, tf.ones([3, 3, 3, 4]), 1, 'same');
      return { y: tf.matMul(tf.reshape(y, [25, 4]), tf.reshape(y, [4, 25])) };
    };
    const signature = { inputs: { x: { shape: [1, 5, 5, 3], dtype: 'float32' as const } } };
    const { graph } = trace(convnet, signature, 'convnet');
    const { nodes } = rewrite(graph, { device: 'webgpu', precision: 'fp16' });
    expect(nodes.map(({ op }) => op)).toEqual(expect.arrayContaining(['Conv', 'Gemm']));
    expect(nodes.some(({ op }) => op === 'Cast')).toBe(false);
  });

  it('read a weight stored in half as it is', () => {
    const { graph } = trace(network, signature, 'half');
    const products = rewrite(graph, { device: 'webgpu', precision: 'fp16' }).nodes.filter(
      ({ op }) => op === 'Gemm' || op === 'MatMul',
    );
    expect(products.length).toBeGreaterThan(1);
    for (const { inputs } of products) {
      expect(inputs).toContain('weight:half');
      expect(inputs.filter((input) => input.endsWith(':half')).length).toBe(2);
    }
  });
});

/** @file Where transpositions, copies and repeated work do not appear in a recorded graph. */
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Signature, TensorFunction } from '../contract.js';
import { trace } from './trace.js';

const floats = (shapes: Readonly<Record<string, readonly number[]>>): Signature => ({
  inputs: Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, { shape, dtype: 'float32' as const }]),
  ),
});

type Shapes = Readonly<Record<string, readonly number[]>>;

/** Weights that are only used: known when the program is loaded, so that nothing about them costs time. */
const known = (shapes: Shapes): Pick<Signature, 'weights'> => ({
  weights: Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      { file: 'none', offset: 0, byteLength: 0, storage: 'F32', shape },
    ]),
  ),
});

const operators = (fn: TensorFunction, shapes: Shapes, weights: Shapes = {}) =>
  trace(fn, { ...floats(shapes), ...known(weights) }, 'layout').graph.nodes.map(({ op }) => op);

const count = (ops: readonly string[], op: string) => ops.filter((one) => one === op).length;

const image = [2, 8, 8, 3] as const;

describe('layout', () => {
  it('keeps the result of a convolution as it lies through everything pointwise', () => {
    const ops = operators(
      ({ x, b }, { w, v }) => {
        const first = tf.relu(tf.add(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), b!));
        const pooled = tf.maxPool(tf.mul(first, tf.sigmoid(first)) as tf.Tensor4D, 2, 2, 'valid');
        return { y: tf.mean(tf.conv2d(pooled, v as tf.Tensor4D, 1, 'same'), [1, 2]) };
      },
      { x: image, b: [3] },
      { w: [3, 3, 3, 3], v: [3, 3, 3, 4] },
    );
    // The input and the two kernels are turned; nothing between the convolutions or behind them is.
    expect(count(ops.slice(ops.indexOf('Relu')), 'Transpose')).toBe(1);
    expect(count(ops, 'Transpose')).toBe(3);
    expect(ops.slice(ops.lastIndexOf('Conv'))).not.toContain('Transpose');
  });

  it('turns the input before it is normalised, not after', () => {
    const ops = operators(
      ({ x }, { w }) => ({
        y: tf.sum(tf.conv2d(tf.div(tf.sub(x!, [1, 2, 3]), 2) as tf.Tensor4D, w as tf.Tensor4D, 1, 'same')),
      }),
      { x: image },
      { w: [3, 3, 3, 4] },
    );
    expect(ops.indexOf('Transpose')).toBeLessThan(ops.indexOf('Sub'));
  });

  it('folds transpositions into a product of matrices', () => {
    const ops = operators(
      ({ a, b }) => ({ y: tf.matMul(tf.transpose(a!) as tf.Tensor2D, b as tf.Tensor2D, false, true) }),
      {
        a: [3, 2],
        b: [4, 3],
      },
    );
    expect(ops).toEqual(['Gemm', 'Identity']);
  });

  it('makes a patch embedding one product, and its tokens need no turning', () => {
    const ops = operators(
      ({ x, w }) => {
        const tokens = (image: tf.Tensor) =>
          tf.reshape(tf.conv2d(image as tf.Tensor4D, w as tf.Tensor4D, 4, 'valid'), [2, 4, 5]);
        return { y: tf.grad((image) => tf.sum(tf.square(tokens(image)), [0, 1, 2]))(x!) };
      },
      { x: image, w: [4, 4, 3, 5] },
    );
    expect(ops).not.toContain('Conv');
    expect(count(ops, 'MatMul') + count(ops, 'Gemm')).toBe(2);
    // Pixels to patches and back.
    expect(count(ops, 'Transpose')).toBe(2);
  });

  it('makes a convolution that is learnt and its adjoints products of shared rows, without turning an image', () => {
    const ops = operators(
      ({ x, w, v }) => {
        const twice = (first: tf.Tensor, second: tf.Tensor) =>
          tf.conv2d(
            tf.conv2d(x as tf.Tensor4D, first as tf.Tensor4D, 1, 'same'),
            second as tf.Tensor4D,
            1,
            'same',
          );
        const [first, second] = tf.grads((a, b) => tf.sum(tf.square(twice(a!, b!))))([w!, v!]);
        return { first: first!, second: second! };
      },
      { x: image, w: [3, 3, 3, 5], v: [3, 3, 5, 4] },
    );
    expect(ops).not.toContain('Conv');
    // Each convolution forward and by its kernel, the second by its input: rows of x, of what is between, of dy.
    expect([count(ops, 'Gather'), count(ops, 'Gemm')]).toEqual([3, 5]);
  });

  it('undoes one transposition with another', () => {
    const ops = operators(
      ({ x }) => ({ y: tf.neg(tf.transpose(tf.exp(tf.transpose(x!, [2, 0, 1])), [1, 2, 0])) }),
      {
        x: [2, 3, 4],
      },
    );
    expect(ops).toEqual(['Exp', 'Neg', 'Identity']);
  });

  it('reshapes and merges axes that lie side by side without moving them', () => {
    const ops = operators(
      ({ x }, { w }) => {
        const grid = tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same');
        return { y: tf.sum(tf.reshape(grid, [2, 64, 4]), 1) };
      },
      { x: image },
      { w: [3, 3, 3, 4] },
    );
    expect(ops.slice(ops.indexOf('Conv'))).toEqual(['Conv', 'Reshape', 'ReduceSum', 'Identity']);
  });

  it('does not spread a mean before multiplying by it', () => {
    const ops = operators(({ x }) => ({ y: tf.grad((t) => tf.mean(tf.square(t)))(x!) }), { x: [4, 5] });
    expect(ops).not.toContain('Expand');
    expect(ops).not.toContain('Tile');
  });

  it('computes equal things once and unneeded things never', () => {
    const ops = operators(
      ({ x }) => {
        tf.cos(x!);
        return { a: tf.add(tf.exp(x!), 1), b: tf.mul(tf.exp(x!), 2) };
      },
      { x: [3] },
    );
    expect(ops.sort()).toEqual(['Add', 'Exp', 'Identity', 'Identity', 'Mul']);
  });

  it('leaves out additions of nothing, products with one and casts to the same type', () => {
    const ops = operators(({ x }) => ({ y: tf.cast(tf.mul(tf.add(x!, 0), tf.ones([3])), 'float32') }), {
      x: [2, 3],
    });
    expect(ops).toEqual(['Identity']);
  });

  it('puts the scale of batch normalisation into the kernel of the adjoint', () => {
    const { graph } = trace(
      ({ x }, { w, k }) => {
        const network = (t: tf.Tensor) =>
          tf.sum(tf.square(tf.mul(tf.conv2d(t as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'), k!)));
        return { y: tf.grad(network)(x!) };
      },
      {
        ...floats({ x: image }),
        ...known({ w: [3, 3, 3, 4], k: [4] }),
      },
      'scaled',
    );
    const makers = new Map(
      graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)),
    );
    const adjoint = graph.nodes.filter(({ op }) => op === 'Conv')[1]!;
    const source = makers.get(adjoint.inputs[0]!)!;
    expect(source.inputs.map((name) => makers.get(name)?.op)).not.toContain('Reshape');
  });
});

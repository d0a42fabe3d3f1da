/** @file Convolutions that are learnt, by the ways in which they are made products of matrices. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { trace } from '../record/trace.js';
import { numbers } from '../testing/arbitraries.reference.js';
import { expectSame } from '../testing/harness.reference.js';

type Quad = readonly [number, number, number, number];

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

/** 4 images whose rows, 48·9 numbers for each of 4,096 pixels, take 7 MB each: multiplied in parts. */
const LARGE: readonly [Quad, Quad] = [
  [4, 64, 64, 48],
  [3, 3, 48, 2],
];
/** So many columns that the errors are turned for the gradient of the kernel. */
const MANY_COLUMNS: readonly [Quad, Quad] = [
  [2, 6, 5, 3],
  [3, 3, 3, 101],
];
/** Winograd's tiles of 4 × 4 outputs: a whole number of them, and reaching beyond the image. */
const TILES: readonly [Quad, Quad] = [
  [4, 8, 8, 40],
  [3, 3, 40, 33],
];
const TILES_BEYOND: readonly [Quad, Quad] = [
  [5, 7, 6, 33],
  [3, 3, 33, 40],
];

it.each([
  ['large images', ...LARGE, 1],
  ['many columns', ...MANY_COLUMNS, 1],
  ['tiles', ...TILES, 1],
  ['tiles beyond the image', ...TILES_BEYOND, 1],
  ['tiles without padding', ...TILES_BEYOND, 0],
  ['tiles with more padding', ...TILES_BEYOND, 2],
] as const)(
  'gives what it gives on the cpu backend, forward and both adjoints: %s',
  async (name, images, kernel, padding) => {
    const float = (shape: readonly number[]) => ({ shape, dtype: 'float32' as const });
    const [batch, height, width] = images;
    const grown = 2 * padding - 2;
    const errors = [batch, height + grown, width + grown, kernel[3]];
    const signature = { inputs: { x: float(images), w: float(kernel), dy: float(errors) } };
    const data = {
      x: numbers(sizeOf(images), 1, -1, 1),
      w: numbers(sizeOf(kernel), 2, -1, 1),
      dy: numbers(sizeOf(errors), 3, -1, 1),
    };
    await expectSame(
      name,
      ({ x, w, dy }) => {
        const convolve = (input: tf.Tensor, filter: tf.Tensor) =>
          tf.conv2d(input as tf.Tensor4D, filter as tf.Tensor4D, 1, padding);
        const score = (input: tf.Tensor, filter: tf.Tensor): tf.Scalar =>
          tf.sum(tf.mul(convolve(input, filter), dy!));
        const [dx, dw] = tf.grads(score)([x!, w!]) as [tf.Tensor, tf.Tensor];
        return { y: convolve(x!, w!), dx, dw };
      },
      signature,
      data,
    );
  },
  60_000,
);

it('takes a quarter of the products, and transforms the tiles that forward and adjoint share once', () => {
  const float = (shape: readonly number[]) => ({ shape, dtype: 'float32' as const });
  const [images, kernel] = TILES;
  const { graph } = trace(
    ({ x, w }) => {
      const convolved = (filter: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same');
      return { dw: tf.grad((filter) => tf.sum(tf.square(convolved(filter))))(w!) };
    },
    { inputs: { x: float(images), w: float(kernel) } },
    'tiles',
  );
  const shapes = graph.nodes
    .filter(({ op }) => op === 'MatMul')
    .map(({ outputs }) => graph.values.get(outputs[0]!)!.shape);
  // Kernels and tiles, their product, outputs; errors, their product with the tiles, kernels.
  const tiles = 4 * 2 * 2;
  expect(shapes).toEqual([
    [36, 33 * 40],
    [36, tiles * 40],
    [36, tiles, 33],
    [16, tiles * 33],
    [36, tiles * 33],
    [36, 33, 40],
    [9, 33 * 40],
  ]);
  expect(graph.nodes.filter(({ op }) => op === 'Gather')).toHaveLength(1);
});

it('is large enough to be multiplied in parts', () => {
  expect(4 * sizeOf(LARGE[0]) * 9).toBeGreaterThan(24e6);
});

/** @file Convolutions that are learnt, by the ways in which their rows are multiplied. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
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

it.each([
  ['large images', ...LARGE],
  ['many columns', ...MANY_COLUMNS],
] as const)(
  'gives what it gives on the cpu backend, forward and both adjoints: %s',
  async (name, images, kernel) => {
    const float = (shape: readonly number[]) => ({ shape, dtype: 'float32' as const });
    const errors = [...images.slice(0, 3), kernel[3]];
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
          tf.conv2d(input as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same');
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

it('is large enough to be multiplied in parts', () => {
  expect(4 * sizeOf(LARGE[0]) * 9).toBeGreaterThan(24e6);
});

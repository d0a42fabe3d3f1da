/** @file Convolutions that are learnt, where there is so much to gather that they are multiplied in parts. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { numbers } from '../testing/arbitraries.reference.js';
import { expectSame } from '../testing/harness.reference.js';

/** 4 images whose rows, 48·9 numbers for each of 4,096 pixels, take 7 MB each. */
const IMAGES = [4, 64, 64, 48] as const;
const KERNEL = [3, 3, 48, 2] as const;

it('gives what it gives on the cpu backend, forward and both adjoints', async () => {
  const float = (shape: readonly number[]) => ({ shape, dtype: 'float32' as const });
  const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
  const errors = [4, 64, 64, 2] as const;
  const signature = { inputs: { x: float(IMAGES), w: float(KERNEL), dy: float(errors) } };
  const data = {
    x: numbers(sizeOf(IMAGES), 1, -1, 1),
    w: numbers(sizeOf(KERNEL), 2, -1, 1),
    dy: numbers(sizeOf(errors), 3, -1, 1),
  };
  expect(4 * sizeOf(IMAGES) * 9).toBeGreaterThan(24e6);
  await expectSame(
    'a large convolution',
    ({ x, w, dy }) => {
      const convolve = (images: tf.Tensor, kernel: tf.Tensor) =>
        tf.conv2d(images as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'same');
      const score = (images: tf.Tensor, kernel: tf.Tensor): tf.Scalar =>
        tf.sum(tf.mul(convolve(images, kernel), dy!));
      const [dx, dw] = tf.grads(score)([x!, w!]) as [tf.Tensor, tf.Tensor];
      return { y: convolve(x!, w!), dx, dw };
    },
    signature,
    data,
  );
}, 60_000);

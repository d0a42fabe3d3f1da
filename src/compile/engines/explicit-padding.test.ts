import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, it } from 'vitest';
import { withExplicitPadding } from './explicit-padding.js';

const randoms = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);

beforeAll(() => tf.setBackend('cpu'));

const geometry = { strides: [2, 2] as [number, number], dataFormat: 'NHWC', dilations: [1, 1] };
const inputShape = [2, 7, 6, 3];
/** Of a convolution of `inputShape` with two zeros on every side: ⌊(7 + 4 − 3) / 2⌋ + 1 rows, ⌊(6 + 4 − 3) / 2⌋ + 1 columns. */
const outputShape = (channels: number) => [2, 5, 4, channels];

/** tfjs-cpu convolves with any padding; taught, it is only ever asked for none. */
it.each([
  ['Conv2D', { x: inputShape, filter: [3, 3, 3, 4] }, {}],
  ['Conv2DBackpropFilter', { x: inputShape, dy: outputShape(4) }, { filterShape: [3, 3, 3, 4] }],
  ['Conv2DBackpropInput', { dy: outputShape(4), filter: [3, 3, 3, 4] }, { inputShape }],
  ['DepthwiseConv2dNative', { x: inputShape, filter: [3, 3, 3, 2] }, {}],
  ['DepthwiseConv2dNativeBackpropFilter', { x: inputShape, dy: [2, 5, 4, 6] }, { filterShape: [3, 3, 3, 2] }],
  ['DepthwiseConv2dNativeBackpropInput', { dy: [2, 5, 4, 6], filter: [3, 3, 3, 2] }, { inputShape }],
])('%s gives by "valid" what it gives by numbers', (name, shapes, own) => {
  const inputs = Object.fromEntries(
    Object.entries(shapes).map(([key, shape], i) => [key, randoms(shape, i + 1)]),
  );
  const { kernelFunc } = tf.getKernel(name, 'cpu');
  const backend = tf.backend();
  const asked: unknown[] = [];
  const strict: tf.KernelFunc = (call) => {
    asked.push(call.attrs?.pad);
    return kernelFunc(call);
  };
  const read = (result: tf.TensorInfo | tf.TensorInfo[]) =>
    backend.readSync((result as tf.TensorInfo).dataId);
  for (const pad of [
    2,
    [
      [0, 0],
      [2, 2],
      [2, 2],
      [0, 0],
    ],
    'same',
    0,
  ]) {
    if ((pad === 'same' || pad === 0) && name !== 'Conv2D') continue;
    const call = { inputs, backend, attrs: { ...geometry, ...own, pad } as never };
    const wanted = read(kernelFunc(call));
    const found = read(withExplicitPadding(name, strict)(call));
    expect(found).toHaveLength(wanted.length);
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(Number(wanted[i]), 4);
    });
  }
  expect(asked).toEqual(name === 'Conv2D' ? ['valid', 'valid', 'same', 0] : ['valid', 'valid']);
});

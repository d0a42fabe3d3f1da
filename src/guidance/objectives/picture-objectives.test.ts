import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/index.js';
import { SeededGenerator } from '../../random/index.js';
import { type PictureObjectiveName, pictureObjective, pictureObjectives } from './index.js';

const size = { width: 7, height: 5 };
const picture = (seed: number): Float32Array => {
  const generator = SeededGenerator.fromSeed(seed);
  return Float32Array.from({ length: 3 * size.width * size.height }, () => generator.uniform());
};
const start = picture(2);
const values = { paletteColours: '#f00 #00ff00, #1d3557', symmetryOf: 'both' };
const palette = [
  [1, 0, 0],
  [0, 1, 0],
  [0x1d / 255, 0x35 / 255, 0x57 / 255],
];

type Image = tf.Tensor3D;
const moved = (x: Image, dy: number, dx: number): [tf.Tensor, tf.Tensor] => [
  tf.slice(x, [dy, dx, 0], [size.height - dy, size.width - dx, 3]),
  tf.slice(x, [0, 0, 0], [size.height - dy, size.width - dx, 3]),
];
const apart = (x: Image, dy: number, dx: number): tf.Tensor => {
  const [there, here] = moved(x, dy, dx);
  return tf.square(tf.sub(there, here));
};

/** The same losses in TensorFlow.js, whose own gradients are the reference. */
const reference: Record<PictureObjectiveName, (x: Image) => tf.Scalar> = {
  totalVariation: (x) => tf.div(tf.add(tf.sum(apart(x, 0, 1)), tf.sum(apart(x, 1, 0))), x.size) as tf.Scalar,
  smoothness: (x) => {
    const across = tf.pad(apart(x, 0, 1) as Image, [
      [0, 0],
      [0, 1],
      [0, 0],
    ]);
    const down = tf.pad(apart(x, 1, 0) as Image, [
      [0, 1],
      [0, 0],
      [0, 0],
    ]);
    const lengths = tf.sqrt(tf.add(tf.sum(tf.add(across, down), 2), 1e-6));
    return tf.sub(tf.mean(lengths), 1e-3) as tf.Scalar;
  },
  saturation: (x) => {
    const [r, g, b] = tf.unstack(x, 2) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const rg = tf.sub(r, g);
    const yb = tf.sub(tf.mul(0.5, tf.add(r, g)), b);
    const spread = tf.sqrt(tf.add(tf.moments(rg).variance, tf.moments(yb).variance));
    const offset = tf.sqrt(tf.add(tf.square(tf.mean(rg)), tf.square(tf.mean(yb))));
    return tf.neg(tf.add<tf.Scalar>(spread, tf.mul(0.3, offset)));
  },
  palette: (x) => {
    const distances = palette.map((colour) => tf.sum(tf.square(tf.sub(x, tf.tensor1d(colour))), 2));
    return tf.mean(tf.min(tf.stack(distances), 0));
  },
  symmetry: (x) => {
    const apartFrom = (axis: number) => tf.mean(tf.square(tf.sub(x, tf.reverse(x, axis))));
    return tf.mul(0.5, tf.add(apartFrom(0), apartFrom(1)));
  },
  anchor: (x) => tf.mean(tf.square(tf.sub(x, tf.tensor3d(start, [size.height, size.width, 3])))),
};

const names = Object.keys(pictureObjectives) as PictureObjectiveName[];

describe.each(names)('the picture’s objective %s', (name) => {
  it('and its gradient equal TensorFlow.js', async () => {
    const image = picture(1);
    const gradient = new Float32Array(image.length).fill(0.5);
    const loss = pictureObjective(name).evaluate({ size, image, start, values }, 3, gradient);
    const program = await compile(
      ({ x }) => {
        const { value, grad } = tf.valueAndGrad((y: tf.Tensor) => reference[name](y as Image))(x!);
        return { value, grad };
      },
      { inputs: { x: { shape: [size.height, size.width, 3], dtype: 'float32' } } },
      { name, engine: 'tfjs-cpu' },
    );
    const { value, grad } = await program.run({ x: image });
    await program.dispose();
    expect(loss).toBeCloseTo(value!.data[0]!, 5);
    const slopes = [...grad!.data];
    expect(Math.max(...slopes)).toBeGreaterThan(1e-4);
    slopes.forEach((slope, i) => {
      expect(gradient[i]!).toBeCloseTo(0.5 + 3 * slope, 5);
    });
  });
});

it('what has nothing to compare with is left out', () => {
  const image = picture(1);
  const gradient = new Float32Array(image.length);
  expect(pictureObjective('anchor').evaluate({ size, image, start: undefined, values }, 1, gradient)).toBe(0);
  const none = { ...values, paletteColours: '' };
  expect(pictureObjective('palette').evaluate({ size, image, start, values: none }, 1, gradient)).toBe(0);
  expect(gradient.every((slope) => slope === 0)).toBe(true);
});

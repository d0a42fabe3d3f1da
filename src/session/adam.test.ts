import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { SeededGenerator } from '../random/index.js';
import { Adam } from './adam.js';

describe('Adam', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('walks as TensorFlow.js’s own Adam does over thirty noisy steps', () => {
    const generator = SeededGenerator.fromSeed(11);
    const start = Float32Array.from({ length: 20 }, () => generator.normal());
    const gradients = Array.from({ length: 30 }, () =>
      Float32Array.from(start, (_, i) => (i === 0 ? 0 : generator.normal(10 ** ((i % 5) - 2)))),
    );
    const ours = start.slice();
    const adam = new Adam(ours);
    const variable = tf.variable(tf.tensor1d(start), true, 'walked');
    const reference = tf.train.adam(0.03, 0.9, 0.999, 1e-8);
    for (const gradient of gradients) {
      adam.step(gradient, 0.03);
      reference.applyGradients([{ name: 'walked', tensor: tf.tensor1d(gradient) }]);
    }
    const expected = variable.dataSync();
    ours.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 4);
    });
    // A parameter without a gradient stays where it is, to the bit.
    expect(ours[0]).toBe(start[0]);
    variable.dispose();
    reference.dispose();
  });

  it('takes each step at the rate it is given', () => {
    const values = Float32Array.of(1);
    const adam = new Adam(values);
    adam.step(Float32Array.of(4), 0.5);
    expect(values[0]).toBeCloseTo(0.5, 6);
    adam.step(Float32Array.of(4), 0);
    expect(values[0]).toBeCloseTo(0.5, 6);
  });
});

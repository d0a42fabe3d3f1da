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
    const adam = new Adam(ours.length);
    const variable = tf.variable(tf.tensor1d(start), true, 'walked');
    const reference = tf.train.adam(0.03, 0.9, 0.999, 1e-8);
    for (const gradient of gradients) {
      adam.step(ours, gradient, 0.03);
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
    const adam = new Adam(values.length);
    adam.step(values, Float32Array.of(4), 0.5);
    expect(values[0]).toBeCloseTo(0.5, 6);
    adam.step(values, Float32Array.of(4), 0);
    expect(values[0]).toBeCloseTo(0.5, 6);
  });

  it('leaves resting numbers and their moments as they are, and goes on with them as if nothing had been', () => {
    const gradients = [1, -2, 3, -1].map((g) => Float32Array.of(g, g));
    const values = Float32Array.of(1, 1);
    const adam = new Adam(2);
    const alone = new Adam(1);
    const lone = Float32Array.of(1);
    gradients.forEach((gradient, i) => {
      const rests = i === 1 || i === 2;
      const before = values[0];
      adam.step(values, gradient, 0.1, rests ? Uint8Array.of(1, 0) : undefined);
      if (rests) expect(values[0]).toBe(before);
      else alone.step(lone, gradient, 0.1);
      if (i !== 0) expect(values[0] === values[1]).toBe(false);
    });
    expect(values[0]).toBe(lone[0]);
  });

  it('takes moments along when numbers change places, and gives new ones none', () => {
    const values = Float32Array.of(1, 2, 3);
    const adam = new Adam(3);
    for (let i = 0; i < 5; i++) adam.step(values, Float32Array.of(1, -1, 2), 0.1);
    const { first, second } = adam.save();
    adam.arrange([[2, 3], 1, [0, 1]], 3);
    const after = adam.save();
    expect([...after.first]).toEqual([first[2], 0, first[0]]);
    expect([...after.second]).toEqual([second[2], 0, second[0]]);
    expect([...after.steps]).toEqual([5, 0, 5]);
    // The first step of a new number is of size `rate`, whatever the age of the others.
    const arranged = Float32Array.of(3, 7, 1);
    adam.step(arranged, Float32Array.of(0, 4, 0), 0.1);
    expect(arranged[1]).toBeCloseTo(6.9, 5);
  });

  it('goes on bit by bit from saved moments', () => {
    const generator = SeededGenerator.fromSeed(2);
    const gradient = () => Float32Array.from({ length: 4 }, () => generator.normal());
    const values = Float32Array.of(1, 2, 3, 4);
    const adam = new Adam(4);
    for (let i = 0; i < 3; i++) adam.step(values, gradient(), 0.1);
    const other = new Adam(4);
    other.load(adam.save());
    const copy = values.slice();
    for (let i = 0; i < 3; i++) {
      const g = gradient();
      adam.step(values, g, 0.1);
      other.step(copy, g, 0.1);
    }
    expect(copy).toEqual(values);
  });
});

import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { SeededGenerator } from '../random/index.js';
import { Resampler, resampled } from './resample.js';

const normals = (count: number, seed: number): Float32Array => {
  const values = new Float32Array(count);
  SeededGenerator.fromSeed(seed).addNormal(values, 1);
  return values;
};

describe('resampling', () => {
  it('enlarges as tfjs does by linear interpolation', () => {
    const image = normals(7 * 5 * 3, 1);
    const ours = resampled(image, { width: 7, height: 5 }, { width: 16, height: 13 }, 3);
    const theirs = tf.tidy(() =>
      tf.image.resizeBilinear(tf.tensor4d(image, [1, 5, 7, 3]), [13, 16], false, true).dataSync(),
    );
    ours.forEach((value, i) => {
      expect(value).toBeCloseTo(theirs[i]!, 4);
    });
  });

  it('keeps an even colour and, in the middle, a slope when it shrinks', () => {
    const slope = Float32Array.from({ length: 40 * 30 }, (_, i) => i % 40);
    const small = resampled(slope, { width: 40, height: 30 }, { width: 10, height: 9 }, 1);
    for (let x = 1; x < 9; x++) expect(small[4 * 10 + x]).toBeCloseTo(4 * x + 1.5, 4);
    const even = resampled(
      new Float32Array(40 * 30).fill(0.3),
      { width: 40, height: 30 },
      { width: 7, height: 3 },
      1,
    );
    even.forEach((value) => {
      expect(value).toBeCloseTo(0.3, 6);
    });
  });

  it.each([
    [
      { width: 9, height: 6 },
      { width: 4, height: 11 },
    ],
    [
      { width: 3, height: 3 },
      { width: 1, height: 8 },
    ],
  ])('has its transpose as adjoint', (source, target) => {
    const resampler = new Resampler(source, target, 2);
    const image = normals(source.width * source.height * 2, 3);
    const upstream = normals(target.width * target.height * 2, 4);
    const result = new Float32Array(upstream.length);
    const gradient = new Float32Array(image.length);
    resampler.forward(image, result);
    resampler.adjoint(upstream, gradient);
    const there = result.reduce((sum, value, i) => sum + value * upstream[i]!, 0);
    const back = image.reduce((sum, value, i) => sum + value * gradient[i]!, 0);
    expect(back).toBeCloseTo(there, 3);
  });
});

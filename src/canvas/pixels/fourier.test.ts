import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { SeededGenerator } from '../../random/index.js';
import { Fft, smoothLength } from './fft.js';
import { RealPlane } from './real-plane.js';

const normals = (count: number, seed: number): Float32Array => {
  const values = new Float32Array(count);
  SeededGenerator.fromSeed(seed).addNormal(values, 1);
  return values;
};

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
};

describe('the Fourier transform', () => {
  it.each([1, 2, 3, 4, 5, 8, 15, 16, 30, 36, 64, 100, 120, 135])(
    'of length %i agrees with tfjs',
    (length) => {
      const batch = 3;
      const fft = new Fft(length, batch);
      const [re, im] = [normals(length * batch, 1), normals(length * batch, 2)];
      fft.signals.re.set(re);
      fft.signals.im.set(im);
      fft.transform();
      const theirs = tf.tidy(() => {
        const parts = [re, im].map((part) => tf.transpose(tf.tensor2d(part, [length, batch])));
        const done = tf.fft(tf.complex(parts[0]!, parts[1]!));
        return [tf.real(done).dataSync(), tf.imag(done).dataSync()] as const;
      });
      const transposed = (values: Float64Array) =>
        Float32Array.from(
          { length: values.length },
          (_, i) => values[(i % length) * batch + Math.floor(i / length)]!,
        );
      expect(largestDifference(transposed(fft.signals.re), theirs[0])).toBeLessThan(1e-4 * Math.sqrt(length));
      expect(largestDifference(transposed(fft.signals.im), theirs[1])).toBeLessThan(1e-4 * Math.sqrt(length));
    },
  );

  it('takes lengths of the primes 2, 3 and 5 only, and says which are near', () => {
    expect(() => new Fft(14, 1)).toThrow(/only 2, 3 and 5/u);
    expect([1, 2, 7, 11, 61, 224, 2161, 4095].map(smoothLength)).toEqual([2, 2, 8, 12, 64, 240, 2250, 4096]);
  });
});

describe('a real plane', () => {
  const size = { width: 12, height: 15 };
  const shown = { width: 11, height: 13 };
  const plane = new RealPlane(size);
  const spectrum = normals(plane.spectrumNumbers, 3);
  const envelope = normals(plane.spectrumNumbers / 2, 4).map((value) => 1 + value ** 2);

  it('is the sum of waves that its formula says', () => {
    const image = new Float32Array(shown.width * shown.height);
    plane.inverse(spectrum, envelope, image, shown);
    const slow = image.map((_, i) => {
      const [x, y] = [i % shown.width, Math.floor(i / shown.width)];
      let sum = 0;
      for (let u = 0; u < size.height; u++) {
        for (let v = 0; v < plane.columns; v++) {
          const at = u * plane.columns + v;
          const angle = 2 * Math.PI * ((u * y) / size.height + (v * x) / size.width);
          const weight = v === 0 || v === plane.columns - 1 ? 1 : 2;
          const wave = spectrum[2 * at]! * Math.cos(angle) - spectrum[2 * at + 1]! * Math.sin(angle);
          sum += weight * envelope[at]! * wave;
        }
      }
      return sum / Math.sqrt(size.width * size.height);
    });
    expect(largestDifference(image, slow)).toBeLessThan(1e-5);
  });

  it('has its transpose as adjoint', () => {
    const image = new Float32Array(shown.width * shown.height);
    plane.inverse(spectrum, envelope, image, shown);
    const upstream = normals(image.length, 5);
    const gradient = new Float32Array(spectrum.length);
    plane.adjoint(upstream, shown, envelope, gradient);
    const there = image.reduce((sum, value, i) => sum + value * upstream[i]!, 0);
    const back = spectrum.reduce((sum, value, i) => sum + value * gradient[i]!, 0);
    expect(Math.abs(there - back)).toBeLessThan(1e-4 * Math.abs(there));
  });
});

/**
 * @file The stem is kept blind to speckle: its kernels are projected on those that are another kernel blurred by a
 * binomial. A gradient goes back through the same kernels, so it cannot draw what is finer. The same as `low_pass` of
 * bench/peers/twin/image.py, whose binomial is 1 3 3 1.
 */
import type { StepShape } from './step.js';
import type { TrainingState } from './training-state.js';

const STEM = 'visual.stem.conv.weight';

export type LowPass = (state: Pick<TrainingState, 'values' | 'average'>) => void;

/**
 * What keeps the stem of a network blurred, in place. A stem no wider than the binomial is left as it is: nothing but
 * the binomial would be left of it.
 * @param taps of the binomial, pixels; 1 leaves every stem as it is
 */
export function lowPass({ image }: Pick<StepShape, 'image'>, taps: number): LowPass {
  const [out = 0, channels = 0, height = 0, width = 0] = image.tensors[STEM] ?? [];
  if (taps < 2 || Math.min(height, width) <= taps) return () => {};
  const [down, along] = [projectionOnBlurred(height, taps), projectionOnBlurred(width, taps)];
  const places = height * width;
  // Kronecker's product of both: place → place.
  const whole = Float64Array.from({ length: places ** 2 }, (_, i) => {
    const [to, from] = [Math.floor(i / places), i % places];
    return down[Math.floor(to / width)]![Math.floor(from / width)]! * along[to % width]![from % width]!;
  });
  const size = places * channels;
  const project = (kernels: Float32Array): void => {
    for (let start = 0; start < out * size; start += size) {
      // [h, w, I] of [O, h, w, I], as a state keeps them.
      const blurred = kernels.subarray(start, start + size);
      const free = blurred.slice();
      for (let i = 0; i < size; i++) {
        const [place, channel] = [Math.floor(i / channels), i % channels];
        let sum = 0;
        for (let from = 0; from < places; from++) {
          sum += whole[place * places + from]! * free[from * channels + channel]!;
        }
        blurred[i] = sum;
      }
    }
  };
  return ({ values, average }) => {
    project(values[STEM]!);
    project(average[STEM]!);
  };
}

/** [size, size]: orthogonal, on the rows of `size` numbers that are a shorter one convolved with the binomial. */
function projectionOnBlurred(size: number, taps: number): Float64Array[] {
  const basis: Float64Array[] = [];
  for (let shift = 0; shift <= size - taps; shift++) {
    const row = new Float64Array(size);
    row.set(binomial(taps), shift);
    // Gram–Schmidt; the second time takes away what rounding left of the first.
    for (const other of [...basis, ...basis]) {
      const part = dot(row, other);
      other.forEach((value, i) => {
        row[i] = row[i]! - part * value;
      });
    }
    const length = Math.sqrt(dot(row, row));
    basis.push(row.map((value) => value / length));
  }
  return Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size }, (__, j) => basis.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
  );
}

/** 1, 1 1, 1 2 1, 1 3 3 1, … */
const binomial = (taps: number): number[] =>
  taps === 1 ? [1] : [...binomial(taps - 1), 0].map((value, i, all) => value + (all[i - 1] ?? 0));

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** @file Random operands for kernel tests: shapes, values in a range, and memory orders. */
import fc from 'fast-check';
import type { Dtype, HostData } from '../contract.js';
import type { Operand } from './harness.reference.js';

/** Numbers in [low, high) by a linear congruential generator (Numerical Recipes' constants). */
export function numbers(count: number, seed: number, low: number, high: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return low + ((high - low) * state) / 2 ** 32;
  });
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

export interface Range {
  readonly low?: number;
  readonly high?: number;
  readonly dtype?: Dtype;
}

function dataOf(size: number, seed: number, { low = -2, high = 2, dtype = 'float32' }: Range): HostData {
  const values = numbers(size, seed, low, high);
  if (dtype === 'float32') return values;
  if (dtype === 'int32') return Int32Array.from(values, Math.floor);
  return Uint8Array.from(values, (value) => (value > (low + high) / 2 ? 1 : 0));
}

export const shape = (minRank: number, maxRank: number, maxLength = 4): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 1, max: maxLength }), { minLength: minRank, maxLength: maxRank });

/** A permutation of the axes, sometimes none. */
const storedOrder = (rank: number): fc.Arbitrary<number[] | undefined> => {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return rank < 2
    ? fc.constant(undefined)
    : fc.option(fc.shuffledSubarray(axes, { minLength: rank }), { nil: undefined });
};

/** An operand of a given shape. */
export const operand = (of: readonly number[], range: Range = {}): fc.Arbitrary<Operand> =>
  fc.record({ seed: fc.integer(), stored: storedOrder(of.length) }).map(({ seed, stored }) => ({
    shape: of,
    dtype: range.dtype ?? 'float32',
    data: dataOf(sizeOf(of), seed, range),
    ...(stored === undefined ? {} : { stored }),
  }));

/** A shape and, of the same rank or lower, one that broadcasts to it. */
export const broadcastShapes: fc.Arbitrary<[number[], number[]]> = shape(1, 4).chain((wide) =>
  fc
    .tuple(
      fc.integer({ min: 0, max: wide.length }),
      fc.array(fc.boolean(), { minLength: wide.length, maxLength: wide.length }),
      fc.boolean(),
    )
    .map(([drop, ones, swap]) => {
      const narrow = wide.map((length, axis) => (ones[axis] ? 1 : length)).slice(drop);
      return (swap ? [narrow, wide] : [wide, narrow]) as [number[], number[]];
    }),
);

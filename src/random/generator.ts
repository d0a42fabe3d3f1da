/**
 * @file The seeded generator. Everything random in a drawing (first marks, views, noise) is drawn from one
 * instance in a fixed order, and its state is part of a checkpoint, so a seed means one drawing.
 */
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { normalFrom } from './ziggurat.js';

/** The generator's whole state: four 32-bit integers, as JSON-safe numbers. */
export type GeneratorState = readonly number[];

const TWO_TO_MINUS_32 = 2 ** -32;

/** xoroshiro128+ with the few distributions a drawing needs. */
export class SeededGenerator {
  private constructor(private readonly bits: RandomGenerator) {}

  /** @param seed an integer in 0 … 2³²−1 */
  static fromSeed(seed: number): SeededGenerator {
    return new SeededGenerator(xoroshiro128plus(seed | 0));
  }

  /** @throws RangeError when the state is not four 32-bit integers. */
  static fromState(state: GeneratorState): SeededGenerator {
    if (state.length !== 4 || !state.every((word) => Number.isInteger(word))) {
      throw new RangeError('A generator state is four 32-bit integers.');
    }
    return new SeededGenerator(xoroshiro128plusFromState(state));
  }

  /** The state now; `fromState` of it continues with exactly the same numbers. */
  get state(): GeneratorState {
    return [...this.bits.getState()];
  }

  /** Uniform in [low, high), 32 bits of resolution. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * (this.bits.next() >>> 0) * TWO_TO_MINUS_32;
  }

  /** A whole number in low … high, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  /** Standard normal times `sigma`. */
  normal(sigma = 1): number {
    return sigma * normalFrom(this.bits);
  }

  /** Adds independent normal noise of standard deviation `sigma` to every element. */
  addNormal(values: Float32Array, sigma: number): void {
    const bits = this.bits;
    for (let i = 0; i < values.length; i++) values[i] = values[i]! + sigma * normalFrom(bits);
  }
}

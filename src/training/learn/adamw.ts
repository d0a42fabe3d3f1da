/**
 * @file AdamW (Loshchilov & Hutter 2019, algorithm 2) and the moving average of what it learns, in one pass over the
 * numbers, in place and in single precision. Compiled with the gradients it would take seventeen passes, and every weight
 * and moment would be copied out of the program at every step (docs/benchmarks.md).
 */
import { laneArrays, openLanes, STRETCH } from './adamw-lanes.js';

export const adamDefaults = { beta1: 0.9, beta2: 0.98, epsilon: 1e-6, decay: 0.05 } as const;

/** One parameter and what is remembered of it; all of one length. */
export interface Learnt {
  readonly values: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
  readonly average: Float32Array;
}

/** What changes from update to update. */
export interface Pace {
  readonly rate: number;
  /** This update, from 1. */
  readonly update: number;
  /** Weight of the old average in the new one. */
  readonly memory: number;
}

const lanes = openLanes();

/** @param decays matrices and kernels do; norms and biases are left alone, as in every CLIP */
export function adamW(
  learnt: Learnt,
  gradient: Float32Array,
  { rate, update, memory }: Pace,
  decays: boolean,
): void {
  const { beta1, beta2, epsilon, decay } = adamDefaults;
  // θ − rate·(m/c₁)/(√(v/c₂) + ε), with both corrections drawn out of the loop.
  const root = Math.sqrt(1 - beta2 ** update);
  lanes.setFactors({
    keepFirst: beta1,
    newFirst: 1 - beta1,
    keepSecond: beta2,
    newSecond: 1 - beta2,
    shrink: decays ? 1 - rate * decay : 1,
    stride: (rate * root) / (1 - beta1 ** update),
    floor: epsilon * root,
    memory,
    fresh: 1 - memory,
  });
  const whole = { ...learnt, gradient };
  const { length } = gradient;
  for (let from = 0; from < length; from += STRETCH) {
    const count = Math.min(STRETCH, length - from);
    for (const name of laneArrays) lanes.arrays[name].set(whole[name].subarray(from, from + count));
    lanes.update(count);
    for (const name of laneArrays) {
      if (name !== 'gradient') whole[name].set(lanes.arrays[name].subarray(0, count), from);
    }
  }
}

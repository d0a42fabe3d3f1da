/**
 * @file AdamW (Loshchilov & Hutter 2019, algorithm 2) and the moving average of what it learns, in one pass over the
 * numbers, in place. Compiled with the gradients it would take seventeen passes, and every weight and moment would be
 * copied out of the program at every step (docs/benchmarks.md).
 */
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

/** @param decays matrices and kernels do; norms and biases are left alone, as in every CLIP */
export function adamW(
  { values, first, second, average }: Learnt,
  gradient: Float32Array,
  { rate, update, memory }: Pace,
  decays: boolean,
): void {
  const { beta1, beta2, epsilon, decay } = adamDefaults;
  const shrink = decays ? 1 - rate * decay : 1;
  // θ − rate·(m/c₁)/(√(v/c₂) + ε), with both corrections drawn out of the loop.
  const root = Math.sqrt(1 - beta2 ** update);
  const stride = (rate * root) / (1 - beta1 ** update);
  const floor = epsilon * root;
  const fresh = 1 - memory;
  for (let i = 0; i < values.length; i++) {
    const g = gradient[i]!;
    const m = beta1 * first[i]! + (1 - beta1) * g;
    const v = beta2 * second[i]! + (1 - beta2) * g * g;
    const value = shrink * values[i]! - (stride * m) / (Math.sqrt(v) + floor);
    first[i] = m;
    second[i] = v;
    values[i] = value;
    average[i] = memory * average[i]! + fresh * value;
  }
}

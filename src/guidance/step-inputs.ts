/** @file What the compiled program of a step is given: targets, weights by view, stop values. */
import type { ViewShape } from './objectives/view-objective.js';
import type { Wish } from './prompt/moment.js';
import type { Ground } from './scene.js';

/** A stop value that is never reached. */
const NEVER = -1e9;

export interface TargetInputs {
  /** [T, D] */
  readonly targets: Float32Array;
  /** [V, T]; absolute values add up to 1 where anything is wished */
  readonly weights: Float32Array;
  /** [T] */
  readonly stops: Float32Array;
}

/** A view counts 1/V, shared among the wishes of its ground by their weights. */
export function targetInputs(
  vectors: readonly Float32Array[],
  wishes: readonly Wish[],
  grounds: readonly Ground[],
  viewGrounds: readonly number[],
  { slots, embedDim }: Pick<ViewShape, 'slots' | 'embedDim'>,
): TargetInputs {
  const targets = new Float32Array(slots * embedDim);
  const stops = new Float32Array(slots).fill(NEVER);
  vectors.forEach((vector, t) => {
    targets.set(vector, t * embedDim);
    stops[t] = wishes[t]!.stop ?? NEVER;
  });
  const weights = new Float32Array(viewGrounds.length * slots);
  const totals = grounds.map((ground) =>
    ground.wishes.reduce((sum, t) => sum + Math.abs(wishes[t]!.weight), 0),
  );
  viewGrounds.forEach((ground, view) => {
    for (const t of grounds[ground]!.wishes) {
      weights[view * slots + t] = wishes[t]!.weight / totals[ground]! / viewGrounds.length;
    }
  });
  return { targets, weights, stops };
}

/** Places for so many targets; few sizes, so that a change of words seldom asks for another program. */
export const slotsFor = (count: number): number => [4, 8, 16, 32, 64].find((slots) => slots >= count)!;

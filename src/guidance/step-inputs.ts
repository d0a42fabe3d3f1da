/** @file What the compiled program of a step is given: targets, weights by view, stop values. */
import type { ViewShape } from './objectives/view-objective.js';
import type { Wish } from './prompt/moment.js';
import type { Ground } from './scene.js';
import type { Target } from './targets.js';

/** A stop value that is never reached. */
const NEVER = -1e9;

export interface TargetInputs {
  /** [T, D] */
  readonly targets: Float32Array;
  /** [V, T]; absolute values add up to 1 where anything is wished */
  readonly weights: Float32Array;
  /** The same of the wishes' own targets alone, which the score is of. */
  readonly wished: Float32Array;
  /** [T] */
  readonly stops: Float32Array;
}

/** A view counts 1/V, shared among the targets of its ground by their weights. */
export function targetInputs(
  targets: readonly Target[],
  wishes: readonly Wish[],
  grounds: readonly Ground[],
  viewGrounds: readonly number[],
  { slots, embedDim }: Pick<ViewShape, 'slots' | 'embedDim'>,
): TargetInputs {
  const vectors = new Float32Array(slots * embedDim);
  const stops = new Float32Array(slots).fill(NEVER);
  targets.forEach(({ vector, wish }, t) => {
    vectors.set(vector, t * embedDim);
    stops[t] = wishes[wish]!.stop ?? NEVER;
  });
  const own = targets.slice(0, wishes.length);
  const weightsOf = (some: readonly Target[]): Float32Array => {
    const weights = new Float32Array(viewGrounds.length * slots);
    const weightOf = ({ wish, share }: Target) => share * wishes[wish]!.weight;
    const members = grounds.map((ground) =>
      some.flatMap((target, t) => (ground.wishes.includes(target.wish) ? [t] : [])),
    );
    const totals = members.map((places) => places.reduce((sum, t) => sum + Math.abs(weightOf(some[t]!)), 0));
    viewGrounds.forEach((ground, view) => {
      for (const t of members[ground]!) {
        weights[view * slots + t] = weightOf(some[t]!) / totals[ground]! / viewGrounds.length;
      }
    });
    return weights;
  };
  return { targets: vectors, weights: weightsOf(targets), wished: weightsOf(own), stops };
}

/** Targets of one step at most. */
const MOST_SLOTS = 64;

/** Places for so many targets; few sizes, so that a change of words seldom asks for another program. */
export const slotsFor = (count: number): number =>
  [4, 8, 16, 32].find((slots) => slots >= count) ?? MOST_SLOTS;

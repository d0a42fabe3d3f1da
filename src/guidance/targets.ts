/**
 * @file What a step is drawn towards: the vector of each wish, and beside a thing in a colour the thing as such. Told
 * apart from the other colours alone, a red cat became red rather than a cat; what was measured of it stands in
 * docs/decisions.md.
 */
import type { Aim } from './aim.js';
import type { Perceptor } from './perceptor.js';
import type { Wish } from './prompt/moment.js';

export interface Target {
  /** Of length 1. */
  readonly vector: Float32Array;
  /** Place in the list of wishes. */
  readonly wish: number;
  /** Part of the wish's weight, 1 for its own vector. */
  readonly share: number;
}

export const vectorsOf = (targets: readonly Target[]): Float32Array[] => targets.map(({ vector }) => vector);

/**
 * @param thing weight of a thing as such beside the thing in a colour, 0 for none
 * @param slots most targets; wishes go first
 */
export async function targetsFor(
  perceptor: Perceptor,
  wishes: readonly Wish[],
  aim: Aim,
  thing: number,
  slots: number,
): Promise<Target[]> {
  const vectors = await perceptor.targetsOf(wishes, aim);
  const own = vectors.map((vector, wish): Target => ({ vector, wish, share: 1 }));
  if (thing === 0) return own;
  const beside = await Promise.all(
    vectors.map(async (vector, wish): Promise<Target[]> => {
      const { weight, subject } = wishes[wish]!;
      if (weight <= 0 || subject.kind !== 'text') return [];
      const named = await perceptor.rivals.colourOf(vector);
      return named ? [{ vector: named.thing, wish, share: thing }] : [];
    }),
  );
  return [...own, ...beside.flat()].slice(0, slots);
}

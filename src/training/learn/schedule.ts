/**
 * @file How far a training has come and how fast it learns there. It ends by steps, or by seconds over all sittings;
 * the learning rate follows whichever of the two counts, so that it is nothing at the end.
 */
import type { TrainingRecipe } from '../recipe.js';
import type { TrainingState } from './training-state.js';

type Ends = Pick<TrainingRecipe, 'steps' | 'seconds'>;
type Place = Pick<TrainingState, 'step' | 'seconds'>;

/** 0 at the beginning, 1 or more where it is done. */
export function doneOf({ steps, seconds }: Ends, at: Place): number {
  return seconds > 0 ? at.seconds / seconds : at.step / steps;
}

/** @param pace seconds a step takes */
export function secondsLeft({ steps, seconds }: Ends, at: Place, pace: number): number {
  return Math.max(0, seconds > 0 ? seconds - at.seconds : (steps - at.step) * pace);
}

/** Rises over `warmUp` steps, then falls as a cosine to nothing (Loshchilov & Hutter 2017). */
export function rateAt(recipe: Ends & Pick<TrainingRecipe, 'rate' | 'warmUp'>, at: Place): number {
  const rise = Math.min(1, (at.step + 1) / Math.max(1, recipe.warmUp));
  const fall = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, doneOf(recipe, at))));
  return recipe.rate * rise * fall;
}

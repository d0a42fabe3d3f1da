/** @file What a training tells while it goes on. */
import type { Reading } from './learn/learner.js';
import { doneOf, secondsLeft } from './learn/schedule.js';
import type { TrainingState } from './learn/training-state.js';
import type { TrainingRecipe } from './recipe.js';

export interface TrainingProgress {
  readonly step: number;
  /** How much is done, 0 to 1, by steps or by time as the recipe says. */
  readonly done: number;
  /** Of the last steps, smoothed. */
  readonly loss: number;
  /** Share of the images, perturbed as they are, that are nearest to their own concept. */
  readonly accuracy: number;
  readonly imagesPerSecond: number;
  readonly secondsLeft: number;
}

/** Share of the newest step in the smoothed readings. */
const SMOOTHING = 0.05;

export class ProgressMeter {
  private smooth: (Reading & { readonly time: number }) | undefined;

  constructor(private readonly recipe: TrainingRecipe) {}

  /** @param time seconds the step took */
  note({ loss, accuracy }: Reading, time: number, state: TrainingState): TrainingProgress {
    const old = this.smooth ?? { loss, accuracy, time };
    const mix = (before: number, fresh: number): number => before + SMOOTHING * (fresh - before);
    const smooth = {
      loss: mix(old.loss, loss),
      accuracy: mix(old.accuracy, accuracy),
      time: mix(old.time, time),
    };
    this.smooth = smooth;
    return {
      step: state.step,
      done: Math.min(1, doneOf(this.recipe, state)),
      loss: smooth.loss,
      accuracy: smooth.accuracy,
      imagesPerSecond: this.recipe.batch / smooth.time,
      secondsLeft: secondsLeft(this.recipe, state, smooth.time),
    };
  }
}

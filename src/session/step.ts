/** @file One step of a drawing: render, look, climb. */
import type { Surroundings } from './canvas-of.js';
import type { Course } from './course.js';
import type { Easel } from './easel.js';
import type { DrawSettings } from './settings.js';
import type { Sight } from './sight.js';

export interface Stepping {
  readonly easel: Easel;
  readonly sight: Sight;
  readonly course: Course;
  readonly now: DrawSettings;
  readonly surroundings: Surroundings;
  /** Steps that went into other beginnings. */
  readonly discarded: number;
}

/**
 * The course notes what the step led to; a gradient that is not a number leaves everything else as it was.
 * @returns where its score is the best so far, the steps since the best before it
 */
export async function step(stepping: Stepping): Promise<number | undefined> {
  const { easel, sight, course, now, surroundings, discarded } = stepping;
  const { progress } = course;
  const seen = await sight.step(easel.canvas, now, course, surroundings);
  const { gradient: imageGradient, score } = seen;
  const gradients = await easel.adjoint(imageGradient);
  course.iteration++;
  const { generator } = surroundings;
  const tending = { iteration: course.iteration - discarded, progress, imageGradient, generator };
  if (!(seen.finite && Number.isFinite(score) && easel.climb(gradients, tending))) {
    course.skipped++;
    return undefined;
  }
  if (!seen.ofUnderdrawing) return course.note(score, now.leastGain);
  course.noteUnderdrawing(score);
  return undefined;
}

/** @file What a change does to a drawing that is under way: to its canvas, its plan, and what its scores so far are worth. */
import { canvasValues } from '../canvas-of.js';
import type { Course } from '../course.js';
import type { Easel } from '../easel.js';
import type { DrawSettings } from '../settings.js';
import type { Change } from './change.js';
import { steer } from './steer.js';

interface TakenUp {
  /** What marks that came with it are called. */
  readonly added: readonly number[];
  /** Scores from before say nothing of what comes after. */
  readonly spoilsScores: boolean;
}

/**
 * @param now the settings after the change
 * @throws SteeringError; then nothing is changed
 */
export function takeUp(
  change: Exclude<Change, { type: 'best' }>,
  now: DrawSettings,
  easel: Easel,
  course: Course,
): TakenUp {
  switch (change.type) {
    case 'prompt':
      easel.canvas.letGo?.();
      return { added: [], spoilsScores: true };
    case 'values': {
      easel.configure(canvasValues(now));
      course.replan(now.iterations);
      // How many steps there are says nothing against the scores so far.
      const isPlanOnly = Object.keys(change.values).every((name) => name === 'iterations');
      return { added: [], spoilsScores: !isPlanOnly };
    }
    default:
      return { added: steer(easel, change), spoilsScores: true };
  }
}

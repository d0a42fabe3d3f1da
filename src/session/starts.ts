/**
 * @file Several beginnings: a drawing cannot leave a bad start, but a few dozen steps tell it from a good one. So many
 * are tried one after the other, and the one that fits the words best, seen whole and clean, goes on. What was measured
 * of it stands in docs/decisions.md.
 */
import type { DrawSettings } from './settings.js';

/** A beginning of fewer steps says nothing, and trying takes no more than this part of all steps. */
const LEAST_STEPS = 5;
const MOST_PART = 0.5;
/** A drawing of more numbers than this, bytes, begins once: the best is kept beside the one that is tried. */
const MOST_BYTES = 64 * 2 ** 20;

export interface StartsState {
  readonly count: number;
  /** Of each. */
  readonly steps: number;
  /** Those that are over; all once one goes on. */
  readonly tried: number;
  /** Steps that went into others than the one that stands. */
  readonly discarded: number;
  /** The best of those that are over, while others are tried. */
  readonly best: Tried | null;
}

/** Which of how many beginnings it is. */
export interface Trying {
  readonly number: number;
  readonly of: number;
}

interface Tried {
  readonly score: number;
  /** Part of the drawing that it had come to, 0..1. */
  readonly progress: number;
}

/** The best of the beginnings, with what was kept of it. */
interface Chosen<Work> {
  readonly progress: number;
  readonly work: Work;
}

/** A drawing that begins once. */
export const ONE_START: StartsState = { count: 1, steps: 0, tried: 1, discarded: 0, best: null };

/** `Work` is what is kept of a beginning, so that it can go on. */
export class Starts<Work> {
  /** @param kept of the best of those that are over, while others are tried */
  constructor(
    private state: StartsState = ONE_START,
    private kept?: Work,
  ) {}

  /**
   * @param isFromNothing there is no picture that all would begin from
   * @param bytes of the drawing's numbers
   * @param inInk beginnings in the colour that the words name, besides those of the settings
   */
  static of<Work>(settings: DrawSettings, isFromNothing: boolean, bytes: number, inInk = 0): Starts<Work> {
    const { starts, startSteps, iterations } = settings;
    const count = starts + inInk;
    const steps = Math.min(startSteps, Math.floor((MOST_PART * iterations) / count));
    const isTried = count > 1 && isFromNothing && steps >= LEAST_STEPS && bytes <= MOST_BYTES;
    return new Starts(isTried ? { count, steps, tried: 0, discarded: 0, best: null } : ONE_START);
  }

  /** Of the best of those that are over, while others are tried. */
  get work(): Work | undefined {
    return this.kept;
  }

  /** Steps that went into other beginnings than the one that stands. */
  get discarded(): number {
    return this.state.discarded;
  }

  /** Which of how many is being tried; nothing once one goes on. */
  get trying(): Trying | null {
    const { count, tried } = this.state;
    return tried < count ? { number: tried + 1, of: count } : null;
  }

  /** Whether the one that stands has been tried for long enough. */
  isOver(iteration: number): boolean {
    const { count, tried, steps } = this.state;
    return tried < count && iteration >= (tried + 1) * steps;
  }

  /**
   * The one that stands is over.
   * @returns where it was the last, the best of all, of equals the first; then that one goes on
   */
  note(one: Tried, work: Work): Chosen<Work> | null {
    const { count, steps, best: former } = this.state;
    const isBest = !former || one.score > former.score;
    if (isBest) this.kept = work;
    const best = isBest ? one : former;
    const tried = this.state.tried + 1;
    const isLast = tried === count;
    const discarded = steps * (isLast ? count - 1 : tried);
    const chosen = isLast ? { progress: best.progress, work: this.kept! } : null;
    this.state = { count, steps, tried, discarded, best };
    if (isLast) this.settle();
    return chosen;
  }

  /** The one that stands goes on, whatever the others were like. */
  settle(): void {
    this.state = { ...this.state, tried: this.state.count, best: null };
    this.kept = undefined;
  }

  save(): StartsState {
    return this.state;
  }
}

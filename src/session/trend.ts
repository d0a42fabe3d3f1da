/**
 * @file Where the score is going: smoothed, since every step looks through other noise; which step was the best, and
 * how long it has not become better.
 */
export interface TrendState {
  readonly smooth: number;
  readonly steps: number;
  /** Highest smoothed score, and its step. */
  readonly best: number;
  readonly bestAt: number;
  /** Smoothed score when it last grew by more than the least gain, and that step. */
  readonly level: number;
  readonly levelAt: number;
}

/** Share of the newest score: an average over the last twenty steps or so. */
const NEWEST = 0.1;
/** Steps before an average is worth anything. */
const WARM_UP = 10;

const none: TrendState = { smooth: 0, steps: 0, best: -2, bestAt: 0, level: -2, levelAt: 0 };

export class Trend {
  constructor(private state: TrendState = none) {}

  /**
   * @param leastGain what counts as growth, in units of the score
   * @returns whether this step is the best so far
   */
  add(score: number, iteration: number, leastGain: number): boolean {
    const before = this.state;
    const steps = before.steps + 1;
    const share = Math.max(NEWEST, 1 / steps);
    const smooth = before.smooth + share * (score - before.smooth);
    if (steps < WARM_UP) {
      this.state = { ...before, smooth, steps, levelAt: iteration };
      return false;
    }
    const better = smooth > before.best;
    const grown = smooth > before.level + leastGain;
    this.state = {
      smooth,
      steps,
      best: better ? smooth : before.best,
      bestAt: better ? iteration : before.bestAt,
      level: grown ? smooth : before.level,
      levelAt: grown ? iteration : before.levelAt,
    };
    return better;
  }

  /** Steps since the score last grew. */
  stalledFor(iteration: number): number {
    return iteration - this.state.levelAt;
  }

  /** A person changed something: what was before says nothing of what comes. */
  forget(iteration: number): void {
    this.state = { ...none, bestAt: iteration, levelAt: iteration };
  }

  save(): TrendState {
    return this.state;
  }
}

/**
 * @file The time of a drawing under way: how fast it goes, how long it has been drawn, pauses left out, and how many steps
 * it will have where it has to end in time.
 */
import { Pace } from './pace.js';
import { Pacer } from './pacer.js';

/** Seconds on a steady clock. */
export const now = (): number => performance.now() / 1000;

export class Stopwatch {
  readonly pace = new Pace();
  private readonly pacer: Pacer | undefined;
  private drawn = 0;

  /** @param seconds in which the drawing has to end */
  constructor(seconds: number | undefined) {
    this.pacer = seconds === undefined ? undefined : new Pacer(seconds);
  }

  /** Time passes again, after a pause or at the beginning. */
  restart(): void {
    this.pace.restart(now());
  }

  /** @returns when the step was over */
  async time(step: () => Promise<void>): Promise<number> {
    const before = now();
    await step();
    const after = now();
    this.pace.tick(after);
    this.drawn += after - before;
    return after;
  }

  /** How many steps there will be in all, where that differs from what is planned. */
  plan(iteration: number, iterations: number): number | undefined {
    return this.pacer?.plan(iteration, this.drawn, this.pace.rate, iterations);
  }
}

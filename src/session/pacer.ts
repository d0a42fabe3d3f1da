/**
 * @file Ends a drawing in time: from the speed so far it says how many steps there will be, again and again, and the
 * schedule follows. The clock only ever decides on that number, which is noted, so that a redrawing needs no clock.
 */

/** Steps before the speed is worth anything. */
const FIRST_STEPS = 3;
/** Seconds between two plans, and in the last stretch. */
const INTERVAL = 1;
const LAST_INTERVAL = 0.2;
const LAST_STRETCH = 2;
/** The most steps that are planned: the limit of the row. */
const MOST_STEPS = 20_000;
/** Plans closer than this share are the same plan. */
const SAME = 0.01;

export class Pacer {
  private lastPlan = 0;

  /** @param seconds in which the drawing has to end */
  constructor(private readonly seconds: number) {}

  /**
   * @param drawn seconds drawn so far, pauses left out
   * @param rate steps a second
   * @returns how many steps there will be in all, where that differs from `iterations`
   */
  plan(iteration: number, drawn: number, rate: number, iterations: number): number | undefined {
    const left = this.seconds - drawn;
    if (left <= 0) return iterations > iteration ? Math.max(1, iteration) : undefined;
    const interval = left < LAST_STRETCH ? LAST_INTERVAL : INTERVAL;
    const first = this.lastPlan === 0 && iteration >= FIRST_STEPS;
    if (iteration < FIRST_STEPS || (!first && drawn - this.lastPlan < interval)) return undefined;
    this.lastPlan = drawn;
    const planned = Math.min(MOST_STEPS, iteration + Math.max(1, Math.round(rate * left)));
    return Math.abs(planned - iterations) > SAME * iterations ? planned : undefined;
  }
}

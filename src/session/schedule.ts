/**
 * @file How far a drawing is: its step as a part of the whole, 0..1. When the number of steps changes on the way (by
 * hand, or to end in time) what was done stays done, and the rest is spread over the steps that are left.
 */
export interface ScheduleState {
  /** The step and the progress from which the present plan counts. */
  readonly from: number;
  readonly done: number;
  /** Steps in all. */
  readonly iterations: number;
}

export class Schedule {
  constructor(private state: ScheduleState) {}

  static of(iterations: number): Schedule {
    return new Schedule({ from: 0, done: 0, iterations });
  }

  get iterations(): number {
    return this.state.iterations;
  }

  /** The first step has 0, the last 1. */
  progress(iteration: number): number {
    const { from, done, iterations } = this.state;
    const left = Math.max(1, iterations - 1 - from);
    return Math.min(1, done + ((1 - done) * (iteration - from)) / left);
  }

  /** So many steps in all, from here on. */
  replan(iteration: number, iterations: number): void {
    if (iterations === this.state.iterations) return;
    this.state = { from: iteration, done: this.progress(iteration), iterations };
  }

  /** From here on what was done counts so much, 0..1: another beginning stands there. */
  restart(iteration: number, done: number): void {
    this.state = { ...this.state, from: iteration, done };
  }

  save(): ScheduleState {
    return this.state;
  }
}

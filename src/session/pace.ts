/**
 * @file How fast the steps go and how long the rest will take, over a sliding window of time.
 */

const WINDOW_SECONDS = 2;

export class Pace {
  private times: number[] = [];

  /** Forgets what was before a pause. */
  restart(now: number): void {
    this.times = [now];
  }

  /** Notes one step. @param now seconds on any steady clock */
  tick(now: number): void {
    this.times.push(now);
    while (this.times.length > 2 && now - this.times[0]! > WINDOW_SECONDS) this.times.shift();
  }

  /** Steps a second, 0 before the first step. */
  get rate(): number {
    const first = this.times[0];
    const last = this.times.at(-1);
    if (first === undefined || last === undefined || last <= first) return 0;
    return (this.times.length - 1) / (last - first);
  }

  /** Seconds that `steps` more will take, or null while the rate is not known. */
  secondsFor(steps: number): number | null {
    return this.rate > 0 ? steps / this.rate : null;
  }
}

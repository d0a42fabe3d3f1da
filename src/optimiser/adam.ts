/**
 * @file Adam (Kingma & Ba 2015, algorithm 1) over one group of parameters, in place. The moments belong to the
 * drawing: a changed prompt keeps them. Each number may have its own count of steps, so that a mark that came late,
 * or rested while it was held, is corrected for the bias of its own moments and of nobody else's.
 */
export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

const adamDefaults: AdamOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** Everything Adam knows of a group. */
export interface Moments {
  readonly first: Float32Array;
  readonly second: Float32Array;
  /** Steps of each number; of a single element where all are the same. */
  readonly steps: Int32Array;
}

export class Adam {
  private first: Float32Array;
  private second: Float32Array;
  /** One count for all, or one for each number once they differ. */
  private steps: number | Int32Array = 0;
  private readonly options: AdamOptions;

  constructor(count: number, options: Partial<AdamOptions> = {}) {
    this.options = { ...adamDefaults, ...options };
    this.first = new Float32Array(count);
    this.second = new Float32Array(count);
  }

  /**
   * One step of size `rate` (in the units of the values) against the gradient.
   * @param resting 1 where a number and its moments stay as they are
   * @param beta1 decay of the first moment from this step on
   */
  step(
    values: Float32Array,
    gradient: Float32Array,
    rate: number,
    resting?: Uint8Array,
    beta1 = this.options.beta1,
  ): void {
    const { beta2, epsilon } = this.options;
    const { first, second } = this;
    if (resting && typeof this.steps === 'number') {
      this.steps = new Int32Array(values.length).fill(this.steps);
    }
    const counts = typeof this.steps === 'number' ? undefined : this.steps;
    let known = counts ? -1 : ++(this.steps as number);
    let correct1 = 1 - beta1 ** known;
    let correct2 = 1 - beta2 ** known;
    for (let i = 0; i < values.length; i++) {
      if (resting?.[i]) continue;
      if (counts) {
        const steps = counts[i]! + 1;
        counts[i] = steps;
        if (steps !== known) {
          known = steps;
          correct1 = 1 - beta1 ** steps;
          correct2 = 1 - beta2 ** steps;
        }
      }
      const g = gradient[i]!;
      const m = beta1 * first[i]! + (1 - beta1) * g;
      const v = beta2 * second[i]! + (1 - beta2) * g * g;
      first[i] = m;
      second[i] = v;
      values[i] = values[i]! - (rate * m) / correct1 / (Math.sqrt(v / correct2) + epsilon);
    }
  }

  /**
   * The numbers stand in a new order.
   * @param pieces in order: where a run of numbers stood before, or how many new ones begin without moments
   * @param count numbers in all
   */
  arrange(pieces: readonly (readonly [from: number, to: number] | number)[], count: number): void {
    const { first, second } = this;
    const before =
      typeof this.steps === 'number' ? new Int32Array(first.length).fill(this.steps) : this.steps;
    this.first = new Float32Array(count);
    this.second = new Float32Array(count);
    const steps = new Int32Array(count);
    let at = 0;
    for (const piece of pieces) {
      if (typeof piece === 'number') at += piece;
      else {
        const [from, to] = piece;
        this.first.set(first.subarray(from, to), at);
        this.second.set(second.subarray(from, to), at);
        steps.set(before.subarray(from, to), at);
        at += to - from;
      }
    }
    this.steps = steps;
  }

  /** @param isLent its own arrays in place of copies, for who has read them before the next step */
  save(isLent = false): Moments {
    const { first, second } = this;
    const steps = typeof this.steps === 'number' ? Int32Array.of(this.steps) : this.steps;
    return isLent
      ? { first, second, steps }
      : { first: first.slice(), second: second.slice(), steps: steps.slice() };
  }

  /** @param moments may be its own written over */
  load({ first, second, steps }: Moments): void {
    if (first.length !== this.first.length) {
      this.first = first.slice();
      this.second = second.slice();
    } else {
      if (first !== this.first) this.first.set(first);
      if (second !== this.second) this.second.set(second);
    }
    this.steps = steps.length === 1 && first.length !== 1 ? steps[0]! : steps.slice();
  }
}

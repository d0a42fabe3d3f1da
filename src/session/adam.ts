/**
 * @file Adam (Kingma & Ba 2015, algorithm 1) over one group of parameters, in place. The moments belong to the
 * drawing: a changed prompt keeps them.
 */
export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

const adamDefaults: AdamOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

export class Adam {
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private steps = 0;

  constructor(
    private readonly values: Float32Array,
    private readonly options: AdamOptions = adamDefaults,
  ) {
    this.first = new Float64Array(values.length);
    this.second = new Float64Array(values.length);
  }

  /** One step of size `rate` (in the units of the values) against the gradient. */
  step(gradient: Float32Array, rate: number): void {
    const { beta1, beta2, epsilon } = this.options;
    const { first, second, values } = this;
    this.steps++;
    const correct1 = 1 - beta1 ** this.steps;
    const correct2 = 1 - beta2 ** this.steps;
    for (let i = 0; i < values.length; i++) {
      const g = gradient[i]!;
      first[i] = beta1 * first[i]! + (1 - beta1) * g;
      second[i] = beta2 * second[i]! + (1 - beta2) * g * g;
      const step = (rate * first[i]!) / correct1 / (Math.sqrt(second[i]! / correct2) + epsilon);
      values[i] = values[i]! - step;
    }
  }
}

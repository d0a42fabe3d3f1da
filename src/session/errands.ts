/**
 * @file What is asked of a drawing while it runs, kept until it stands between two steps: so that no step sees half a
 * change.
 */

/** Something to do between two steps. */
export interface Errand {
  run(): Promise<void>;
  /** Opens a finished drawing again. */
  readonly reopens: boolean;
  refuse(error: Error): void;
}

export class Errands {
  private waiting: Errand[] = [];

  /** @returns what the errand gives, once it was run */
  add<Result>(act: () => Promise<Result>, reopens: boolean): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ run: () => act().then(resolve, reject), reopens, refuse: reject });
    });
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  get reopen(): boolean {
    return this.waiting.some(({ reopens }) => reopens);
  }

  /** Runs all, one after the other, those that come meanwhile too. */
  async run(): Promise<void> {
    while (this.waiting.length > 0) await this.waiting.shift()!.run();
  }

  refuse(error: Error): void {
    for (const errand of this.waiting.splice(0)) errand.refuse(error);
  }
}

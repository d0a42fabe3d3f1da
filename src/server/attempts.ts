/**
 * @file Several drawings of the same settings with one seed after the other, of which the best is left: each becomes a
 * work, and the worse of two is deleted. Whoever stops one of them or begins something else ends that.
 */
import type { Finish } from '../protocol/index.js';
import type { DrawSettings, StartOptions } from '../session/index.js';

/** Seeds are 32 bits wide. */
const SEEDS = 2 ** 32;

interface Series {
  readonly settings: DrawSettings;
  readonly options: StartOptions;
  readonly of: number;
  number: number;
  run: number;
  finish: Finish | null;
  best: { readonly folder: string; readonly score: number } | null;
}

/** What is done between two of them. */
export interface AttemptActs {
  draw(settings: DrawSettings, options: StartOptions): Promise<void>;
  remove(folder: string): Promise<void>;
  open(folder: string): Promise<void>;
}

export class Attempts {
  private series: Series | null = null;

  constructor(private readonly acts: AttemptActs) {}

  /** Which of how many is drawn; null where only one is wanted. */
  get current(): { number: number; of: number } | null {
    return this.series && { number: this.series.number, of: this.series.of };
  }

  /** The first of so many is about to begin. */
  begin(settings: DrawSettings, options: StartOptions, of: number): void {
    this.series = of > 1 ? { settings, options, of, number: 1, run: 0, finish: null, best: null } : null;
  }

  end(): void {
    this.series = null;
  }

  started(run: number): void {
    if (this.series) this.series.run = run;
  }

  finished(run: number, finish: Finish): void {
    if (this.series?.run !== run) return;
    // Without a step there is no work to come.
    if (finish.iteration === 0) this.series = null;
    else this.series.finish = finish;
  }

  /** A drawing has become a work. */
  async kept(run: number, folder: string): Promise<void> {
    const { series } = this;
    const finish = series?.finish;
    if (!series || !finish || series.run !== run) return;
    const { best } = series;
    const isBetter = best === null || finish.score > best.score;
    series.best = isBetter ? { folder, score: finish.score } : best;
    series.finish = null;
    const worse = isBetter ? best?.folder : folder;
    if (worse !== undefined) await this.acts.remove(worse);
    if (this.series !== series) return;
    if (finish.reason !== 'stopped' && series.number < series.of) {
      series.number += 1;
      const seed = (series.settings.seed + series.number - 1) % SEEDS;
      await this.acts.draw({ ...series.settings, seed }, series.options);
      return;
    }
    this.series = null;
    if (!isBetter && best) await this.acts.open(best.folder);
  }
}

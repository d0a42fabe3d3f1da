/** @file What is told of a drawing under way, as events: where it is, what it shows, what was changed. */
import type { Picture } from '../canvas/index.js';
import type { Drawing } from './drawing.js';
import type { FinishReason, SessionEvent } from './events.js';
import type { Glimpse, History } from './history.js';
import { PAPER } from './look.js';
import type { Pace } from './pace.js';

export class Herald {
  constructor(
    private readonly run: number,
    private readonly drawing: Drawing,
    private readonly emit: (event: SessionEvent) => void,
  ) {}

  started(): void {
    this.emit({ type: 'started', run: this.run, settings: this.drawing.now });
    this.prompt();
  }

  prompt(): void {
    const { run, drawing } = this;
    const { aim, unknown } = drawing.pursuit.intent;
    this.emit({ type: 'prompt', run, iteration: drawing.iteration, prompt: aim.prompt, unknown });
  }

  steered(): void {
    const { run } = this;
    const { iteration, now, settings, handiwork } = this.drawing;
    const { held, outline } = handiwork;
    this.emit({ type: 'steered', run, iteration, now, settings, held, outline });
  }

  history({ nodes, current, canUndo, canRedo }: History): void {
    this.emit({ type: 'history', run: this.run, nodes, current, canUndo, canRedo });
  }

  progress(pace: Pace, state: 'running' | 'paused'): void {
    const { run } = this;
    const { iteration, iterations, score, skipped, trying } = this.drawing;
    const { rate } = pace;
    const secondsLeft = pace.secondsFor(iterations - iteration);
    const course = { iteration, iterations, score, rate, secondsLeft, skipped, trying };
    this.emit({ type: 'progress', run, ...course, state });
  }

  frame(): void {
    const { iteration, handiwork } = this.drawing;
    this.show(this.drawing.picture(), iteration, handiwork.marks);
  }

  /** Of a point that the drawing is on its way to. */
  glimpse({ picture, iteration }: Glimpse): void {
    // Pictures of frames are given away; the history keeps this one.
    this.show(structuredClone(picture), iteration, []);
  }

  private show(picture: Picture, iteration: number, marks: readonly number[]): void {
    const { width, height } = this.drawing.now;
    this.emit({ type: 'frame', run: this.run, iteration, picture, marks, width, height, paper: PAPER });
  }

  async finished(reason: FinishReason): Promise<void> {
    const { run, drawing } = this;
    const { iteration, skipped } = drawing;
    const { marks } = drawing.handiwork;
    const score = await drawing.cleanScore();
    const judged = await drawing.judged();
    const settings = reason === 'stopped' ? { ...drawing.settings, stopAt: iteration } : drawing.settings;
    const picture = drawing.picture();
    const said = { run, reason, iteration, skipped, score, settings, picture, marks, paper: PAPER };
    this.emit({ type: 'finished', ...said, ...(judged === undefined ? {} : { judged }) });
  }

  failed(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.emit({ type: 'failed', run: this.run, code: 'drawing', message });
  }
}

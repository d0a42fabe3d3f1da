/**
 * @file A drawing under way: its loop of steps, what is asked for between two of them, and what is told of it. Between
 * steps only, so that no step sees half a change. A finished drawing rests until somebody changes it or another one
 * takes its place.
 */
import type { Picture } from '../canvas/index.js';
import type { Drawing } from './drawing.js';
import type { DrawingState } from './drawing-state.js';
import { Errands } from './errands.js';
import type { FinishReason, SessionEvent } from './events.js';
import { Herald } from './herald.js';
import type { HistoryLimits, Travel } from './history.js';
import type { Shelf } from './shelf.js';
import { type Change, SteeringError } from './steering/change.js';
import { now, Stopwatch } from './stopwatch.js';
import { type Past, Trail } from './trail.js';

/** Frames are sent at most this often, seconds: more than a display shows is work for nothing. */
const FRAME_INTERVAL = 1 / 30;

export interface RunOptions {
  readonly run: number;
  readonly emit: (event: SessionEvent) => void;
  readonly watched: () => boolean;
  readonly seconds?: number | undefined;
  readonly paused?: boolean | undefined;
  readonly past?: Past | undefined;
  /** Where states lie that are too large for memory. */
  readonly shelf?: Shelf | undefined;
  /** What of the history is kept in memory; for tests. */
  readonly limits?: HistoryLimits | undefined;
}

export class Run {
  private readonly stopwatch: Stopwatch;
  private readonly trail: Trail;
  private readonly errands = new Errands();
  private readonly herald: Herald;
  private loop: Promise<void> | undefined;
  private paused: boolean;
  private stopped = false;
  private replaced = false;
  private wake: () => void = () => {};
  private lastFrame = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly drawing: Drawing,
    private readonly options: RunOptions,
  ) {
    this.herald = new Herald(options.run, drawing, options.emit);
    this.paused = options.paused ?? false;
    this.trail = new Trail(drawing, this.herald, options);
    this.stopwatch = new Stopwatch(options.seconds);
  }

  /** Draws until the end, a stop, or the next drawing. */
  begin(): void {
    this.herald.started();
    this.trail.note('start');
    if (this.drawing.iteration > 0) this.herald.steered();
    if (this.paused) this.announceProgress();
    this.sendFrame();
    this.draw();
  }

  pause(): void {
    if (!this.loop || this.paused) return;
    this.paused = true;
    this.announceProgress();
  }

  resume(): void {
    if (!this.loop || !this.paused) return;
    this.paused = false;
    this.stopwatch.restart();
    this.wake();
    this.announceProgress();
  }

  stop(): void {
    this.stopped = true;
    this.wake();
  }

  /** Ends without a word; another drawing takes its place. */
  async replace(): Promise<void> {
    this.replaced = true;
    this.wake();
    await this.loop;
    this.trail.close();
    await this.drawing.close();
  }

  /**
   * @returns what marks that came with the change are called
   * @throws SteeringError, SettingsError, PromptError; the drawing goes on as it was
   */
  steer(change: Change): Promise<readonly number[]> {
    return this.between(async () => {
      this.trail.noteStretch();
      const { intent } = this.drawing.pursuit;
      const added = await this.drawing.apply(change);
      this.trail.note(change.type);
      if (this.drawing.pursuit.intent !== intent) this.herald.prompt();
      this.herald.steered();
      this.sendFrame();
      return added;
    });
  }

  /** Goes to another point of the history and rests there. @throws SteeringError where it cannot */
  travel(to: Travel): Promise<void> {
    return this.between(async () => {
      const { prompt } = this.drawing.now;
      const glimpse = this.options.watched() ? this.trail.glimpse(to) : undefined;
      if (glimpse) this.herald.glimpse(glimpse);
      try {
        await this.trail.travel(to);
      } catch (error) {
        if (glimpse) this.sendFrame();
        throw error;
      }
      this.paused = true;
      if (this.drawing.now.prompt !== prompt) this.herald.prompt();
      this.herald.steered();
      this.trail.tell();
      this.announceProgress();
      // Where it takes a while to paint, who asked is answered before it is painted.
      if (glimpse) setImmediate(() => !this.replaced && this.sendFrame());
      else this.sendFrame();
    });
  }

  /** @throws SteeringError where there is no such node */
  name(node: number, name: string | null): void {
    this.trail.name(node, name);
  }

  stateOf(node: number): DrawingState | undefined {
    return this.trail.stateOf(node);
  }

  checkpoint(): Promise<DrawingState> {
    return this.between(async () => this.drawing.save(), false);
  }

  pictureAt(node: number): Promise<Picture | undefined> {
    return this.between(() => this.trail.pictureOf(node), false);
  }

  sendFrame(): void {
    if (!this.options.watched()) return;
    this.lastFrame = now();
    this.herald.frame();
  }

  private between<Result>(act: () => Promise<Result>, reopens = true): Promise<Result> {
    const result = this.errands.add(act, reopens);
    if (this.loop) this.wake();
    else this.attend();
    return result;
  }

  /** What is asked of a finished drawing. */
  private attend(): void {
    if (this.replaced) this.errands.refuse(new SteeringError('Another drawing has begun in its place.'));
    else if (this.errands.reopen) {
      this.drawing.record.reopen();
      this.paused = true;
      this.stopped = false;
      this.announceProgress();
      this.draw();
    } else void this.errands.run();
  }

  private draw(): void {
    this.loop = this.steps()
      .catch((error: unknown) => this.herald.failed(error))
      .finally(() => {
        this.loop = undefined;
        this.attend();
      });
  }

  private async steps(): Promise<void> {
    const { drawing, stopwatch } = this;
    stopwatch.restart();
    for (;;) {
      if (this.replaced) return;
      await this.errands.run();
      if ((await drawing.followScript()).length > 0) {
        this.herald.prompt();
        this.herald.steered();
      }
      if (this.stopped) break;
      if (this.paused) {
        // Where it rests is a point that one can name and return to.
        this.trail.noteStretch();
        await this.untilWoken();
        // Who goes on where it had stopped by itself wants more of it.
        if (!(this.paused || this.stopped || this.replaced)) await this.drawing.waitAnew();
      } else if (drawing.done) break;
      else await this.step();
    }
    await this.finish();
  }

  private async step(): Promise<void> {
    const after = await this.stopwatch.time(() => this.drawing.step());
    await this.keepTime();
    this.announceProgress();
    if (after - this.lastFrame >= FRAME_INTERVAL) this.sendFrame();
    this.trail.stepped();
  }

  private async keepTime(): Promise<void> {
    const { iteration, iterations } = this.drawing;
    const planned = this.stopwatch.plan(iteration, iterations);
    if (planned !== undefined) {
      await this.drawing.apply({ type: 'values', values: { iterations: planned } });
    }
  }

  private async untilWoken(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      if (!this.errands.isEmpty || this.replaced || this.stopped || !this.paused) resolve();
    });
  }

  private async finish(): Promise<void> {
    const reason = this.endedBy();
    await this.drawing.finish();
    this.trail.noteStretch();
    this.sendFrame();
    await this.herald.finished(reason);
  }

  private endedBy(): FinishReason {
    const { iteration, iterations, now: settings, onPlateau } = this.drawing;
    if (iteration >= iterations && settings.stopAt === undefined) return 'completed';
    return onPlateau ? 'plateau' : 'stopped';
  }

  private announceProgress(): void {
    this.herald.progress(this.stopwatch.pace, this.paused ? 'paused' : 'running');
  }
}

/**
 * @file A drawing under way: its loop of steps, what is asked for between two of them, and what is told of it. Between
 * steps only, so that no step sees half a change. A finished drawing rests until somebody changes it or another one
 * takes its place.
 */
import type { Picture } from '../canvas/index.js';
import type { Drawing } from './drawing.js';
import type { DrawingState } from './drawing-state.js';
import type { FinishReason, SessionEvent } from './events.js';
import { type Deed, History } from './history.js';
import { PAPER } from './look.js';
import { Pace } from './pace.js';
import { Pacer } from './pacer.js';
import { type Change, SteeringError } from './steering/change.js';

/** Frames are sent at most this often, seconds: more than a display shows is work for nothing. */
const FRAME_INTERVAL = 1 / 30;
/** A stretch of optimisation that can be undone, seconds and steps. */
const STRETCH_SECONDS = 2;
const STRETCH_STEPS = 5;
/** The most steps that pacing may plan; the limit of the row. */
const MOST_STEPS = 20_000;

export interface RunOptions {
  readonly run: number;
  readonly emit: (event: SessionEvent) => void;
  readonly watched: () => boolean;
  readonly seconds?: number | undefined;
  readonly paused?: boolean | undefined;
}

/** Something asked for between two steps. */
interface Errand {
  run(): Promise<void>;
  /** Opens a finished drawing again. */
  readonly reopens: boolean;
  refuse(): void;
}

const now = (): number => performance.now() / 1000;

export class Run {
  private readonly pace = new Pace();
  private readonly history = new History();
  private readonly pacer: Pacer | undefined;
  private waiting: Errand[] = [];
  private loop: Promise<void> | undefined;
  private paused: boolean;
  private stopped = false;
  private replaced = false;
  private wake: () => void = () => {};
  private lastFrame = Number.NEGATIVE_INFINITY;
  private lastNode = 0;
  /** Seconds drawn, pauses left out. */
  private drawn = 0;

  constructor(
    private readonly drawing: Drawing,
    private readonly options: RunOptions,
  ) {
    this.paused = options.paused ?? false;
    this.pacer = options.seconds === undefined ? undefined : new Pacer(options.seconds);
  }

  /** Draws until the end, a stop, or the next drawing. */
  begin(): void {
    this.emit({ type: 'started', run: this.options.run, settings: this.drawing.now });
    this.announcePrompt();
    this.note('start');
    if (this.drawing.iteration > 0) this.announceSteering();
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
    this.pace.restart(now());
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
  }

  /** @throws SteeringError, SettingsError, PromptError; the drawing goes on as it was */
  steer(change: Change): Promise<void> {
    return this.between(async () => {
      this.noteStretch();
      const prompt = this.drawing.intent;
      await this.drawing.apply(change);
      this.note(change.type);
      if (this.drawing.intent !== prompt) this.announcePrompt();
      this.announceSteering();
      this.sendFrame();
    });
  }

  /** Goes to another point of the history and rests there. @throws SteeringError where there is none */
  travel(to: 'undo' | 'redo' | { readonly node: number }): Promise<void> {
    return this.between(async () => {
      this.noteStretch();
      const state = typeof to === 'string' ? this.history[to]() : this.history.goTo(to.node);
      if (!state) throw new SteeringError(nowhere(to));
      const { prompt } = this.drawing.now;
      await this.drawing.load(state);
      this.paused = true;
      this.lastNode = now();
      if (this.drawing.now.prompt !== prompt) this.announcePrompt();
      this.announceSteering();
      this.announceHistory();
      this.announceProgress();
      this.sendFrame();
    });
  }

  checkpoint(): Promise<DrawingState> {
    return this.between(async () => this.drawing.save(), false);
  }

  pictureAt(node: number): Promise<Picture | undefined> {
    const state = this.history.stateOf(node);
    return this.between(async () => state && this.drawing.pictureOf(state), false);
  }

  sendFrame(): void {
    if (!this.options.watched()) return;
    this.lastFrame = now();
    const { iteration, now: settings } = this.drawing;
    const { width, height } = settings;
    const { run } = this.options;
    this.emit({
      type: 'frame',
      run,
      iteration,
      picture: this.drawing.picture(),
      width,
      height,
      paper: PAPER,
    });
  }

  private between<Result>(act: () => Promise<Result>, reopens = true): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({
        run: () => act().then(resolve, reject),
        reopens,
        refuse: () => reject(new SteeringError('Another drawing has begun in its place.')),
      });
      if (this.loop) this.wake();
      else this.attend();
    });
  }

  /** What is asked of a finished drawing. */
  private attend(): void {
    if (this.replaced) for (const errand of this.waiting.splice(0)) errand.refuse();
    else if (this.waiting.some(({ reopens }) => reopens)) {
      this.drawing.reopen();
      this.paused = true;
      this.stopped = false;
      this.announceProgress();
      this.draw();
    } else void this.serve();
  }

  private async serve(): Promise<void> {
    while (this.waiting.length > 0) await this.waiting.shift()!.run();
  }

  private draw(): void {
    this.loop = this.steps()
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        this.emit({ type: 'failed', run: this.options.run, code: 'drawing', message });
      })
      .finally(() => {
        this.loop = undefined;
        this.attend();
      });
  }

  private async steps(): Promise<void> {
    const { drawing, pace } = this;
    pace.restart(now());
    for (;;) {
      if (this.replaced) return;
      await this.serve();
      if ((await drawing.followScript()).length > 0) {
        this.announcePrompt();
        this.announceSteering();
      }
      if (this.stopped) break;
      if (this.paused) await this.untilWoken();
      else if (drawing.done) break;
      else await this.step();
    }
    await this.finish();
  }

  private async step(): Promise<void> {
    const { drawing, pace } = this;
    const before = now();
    await drawing.step();
    const after = now();
    pace.tick(after);
    this.drawn += after - before;
    await this.keepTime();
    this.announceProgress();
    if (after - this.lastFrame >= FRAME_INTERVAL) this.sendFrame();
    if (
      after - this.lastNode >= STRETCH_SECONDS &&
      drawing.iteration - this.history.iteration >= STRETCH_STEPS
    ) {
      this.note('stretch');
    }
  }

  private async keepTime(): Promise<void> {
    const { iteration, iterations } = this.drawing;
    const planned = this.pacer?.plan(iteration, this.drawn, this.pace.rate, iterations);
    if (planned === undefined || planned === iterations) return;
    const steps = Math.min(planned, MOST_STEPS);
    await this.drawing.apply({ type: 'values', values: { iterations: steps } });
  }

  private async untilWoken(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      if (this.waiting.length > 0 || this.replaced || this.stopped || !this.paused) resolve();
    });
  }

  private async finish(): Promise<void> {
    const { drawing, options } = this;
    const reason: FinishReason = this.endedBy();
    await drawing.finish();
    this.noteStretch();
    this.sendFrame();
    const { iteration, skipped } = drawing;
    const score = await drawing.cleanScore();
    const judged = await drawing.judged();
    const settings = reason === 'stopped' ? { ...drawing.settings, stopAt: iteration } : drawing.settings;
    const picture = drawing.picture();
    const said = { run: options.run, reason, iteration, skipped, score, settings, picture, paper: PAPER };
    this.emit({ type: 'finished', ...said, ...(judged === undefined ? {} : { judged }) });
  }

  private endedBy(): FinishReason {
    const { iteration, iterations, now: settings, onPlateau } = this.drawing;
    if (iteration >= iterations && settings.stopAt === undefined) return 'completed';
    return onPlateau ? 'plateau' : 'stopped';
  }

  /** The steps since the last node, as a node of their own. */
  private noteStretch(): void {
    if (this.drawing.iteration !== this.history.iteration) this.note('stretch');
  }

  private note(deed: Deed): void {
    this.history.add(this.drawing.save(), deed);
    this.lastNode = now();
    this.announceHistory();
  }

  private announceHistory(): void {
    const { nodes, current, canUndo, canRedo } = this.history;
    this.emit({ type: 'history', run: this.options.run, nodes, current, canUndo, canRedo });
  }

  private announcePrompt(): void {
    const { iteration, intent } = this.drawing;
    const { aim, unknown } = intent;
    this.emit({ type: 'prompt', run: this.options.run, iteration, prompt: aim.prompt, unknown });
  }

  private announceSteering(): void {
    const { iteration, now: settings, held, outline } = this.drawing;
    const { run } = this.options;
    this.emit({
      type: 'steered',
      run,
      iteration,
      now: settings,
      settings: this.drawing.settings,
      held,
      outline,
    });
  }

  private announceProgress(): void {
    const { iteration, iterations, score, skipped } = this.drawing;
    const { rate } = this.pace;
    const secondsLeft = this.pace.secondsFor(iterations - iteration);
    const state = this.paused ? 'paused' : 'running';
    const { run } = this.options;
    this.emit({ type: 'progress', run, iteration, iterations, score, rate, secondsLeft, skipped, state });
  }

  private emit(event: SessionEvent): void {
    this.options.emit(event);
  }
}

function nowhere(to: 'undo' | 'redo' | { readonly node: number }): string {
  if (to === 'undo') return 'There is nothing to undo.';
  if (to === 'redo') return 'There is nothing to redo.';
  return 'That point of the drawing is not kept any more; choose another one.';
}

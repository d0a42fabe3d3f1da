/**
 * @file A session without a model, for tests of the server and the page: strokes that grow into a spiral, a score that
 * rises. Steps are made by hand (`step`), or by a timer when `interval` is given.
 */
import {
  type Change,
  completeSettings,
  type DrawRequest,
  type DrawSettings,
  type ModelShare,
  type Session,
  type SessionEvent,
  SteeringError,
} from '../src/session/index.js';

type Picture = Extract<SessionEvent, { type: 'frame' }>['picture'];
type Strokes = Extract<Picture, { kind: 'strokes' }>['strokes'];
type StrokeSettings = Extract<DrawSettings, { canvas: 'strokes' }>;

const WHITE = [1, 1, 1] as const;
/** Marks that edits may name. */
const MARKS = 1000;

export interface FakeSessionOptions {
  /** Milliseconds between two steps; by hand when absent. */
  readonly interval?: number;
  /** The words it knows. */
  readonly concepts?: readonly string[];
}

export class FakeSession implements Session {
  model;
  readonly calls: string[] = [];
  watching = false;
  /** Makes the next `start` reject with this. */
  nextStartFails: Error | null = null;
  /** Makes every `guideBy` reject with this. */
  nextModelFails: Error | null = null;
  private readonly listeners = new Set<(event: SessionEvent) => void>();
  private readonly timer: NodeJS.Timeout | null = null;
  private settings: DrawSettings | null = null;
  private run = 0;
  private iteration = 0;
  private paused = false;
  private held: readonly number[] = [];

  constructor(options: FakeSessionOptions = {}) {
    const { interval, concepts = ['umbrella', 'house', 'mushroom', 'tree', 'sun'] } = options;
    this.model = {
      runtime: { device: 'cpu', precision: 'fp32', threads: 1 } as const,
      name: 'fake',
      weightFiles: [],
      concepts,
      imageSize: 64,
    };
    if (interval !== undefined) this.timer = setInterval(() => this.step(), interval);
  }

  async start(request: DrawRequest): Promise<void> {
    const settings = completeSettings(request);
    this.calls.push(`start ${settings.prompt}`);
    await Promise.resolve();
    if (this.nextStartFails !== null) {
      const error = this.nextStartFails;
      this.nextStartFails = null;
      this.settings = null;
      throw error;
    }
    this.settings = settings;
    this.run += 1;
    this.iteration = 0;
    this.paused = false;
    this.emit({ type: 'started', run: this.run, settings });
    this.emitPrompt(settings.prompt);
    this.emitFrame();
  }

  /** One step of the drawing under way, if it is not paused. */
  step(): void {
    const { settings } = this;
    if (settings === null || this.paused) return;
    this.iteration += 1;
    this.emitProgress();
    this.emitFrame();
    if (this.iteration >= settings.iterations) this.finish('completed');
  }

  pause(): void {
    this.calls.push('pause');
    this.paused = true;
    this.emitProgress();
  }

  resume(): void {
    this.calls.push('resume');
    this.paused = false;
    this.emitProgress();
  }

  stop(): void {
    this.calls.push('stop');
    this.finish('stopped');
  }

  async goOn(): Promise<void> {
    this.calls.push('go on');
  }

  async lend(pictures: object): Promise<void> {
    this.calls.push(`lend ${Object.keys(pictures).join(', ')}`);
  }

  async steer(change: Change): Promise<readonly number[]> {
    if (change.type === 'prompt') {
      this.calls.push(`prompt ${change.prompt}`);
      this.emitPrompt(change.prompt);
      return [];
    }
    this.calls.push(change.type);
    if ('marks' in change && change.marks.some((mark) => mark >= MARKS))
      throw new SteeringError('There is no such mark.');
    this.held = change.type === 'hold' ? [...change.marks] : this.held;
    this.emitSteered();
    this.emitFrame();
    return change.type === 'add' ? [MARKS] : [];
  }

  async undo(): Promise<void> {
    this.calls.push('undo');
    if (this.held.length === 0) throw new SteeringError('There is nothing to undo.');
    this.held = [];
    this.emitSteered();
  }

  async redo(): Promise<void> {
    this.calls.push('redo');
  }

  async goTo(node: number): Promise<void> {
    this.calls.push(`go to ${node}`);
  }

  async namePoint(node: number, name: string | null): Promise<void> {
    this.calls.push(`name ${node} ${name}`);
  }

  async pictureAt(): Promise<undefined> {}

  async stateAt(): Promise<undefined> {}

  async checkpoint(): Promise<undefined> {}

  async guideBy(models: readonly ModelShare[], giveWay: () => Promise<void>): Promise<void> {
    const name = models.map(({ model }) => model).join('+') || 'embedded';
    this.calls.push(`use ${name}`);
    if (this.nextModelFails !== null) throw this.nextModelFails;
    await giveWay();
    this.settings = null;
    this.model = { ...this.model, name };
  }

  watch(on: boolean): void {
    this.watching = on;
    if (on) this.emitFrame();
  }

  async checkPrompt(prompt: string) {
    return this.unknownWords(prompt);
  }

  on(listener: (event: SessionEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.listeners.clear();
  }

  /** Tells the listeners anything, as a session would. */
  emit(event: SessionEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  private unknownWords(prompt: string) {
    return [...prompt.matchAll(/\p{L}+/gu)]
      .filter(([word]) => !this.model.concepts.includes(word))
      .map(({ 0: word, index }) => ({
        word,
        start: index,
        end: index + word.length,
        nearest: this.model.concepts.slice(0, 3),
      }));
  }

  private emitPrompt(prompt: string): void {
    const { run, iteration } = this;
    this.emit({ type: 'prompt', run, iteration, prompt, unknown: this.unknownWords(prompt) });
  }

  private emitProgress(): void {
    const { run, iteration, settings } = this;
    if (settings === null) return;
    const { iterations } = settings;
    const state = this.paused ? 'paused' : 'running';
    const secondsLeft = (iterations - iteration) / 20;
    this.emit({
      type: 'progress',
      run,
      iteration,
      iterations,
      score: this.score,
      rate: 20,
      secondsLeft,
      skipped: 0,
      trying: null,
      state,
    });
  }

  private emitSteered(): void {
    const { run, iteration, settings, held } = this;
    if (settings === null) return;
    this.emit({ type: 'steered', run, iteration, now: settings, settings, held, outline: null });
    const canUndo = held.length > 0;
    this.emit({ type: 'history', run, nodes: [], current: null, canUndo, canRedo: false });
  }

  private emitFrame(): void {
    const { run, iteration, settings } = this;
    if (settings === null || !this.watching) return;
    const { width, height } = settings;
    const picture = { kind: 'strokes', strokes: spiral(settings, iteration) } as const;
    const marks = [...picture.strokes.segments.keys()];
    this.emit({ type: 'frame', run, iteration, picture, marks, width, height, paper: WHITE });
  }

  private finish(reason: 'completed' | 'stopped'): void {
    const { run, iteration, settings, score } = this;
    if (settings === null) return;
    this.settings = null;
    const picture = { kind: 'strokes', strokes: spiral(settings, iteration) } as const;
    this.emit({
      type: 'finished',
      run,
      reason,
      iteration,
      skipped: 0,
      score,
      settings,
      picture,
      marks: [...picture.strokes.segments.keys()],
      paper: WHITE,
    });
  }

  private get score(): number {
    // Every seed a little better than the one before.
    return 0.1 + 0.3 * (1 - Math.exp(-this.iteration / 60)) + (this.settings?.seed ?? 0) / 1000;
  }
}

/** Strokes on a spiral that opens as the drawing goes on. */
function spiral(settings: DrawSettings, iteration: number): Strokes {
  const { strokes: count, iterations, width, height } = settings as StrokeSettings;
  const unit = Math.min(width, height);
  const middle = [width / unit / 2, height / unit / 2] as const;
  const opened = 0.1 + (0.9 * iteration) / iterations;
  const points = new Float32Array(count * 8);
  const colours = new Float32Array(count * 4);
  for (let s = 0; s < count; s++) {
    for (let p = 0; p < 4; p++) {
      const along = (s + p / 3) / count;
      const angle = 12 * along + iteration / 40;
      points[8 * s + 2 * p] = middle[0] + 0.45 * opened * along * Math.cos(angle);
      points[8 * s + 2 * p + 1] = middle[1] + 0.45 * opened * along * Math.sin(angle);
    }
    const hue = (2 * Math.PI * s) / count;
    colours.set(
      [0.5 + 0.5 * Math.cos(hue), 0.5 + 0.5 * Math.cos(hue + 2), 0.5 + 0.5 * Math.cos(hue + 4), 0.8],
      4 * s,
    );
  }
  return {
    segments: new Uint8Array(count).fill(1),
    points,
    widths: new Float32Array(count).fill(0.01 + 0.02 * opened),
    colours,
  };
}

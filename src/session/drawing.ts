/**
 * @file One drawing and its step: render, look, climb; and what a person may change between two steps. Everything
 * random comes from its own generator in a fixed order, and every change is noted, so that the same settings give the
 * same bytes whoever watches and however often it is paused.
 */
import { type Canvas, canvasKind, type Picture, type SourceImage } from '../canvas/index.js';
import { drawPage, type Guide, type Look } from '../guidance/index.js';
import { type ParameterRows, type ValuesOf, valuesOf } from '../parameters/index.js';
import { SeededGenerator } from '../random/index.js';
import { type DrawingState, packWork, unpackWork, type Work } from './drawing-state.js';
import { Easel } from './easel.js';
import type { Guides, Intent, NamedPictures } from './guide-pool.js';
import { guidanceOf, lookOf, PAPER } from './look.js';
import { Schedule } from './schedule.js';
import { type DrawSettings, settingsAfter } from './settings.js';
import { type Change, type RecordedChange, SteeringError } from './steering/change.js';
import { toPicture } from './steering/drawn-picture.js';
import type { FrozenState } from './steering/frozen.js';
import type { Outline } from './steering/region.js';
import { steerMarks } from './steering/steer.js';
import { Trend } from './trend.js';

/** What a drawing is made from besides its settings. */
export interface Sources {
  /** To begin from; `settings.image` names it. */
  readonly image?: SourceImage;
  /** Those that the prompt and the settings name, by name. */
  readonly pictures?: NamedPictures;
}

/** Steps between two copies of the best picture. */
const BEST_INTERVAL = 5;

export class Drawing {
  /** Steps made so far. */
  iteration = 0;
  /** Score of the last step. */
  score = 0;
  /** Steps left out because a gradient was not a number. */
  skipped = 0;
  /** The settings as they stand after every change. */
  now: DrawSettings;
  outline: Outline | null = null;
  private changes: readonly RecordedChange[] = [];
  private script: readonly RecordedChange[];
  private schedule: Schedule;
  private trend = new Trend();
  private best: (Work & { readonly frozen: FrozenState }) | undefined;
  private easel!: Easel;
  private guide!: Guide;
  /** What `intent` was prepared from. */
  private wanted = '';
  private generator: SeededGenerator;
  intent!: Intent;

  private constructor(
    private original: DrawSettings,
    private readonly guides: Guides,
    private readonly sources: Sources,
  ) {
    this.now = { ...original, changes: [] };
    this.script = original.changes;
    this.schedule = Schedule.of(original.iterations);
    this.generator = SeededGenerator.fromSeed(original.seed);
  }

  static async begin(settings: DrawSettings, guides: Guides, sources: Sources = {}): Promise<Drawing> {
    const drawing = new Drawing(settings, guides, sources);
    await drawing.aim(settings);
    drawing.easel = new Easel(await canvasKind(settings.canvas).create(drawing.canvasOptions()));
    return drawing;
  }

  /** The drawing that `save` described; it goes on bit by bit as the saved one would have. */
  static async restore(state: DrawingState, guides: Guides, sources: Sources = {}): Promise<Drawing> {
    const drawing = new Drawing(state.facts.settings, guides, sources);
    await drawing.load(state);
    return drawing;
  }

  /** Steps to be made in all. */
  get iterations(): number {
    return Math.min(this.schedule.iterations, this.now.stopAt ?? Number.POSITIVE_INFINITY);
  }

  /** Whether the score has stopped growing for as long as the settings wait. */
  get onPlateau(): boolean {
    const { patience } = this.now;
    return patience > 0 && this.trend.stalledFor(this.iteration) >= patience;
  }

  get done(): boolean {
    return this.iteration >= this.iterations || this.onPlateau;
  }

  /** Marks held by hand. */
  get held(): readonly number[] {
    return this.easel.saveFrozen().held;
  }

  /** The settings that draw this drawing again, up to here. */
  get settings(): DrawSettings {
    return { ...this.original, changes: [...this.changes] };
  }

  /** One step towards the prompt. */
  async step(): Promise<void> {
    const { easel, guide, generator, now, iteration } = this;
    const progress = this.schedule.progress(iteration);
    guide.aim(this.intent.aim);
    const page = drawPage(now, PAPER, generator);
    const image = await (easel.canvas.look?.(page) ?? easel.canvas.render(page));
    const look = { ...lookOf(now, easel.canvas.size, { iteration, progress }), paper: page };
    const { gradient: imageGradient, score, finite } = await guide.step(image, look, generator);
    const gradients = await easel.adjoint(imageGradient);
    this.iteration++;
    if (!(finite && Number.isFinite(score) && gradients.every(allFinite))) {
      this.skipped++;
      return;
    }
    easel.climb(gradients, { iteration: this.iteration, progress, imageGradient, generator });
    this.score = score;
    const { bestAt } = this.trend.save();
    const better = this.trend.add(score, this.iteration, now.leastGain);
    if (now.keep === 'best' && better && (!this.best || this.iteration - bestAt >= BEST_INTERVAL)) {
      this.best = { ...easel.save(), frozen: easel.saveFrozen() };
    }
  }

  /** Takes up the changes that the settings say were made before this step. @returns those taken up */
  async followScript(): Promise<readonly RecordedChange[]> {
    const due = this.script.filter(({ iteration }) => iteration === this.iteration);
    this.script = this.script.filter(({ iteration }) => iteration > this.iteration);
    for (const { iteration: _, ...change } of due) await this.apply(change as Change);
    return due;
  }

  /**
   * Takes up and notes a change; where it cannot, nothing is changed.
   * @throws SteeringError, SettingsError, PromptError
   */
  async apply(change: Change): Promise<void> {
    await this.take(change);
    this.changes = [...this.changes, { ...change, iteration: this.iteration } as RecordedChange];
  }

  /** Where the best picture is better than the last one, it becomes the drawing. */
  async finish(): Promise<void> {
    const { best } = this;
    if (!best || this.now.keep !== 'best') return;
    const last = await this.cleanScore();
    const there = this.easel;
    await this.return(best);
    if ((await this.cleanScore()) > last) {
      this.best = undefined;
      this.changes = [...this.changes, { type: 'best', iteration: this.iteration }];
    } else this.easel = there;
  }

  /** Forgets where it was stopped, to go on after all. */
  reopen(): void {
    const withoutStop = ({ stopAt: _, ...settings }: DrawSettings) => settings as DrawSettings;
    this.original = withoutStop(this.original);
    this.now = withoutStop(this.now);
  }

  picture(): Picture {
    return this.easel.canvas.picture();
  }

  /** Score of the picture as it stands, seen whole and without noise. */
  async cleanScore(): Promise<number> {
    this.guide.aim(this.intent.aim);
    return this.guide.score(await this.easel.canvas.render(PAPER), this.lookNow());
  }

  /** The same in the eyes of a model that had no part in the drawing; nothing without one. */
  async judged(): Promise<number | undefined> {
    this.guide.aim(this.intent.aim);
    return this.guide.judge(await this.easel.canvas.render(PAPER), this.lookNow());
  }

  private lookNow(): Look {
    const { iteration, now, easel, schedule } = this;
    return lookOf(now, easel.canvas.size, { iteration, progress: schedule.progress(iteration) });
  }

  /** Copies. */
  save(): DrawingState {
    const { original, changes, script, iteration, score, skipped, generator, best, easel, outline } = this;
    const facts = {
      settings: { ...original, changes: [] },
      changes: [...changes],
      script: [...script],
      iteration,
      score,
      skipped,
      generator: [...generator.state],
      schedule: this.schedule.save(),
      trend: this.trend.save(),
      frozen: easel.saveFrozen(),
      outline: outline?.map(([x, y]): [number, number] => [x, y]) ?? null,
      bestFrozen: best?.frozen ?? null,
    };
    const arrays = { ...packWork(easel.save(), 'now'), ...(best ? packWork(best, 'best') : {}) };
    return { facts, arrays };
  }

  /** Goes to another state of this drawing. */
  async load({ facts, arrays }: DrawingState): Promise<void> {
    const now = facts.changes.reduce<DrawSettings>(settingsAfter, { ...this.original, changes: [] });
    await this.aim(now);
    this.now = now;
    this.changes = facts.changes;
    this.script = facts.script;
    this.iteration = facts.iteration;
    this.score = facts.score;
    this.skipped = facts.skipped;
    this.generator = SeededGenerator.fromState(facts.generator);
    this.schedule = new Schedule(facts.schedule);
    this.trend = new Trend(facts.trend);
    const { bestFrozen } = facts;
    this.best = bestFrozen ? { ...unpackWork(arrays, 'best'), frozen: bestFrozen } : undefined;
    this.outline = facts.outline;
    const work = unpackWork(arrays, 'now');
    this.easel = new Easel(await this.restoreCanvas(work), facts.frozen, facts.outline);
    this.easel.loadMoments(work);
  }

  /** The picture of another state of this drawing. */
  async pictureOf({ arrays }: DrawingState): Promise<Picture> {
    return (await this.restoreCanvas(unpackWork(arrays, 'now'))).picture();
  }

  private async take(change: Change): Promise<void> {
    switch (change.type) {
      case 'prompt':
        await this.aim(settingsAfter(this.now, change));
        this.easel.canvas.letGo?.();
        this.now = settingsAfter(this.now, change);
        this.forget();
        return;
      case 'values':
        return this.configure(settingsAfter(this.now, change), Object.keys(change.values));
      case 'region':
        this.easel.confine(change.outline);
        this.outline = change.outline;
        this.forget();
        return;
      case 'best':
        if (!this.best) throw new SteeringError('No best picture is kept; set “keep” to “best” first.');
        await this.return(this.best);
        this.best = undefined;
        return;
      default:
        steerMarks(this.easel, change);
        this.forget();
    }
  }

  private async configure(now: DrawSettings, names: readonly string[]): Promise<void> {
    await this.aim(now);
    this.now = now;
    this.easel.configure(canvasValues(now));
    this.schedule.replan(this.iteration, now.iterations);
    if (names.some((name) => name !== 'iterations')) this.forget();
  }

  /** The guide, and what these settings want of it. */
  private async aim(settings: DrawSettings): Promise<void> {
    const wanted = JSON.stringify([settings.prompt, guidanceOf(settings)]);
    if (wanted === this.wanted) return;
    this.guide = await this.guides.guide();
    this.intent = await this.guides.prepare(settings, this.sources.pictures ?? {});
    this.wanted = wanted;
  }

  /** Scores from before a change say nothing of what comes after it. */
  private forget(): void {
    this.trend.forget(this.iteration);
    this.best = undefined;
  }

  private async return(best: NonNullable<typeof this.best>): Promise<void> {
    this.easel = new Easel(await this.restoreCanvas(best), best.frozen, this.outline);
    this.easel.loadMoments(best);
  }

  private restoreCanvas({ canvas }: Work): Promise<Canvas> {
    return canvasKind(this.now.canvas).restore(structuredClone(canvas), this.canvasOptions());
  }

  private canvasOptions() {
    const { now, guide, generator, sources, guides } = this;
    const { width, height, from } = now;
    return {
      size: { width, height },
      resolution: guide.resolution,
      paper: PAPER,
      values: canvasValues(now),
      generator,
      ...sources,
      ...(from ? { picture: toPicture(from) } : {}),
      threads: guides.threads,
    };
  }
}

function canvasValues(settings: DrawSettings): ValuesOf<ParameterRows> {
  return valuesOf(canvasKind(settings.canvas).rows, settings as unknown as ValuesOf<ParameterRows>);
}

/** A sum with anything that is not a number is not a number; times 0, so that it cannot overflow. */
function allFinite(values: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * 0;
  return sum === 0;
}

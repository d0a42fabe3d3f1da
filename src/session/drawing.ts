/**
 * @file One drawing and its step: render, look, climb; and what a person may change between two steps. Everything
 * random comes from its own generator in a fixed order, and every change is noted, so that the same settings give the
 * same bytes whoever watches and however often it is paused.
 */
import type { Picture } from '../canvas/index.js';
import { drawPage, type Look } from '../guidance/index.js';
import { SeededGenerator } from '../random/index.js';
import { canvasValues, createCanvas, restoreCanvas, type Sources, type Surroundings } from './canvas-of.js';
import { Course } from './course.js';
import { DrawingRecord } from './drawing-record.js';
import { type DrawingState, packWork, unpackWork } from './drawing-state.js';
import { Easel, type EaselWork } from './easel.js';
import type { Guides } from './guide-pool.js';
import { lookOf, PAPER } from './look.js';
import { Pursuit } from './pursuit.js';
import { type DrawSettings, settingsAfter } from './settings.js';
import { type Change, type RecordedChange, SteeringError } from './steering/change.js';
import type { Outline } from './steering/region.js';
import { steerMarks } from './steering/steer.js';

/** Steps between two copies of the best picture. */
const BEST_INTERVAL = 5;

export class Drawing {
  outline: Outline | null = null;
  readonly record: DrawingRecord;
  private course: Course;
  private best: EaselWork | undefined;
  private easel!: Easel;
  private generator: SeededGenerator;

  private constructor(
    settings: DrawSettings,
    readonly pursuit: Pursuit,
    private readonly sources: Sources,
  ) {
    this.record = new DrawingRecord(settings);
    this.course = Course.of(settings.iterations);
    this.generator = SeededGenerator.fromSeed(settings.seed);
  }

  static async begin(settings: DrawSettings, guides: Guides, sources: Sources = {}): Promise<Drawing> {
    const drawing = new Drawing(settings, new Pursuit(guides, sources.pictures), sources);
    await drawing.pursuit.take(settings);
    drawing.easel = new Easel(await createCanvas(drawing.now, drawing.surroundings()));
    return drawing;
  }

  /** The drawing that `save` described; it goes on bit by bit as the saved one would have. */
  static async restore(state: DrawingState, guides: Guides, sources: Sources = {}): Promise<Drawing> {
    const drawing = new Drawing(state.facts.settings, new Pursuit(guides, sources.pictures), sources);
    await drawing.load(state);
    return drawing;
  }

  /** The settings as they stand after every change. */
  get now(): DrawSettings {
    return this.record.now;
  }

  /** The settings that draw this drawing again, up to here. */
  get settings(): DrawSettings {
    return this.record.settings;
  }

  /** Steps made so far. */
  get iteration(): number {
    return this.course.iteration;
  }

  /** Steps to be made in all. */
  get iterations(): number {
    return this.course.iterations(this.now);
  }

  /** Score of the last step. */
  get score(): number {
    return this.course.score;
  }

  /** Steps left out because a gradient was not a number. */
  get skipped(): number {
    return this.course.skipped;
  }

  /** Whether the score has stopped growing for as long as the settings wait. */
  get onPlateau(): boolean {
    return this.course.onPlateau(this.now);
  }

  get done(): boolean {
    return this.iteration >= this.iterations || this.onPlateau;
  }

  /** Marks held by hand. */
  get held(): readonly number[] {
    return this.easel.held;
  }

  /** One step towards the prompt. */
  async step(): Promise<void> {
    const { easel, pursuit, generator, course, now } = this;
    const { progress } = course;
    const page = drawPage(now, PAPER, generator);
    const image = await easel.canvas.render(page);
    const underdrawing = easel.canvas.underdrawing?.(page);
    const look = { ...this.look(), paper: page };
    const {
      gradient: imageGradient,
      score,
      finite,
    } = await pursuit.step(underdrawing ?? image, look, generator);
    const gradients = await easel.adjoint(imageGradient);
    course.iteration++;
    const tending = { iteration: course.iteration, progress, imageGradient, generator };
    if (!(finite && Number.isFinite(score) && easel.climb(gradients, tending))) {
      course.skipped++;
      return;
    }
    if (underdrawing) {
      course.noteUnderdrawing(score);
      return;
    }
    const sinceBest = course.note(score, now.leastGain);
    if (now.keep === 'best' && sinceBest !== undefined && (!this.best || sinceBest >= BEST_INTERVAL)) {
      this.best = easel.save();
    }
  }

  /** Takes up the changes that the settings say were made before this step. @returns those taken up */
  async followScript(): Promise<readonly RecordedChange[]> {
    const due = this.record.due(this.iteration);
    for (const { iteration: _, ...change } of due) await this.apply(change as Change);
    return due;
  }

  /**
   * Takes up and notes a change; where it cannot, nothing is changed.
   * @throws SteeringError, SettingsError, PromptError
   */
  async apply(change: Change): Promise<void> {
    await this.take(change);
    this.record.note(change, this.iteration);
  }

  /** Where the best picture is better than the last one, it becomes the drawing. */
  async finish(): Promise<void> {
    const { best } = this;
    if (!best || this.now.keep !== 'best') return;
    const last = await this.cleanScore();
    const there = this.easel;
    await this.setUp(best);
    if ((await this.cleanScore()) > last) {
      this.best = undefined;
      this.record.note({ type: 'best' }, this.iteration);
    } else this.easel = there;
  }

  picture(): Picture {
    return this.easel.canvas.picture();
  }

  /** Score of the picture as it stands, seen whole and without noise. */
  async cleanScore(): Promise<number> {
    return this.pursuit.score(await this.easel.canvas.render(PAPER), this.look());
  }

  /** The same in the eyes of a model that had no part in the drawing; nothing without one. */
  async judged(): Promise<number | undefined> {
    return this.pursuit.judge(await this.easel.canvas.render(PAPER), this.look());
  }

  private look(): Look {
    const { iteration, progress } = this.course;
    return lookOf(this.now, this.easel.canvas.size, { iteration, progress });
  }

  /** Copies. */
  save(): DrawingState {
    const { record, course, generator, best, outline } = this;
    const work = this.easel.save();
    const facts = {
      ...record.save(),
      ...course.save(),
      generator: [...generator.state],
      frozen: work.frozen,
      outline: outline?.map(([x, y]): [number, number] => [x, y]) ?? null,
      bestFrozen: best?.frozen ?? null,
    };
    const arrays = { ...packWork(work, 'now'), ...(best ? packWork(best, 'best') : {}) };
    return { facts, arrays };
  }

  /** Goes to another state of this drawing. */
  async load({ facts, arrays }: DrawingState): Promise<void> {
    await this.pursuit.take(this.record.at(facts));
    this.record.load(facts);
    this.course = Course.from(facts);
    this.generator = SeededGenerator.fromState(facts.generator);
    const { frozen, bestFrozen, outline } = facts;
    this.best = bestFrozen ? { ...unpackWork(arrays, 'best'), frozen: bestFrozen } : undefined;
    this.outline = outline;
    await this.setUp({ ...unpackWork(arrays, 'now'), frozen });
  }

  /** The picture of another state of this drawing. */
  async pictureOf({ arrays }: DrawingState): Promise<Picture> {
    const { canvas } = unpackWork(arrays, 'now');
    return (await restoreCanvas(canvas, this.now, this.surroundings())).picture();
  }

  private async take(change: Change): Promise<void> {
    switch (change.type) {
      case 'prompt':
        await this.pursuit.take(settingsAfter(this.now, change));
        this.record.now = settingsAfter(this.now, change);
        this.easel.canvas.letGo?.();
        break;
      case 'values':
        await this.configure(settingsAfter(this.now, change));
        // How many steps there are says nothing against the scores so far.
        if (Object.keys(change.values).every((name) => name === 'iterations')) return;
        break;
      case 'region':
        this.easel.confine(change.outline);
        this.outline = change.outline;
        break;
      case 'best':
        if (!this.best) throw new SteeringError('No best picture is kept; set “keep” to “best” first.');
        await this.setUp(this.best);
        this.best = undefined;
        return;
      default:
        steerMarks(this.easel, change);
    }
    // Scores from before a change say nothing of what comes after it.
    this.course.forget();
    this.best = undefined;
  }

  private async configure(now: DrawSettings): Promise<void> {
    await this.pursuit.take(now);
    this.record.now = now;
    this.easel.configure(canvasValues(now));
    this.course.replan(now.iterations);
  }

  private async setUp({ canvas, moments, frozen }: EaselWork): Promise<void> {
    const restored = await restoreCanvas(canvas, this.now, this.surroundings());
    this.easel = new Easel(restored, frozen, this.outline);
    this.easel.loadMoments(moments);
  }

  private surroundings(): Surroundings {
    const { pursuit, generator, sources } = this;
    return { resolution: pursuit.resolution, generator, sources, threads: pursuit.threads };
  }
}

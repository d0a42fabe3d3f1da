/**
 * @file One drawing: its steps, and what a person may change between two of them. All chance comes from its own generator
 * in a fixed order, and every change is noted: the same settings give the same bytes.
 */
import type { Picture } from '../canvas/index.js';
import { SeededGenerator } from '../random/index.js';
import type { Outline } from '../raster/index.js';
import { inkOf, keptPicture, picturesForGuide, type Sources, type Surroundings } from './canvas-of.js';
import { Course } from './course.js';
import { DrawingRecord } from './drawing-record.js';
import { type DrawingState, packState, unpackState, type Work } from './drawing-state.js';
import { Easel, type Handiwork } from './easel.js';
import type { Guides } from './guide-pool.js';
import { KeptWorks, worksOf } from './kept-works.js';
import { Pursuit } from './pursuit.js';
import { type DrawSettings, settingsAfter } from './settings.js';
import { Shelved } from './shelf.js';
import { Sight } from './sight.js';
import { Starts, type Trying } from './starts.js';
import type { Change, RecordedChange } from './steering/change.js';
import { takeUp } from './steering/take-up.js';
import { step } from './step.js';
import type { StoredState } from './storeroom.js';

export class Drawing {
  readonly record: DrawingRecord;
  readonly pursuit: Pursuit;
  private course: Course;
  private kept = new KeptWorks();
  /** Nothing before it has begun and once it is closed. */
  private standing: Easel | undefined;
  private generator: SeededGenerator;
  private readonly sight: Sight;

  private constructor(
    settings: DrawSettings,
    guides: Guides,
    private readonly sources: Sources,
  ) {
    this.pursuit = new Pursuit(guides, picturesForGuide(sources));
    this.record = new DrawingRecord(settings);
    this.course = Course.of(settings.iterations);
    this.generator = SeededGenerator.fromSeed(settings.seed);
    this.sight = new Sight(settings, this.pursuit, sources.background);
  }

  static async begin(settings: DrawSettings, guides: Guides, sources: Sources = {}): Promise<Drawing> {
    const drawing = new Drawing(settings, guides, sources);
    await drawing.pursuit.take(settings);
    drawing.standing = await Easel.begin(settings, drawing.surroundings(), null);
    const isFromNothing = !sources.image && !settings.from;
    const inInk = isFromNothing && (await inkOf(settings, drawing.pursuit)) ? 1 : 0;
    drawing.kept.starts = Starts.of(settings, isFromNothing, drawing.easel.bytes, inInk);
    return drawing;
  }

  /** The drawing that `save` described; it goes on bit by bit as the saved one would have. */
  static async restore(state: DrawingState, guides: Guides, sources: Sources = {}): Promise<Drawing> {
    const drawing = new Drawing(state.facts.settings, guides, sources);
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

  get score(): number {
    return this.course.score;
  }

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

  /** Which of how many beginnings is being tried; null once one goes on. */
  get trying(): Trying | null {
    return this.kept.starts.trying;
  }

  /** What a hand sees and has done: the marks as they are called, those held, the region worked on alone. */
  get handiwork(): Handiwork {
    return this.easel.handiwork;
  }

  /** One step towards the prompt. */
  async step(): Promise<void> {
    if (this.kept.starts.isOver(this.iteration)) await this.beginAgain();
    const { easel, sight, course, now, kept } = this;
    const around = { surroundings: this.surroundings(), discarded: kept.starts.discarded };
    const sinceBest = await step({ easel, sight, course, now, ...around });
    if (now.keep === 'best' && sinceBest !== undefined) await kept.noteBest(easel, sinceBest);
  }

  /** Takes up the changes that the settings say were made before this step. @returns those taken up */
  async followScript(): Promise<readonly RecordedChange[]> {
    const due = this.record.due(this.iteration);
    for (const { iteration: _, ...change } of due) await this.apply(change as Change);
    return due;
  }

  /**
   * Takes up and notes a change; where it cannot, nothing is changed.
   * @returns what marks that came with it are called
   * @throws SteeringError, SettingsError, PromptError
   */
  async apply(change: Change): Promise<readonly number[]> {
    const added = await this.take(change);
    this.record.note(change, this.iteration);
    return added;
  }

  /** Where the score has stopped growing, patience is counted from here on; noted, so that it is drawn again as well. */
  async waitAnew(): Promise<void> {
    if (this.onPlateau) await this.apply({ type: 'values', values: { patience: this.now.patience } });
  }

  /** Where the best picture is better than the last one, it becomes the drawing. */
  async finish(): Promise<void> {
    const { best } = this.kept;
    if (!best || this.now.keep !== 'best') return;
    const [last, score] = [this.easel.save(), await this.cleanScore()];
    await this.setUp(best, this.easel.outline);
    if ((await this.cleanScore()) > score) {
      this.kept.forgetBest();
      this.record.note({ type: 'best' }, this.iteration);
    } else await this.setUp(last, this.easel.outline);
  }

  picture(): Picture {
    return this.easel.canvas.picture();
  }

  /** Score of the picture as it stands, seen whole and without noise. */
  cleanScore(): Promise<number> {
    return this.sight.score(this.easel.canvas, this.now, this.course);
  }

  /** The same of what the marks follow, while there is such a thing: what beginnings are told apart by. */
  promise(): Promise<number> {
    return this.sight.promise(this.easel.canvas, this.now, this.course);
  }

  /** The score in the eyes of the judge; nothing without one. */
  judged(): Promise<number | undefined> {
    return this.sight.judge(this.easel.canvas, this.now, this.course);
  }

  private get easel(): Easel {
    return this.standing!;
  }

  /** About the bytes of what `save` copies. */
  get bytes(): number {
    return this.easel.bytes * (1 + this.kept.count);
  }

  /** Copies, or the drawing's own arrays where they are lent to who has read them before the next step. */
  save(isLent = false): DrawingState {
    const { record, course, generator, kept, easel } = this;
    const outline = easel.outline?.map(([x, y]): [number, number] => [x, y]) ?? null;
    const done = { ...course.save(), starts: kept.starts.save() };
    const facts = { ...record.save(), ...done, generator: [...generator.state], outline };
    return packState(facts, { now: easel.save(isLent), ...kept.save(isLent) });
  }

  /**
   * Goes to another state of this drawing, which is only read.
   * @throws SteeringError where the disk does not give it back; then nothing is changed
   */
  async load(state: StoredState): Promise<void> {
    const { facts } = state;
    if (state instanceof Shelved) state.expectReadable();
    await this.pursuit.take(this.record.at(facts));
    this.record.load(facts);
    this.course = Course.from(facts);
    this.generator = SeededGenerator.fromState(facts.generator);
    const { now, kept } = worksOf(state, this.standing);
    this.kept = kept;
    await this.setUp(now, facts.outline);
  }

  /** It is over, and another takes its place: what it holds is given back. */
  async close(): Promise<void> {
    await this.standing?.giveBack();
    this.standing = undefined;
    this.kept.close();
  }

  /** The picture of another state of this drawing. */
  pictureOf(state: DrawingState): Promise<Picture> {
    return keptPicture(unpackState(state).now.canvas, this.now, this.surroundings());
  }

  private async take(change: Change): Promise<readonly number[]> {
    const now = settingsAfter(this.now, change);
    await this.pursuit.take(now);
    this.record.now = now;
    if (change.type === 'best') {
      await this.setUp(this.kept.expectBest(), this.easel.outline);
      this.kept.forgetBest();
      return [];
    }
    const { added, spoilsScores } = takeUp(change, now, this.easel, this.course);
    // What somebody has touched, or given other words, is not drawn over.
    if (change.type !== 'values') this.kept.starts.settle();
    if (spoilsScores) {
      this.course.forget();
      this.kept.forgetBest();
    }
    return added;
  }

  /** The beginning has been tried for long enough: another one, or after the last the best of them. */
  private async beginAgain(): Promise<void> {
    const { kept, course } = this;
    const tried = { score: await this.promise(), progress: course.progress };
    const chosen = kept.starts.note(tried, this.easel.save());
    if (chosen) await this.setUp(chosen.work, this.easel.outline);
    else this.standing = await Easel.begin(this.now, this.surroundings(), kept.starts.trying);
    course.restart(chosen?.progress ?? 0);
    kept.forgetBest();
  }

  private async setUp(work: Work, outline: Outline | null): Promise<void> {
    this.standing = await Easel.restore(work, outline, this.now, this.surroundings(), this.standing);
  }

  private surroundings(): Surroundings {
    return { pursuit: this.pursuit, generator: this.generator, sources: this.sources };
  }
}

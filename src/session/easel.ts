/**
 * @file A canvas with its optimiser and its frozen marks: the three that must agree on which numbers belong to which
 * mark, whoever changes the order, the canvas itself or a hand.
 */
import { type Canvas, CanvasError, type Picture, type Tending } from '../canvas/index.js';
import type { MarkChange } from '../marks/index.js';
import { maskOf, type Outline } from '../raster/index.js';
import { canvasValues, createCanvas, inkOf, restoreCanvas, type Surroundings } from './canvas-of.js';
import { arraysOf, type MarksState, type StateArray, type Work } from './drawing-state.js';
import { letGo } from './let-go.js';
import { Optimiser } from './optimiser.js';
import type { DrawSettings } from './settings.js';
import type { Trying } from './starts.js';
import { SteeringError } from './steering/change.js';
import { Frozen } from './steering/frozen.js';
import { MarkLayout } from './steering/mark-layout.js';
import { MarkNumbers } from './steering/mark-numbers.js';
import { confineGradient } from './steering/region.js';

export interface Handiwork {
  /** What each mark is called, in the order of painting; empty where the medium has none. */
  readonly marks: readonly number[];
  readonly held: readonly number[];
  /** What is worked on alone; null for everything. */
  readonly outline: Outline | null;
}

export class Easel {
  private layout: MarkLayout;
  private readonly frozen: Frozen;
  /** What each mark is called; steering names marks so, everything below by their places. */
  readonly names: MarkNumbers;
  /** Of a medium without marks: pixels that are worked on. */
  private mask: Uint8Array | undefined;

  constructor(
    readonly canvas: Canvas,
    marks?: MarksState,
    private region: Outline | null = null,
    private readonly optimiser = new Optimiser(canvas),
  ) {
    this.layout = MarkLayout.of(canvas);
    this.frozen = new Frozen(canvas, this.layout, marks?.frozen);
    this.names = marks ? MarkNumbers.from(marks.names) : MarkNumbers.first(this.layout.count);
    this.confineCanvas();
  }

  /** A beginning; of several that are tried the last is in the colour that the words name. */
  static async begin(
    settings: DrawSettings,
    surroundings: Surroundings,
    trying: Trying | null,
  ): Promise<Easel> {
    const isLast = trying !== null && trying.number === trying.of;
    const ink = isLast ? await inkOf(settings, surroundings.pursuit) : undefined;
    return new Easel(await createCanvas(settings, surroundings, ink));
  }

  /**
   * As it was saved.
   * @param former is not used any more: where its canvas can go on from there, it becomes this one's; the work may then
   * hold what was lent by it
   */
  static async restore(
    work: Work,
    outline: Outline | null,
    settings: DrawSettings,
    surroundings: Surroundings,
    former?: Easel,
  ): Promise<Easel> {
    const { canvas, moments, marks } = work;
    const isSame = former?.canvas.resume?.(canvas, canvasValues(settings)) ?? false;
    if (!isSame) await former?.giveBack(arraysOf(work));
    const easel =
      former && isSame
        ? new Easel(former.canvas, marks, outline, former.optimiser)
        : new Easel(await restoreCanvas(canvas, settings, surroundings), marks, outline);
    easel.optimiser.load(moments);
    return easel;
  }

  get handiwork(): Handiwork {
    return { marks: this.names.all, held: this.held, outline: this.region };
  }

  /** What is worked on alone; null for everything. */
  get outline(): Outline | null {
    return this.region;
  }

  /**
   * Gradients of the groups of the picture last rendered.
   * @param imageGradient height·width·3; where only a region is worked on, set to 0 outside it
   */
  async adjoint(imageGradient: Float32Array): Promise<readonly Float32Array[]> {
    if (this.mask) confineGradient(imageGradient, this.mask);
    return await this.canvas.adjoint(imageGradient);
  }

  /**
   * One step against the gradients, and what the canvas does with its marks after it.
   * @returns false where a gradient is not a number; then nothing is changed
   */
  climb(gradients: readonly Float32Array[], tending: Omit<Tending, 'held'>): boolean {
    if (!gradients.every(allFinite)) return false;
    const { canvas, frozen, layout } = this;
    // Numbers that the region does not touch have no gradient at all; without this their old moments would move them.
    const resting = this.mask ? gradients.map(whereNothing) : frozen.resting;
    this.optimiser.step(gradients, tending.progress, resting);
    canvas.project();
    frozen.putBack(layout);
    const { size } = canvas;
    const order = canvas.tend?.({ ...tending, held: frozen.marks });
    if (order) this.arranged(order);
    else if (canvas.size !== size) this.grown();
    else if (canvas.tend) frozen.putBack(layout);
    return true;
  }

  configure(values: unknown): void {
    this.canvas.configure(values);
    this.canvas.project();
    this.frozen.putBack(this.layout);
  }

  /** New order of the marks by hand, as `Marks.arrange` takes it. @returns what new marks are called */
  arrange(order: readonly number[], added?: Picture): readonly number[] {
    this.canvas.marks!.arrange(order, added);
    return this.arranged(order);
  }

  alter(marks: readonly number[], change: MarkChange): void {
    for (const mark of marks) this.canvas.marks!.change(mark, change);
    this.canvas.project();
    this.frozen.changedByHand(marks, this.layout);
  }

  hold(marks: readonly number[], on: boolean): void {
    this.frozen.hold(marks, on, this.layout);
  }

  confine(outline: Outline | null): void {
    if (this.canvas.marks) this.frozen.confine(outline, this.layout);
    const before = this.region;
    try {
      this.region = outline;
      this.confineCanvas();
    } catch (error) {
      this.region = before;
      throw error instanceof CanvasError ? new SteeringError(error.message) : error;
    }
  }

  /** What the marks that are held by hand are called. */
  private get held(): readonly number[] {
    return this.frozen.save().held.map((place) => this.names.all[place]!);
  }

  /** About the bytes of what `save` copies: the parameters and their two moments. */
  get bytes(): number {
    return this.canvas.groups.reduce((sum, { values }) => sum + 3 * values.byteLength, 0);
  }

  /** Copies, or what the next step changes where it is only lent. */
  save(isLent = false): Work {
    const marks = { names: this.names.save(), frozen: this.frozen.save() };
    return { canvas: this.canvas.save(isLent), moments: this.optimiser.save(isLent), marks };
  }

  /**
   * It is not used any more: what takes much memory is not left to the collector, which comes when it likes.
   * @param kept arrays that are still wanted
   */
  async giveBack(kept: readonly StateArray[] = []): Promise<void> {
    const large = this.canvas.large?.();
    if (!large) return;
    const moments = this.optimiser.save(true).flatMap(({ first, second }) => [first, second]);
    await letGo([...large, ...moments].filter((array) => !kept.includes(array)));
  }

  private arranged(order: readonly number[]): readonly number[] {
    const after = MarkLayout.of(this.canvas);
    this.optimiser.arrange(order, this.layout, after);
    this.layout = after;
    this.frozen.arrange(order, after);
    return this.names.arrange(order);
  }

  private grown(): void {
    this.optimiser.beginAnew();
    this.confineCanvas();
  }

  private confineCanvas(): void {
    const { canvas, region } = this;
    const mask = region && !canvas.marks ? maskOf(region, canvas.size) : undefined;
    const from = canvas.confine?.(mask && region ? { outline: region, mask } : undefined);
    if (from) this.optimiser.regroup(from);
    this.mask = mask;
  }
}

/** 1 where a gradient is 0. */
function whereNothing(gradient: Float32Array): Uint8Array {
  const resting = new Uint8Array(gradient.length);
  for (let i = 0; i < gradient.length; i++) if (gradient[i] === 0) resting[i] = 1;
  return resting;
}

/** A sum with anything that is not a number is not a number; times 0, so that it cannot overflow. */
function allFinite(values: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * 0;
  return sum === 0;
}

/**
 * @file How strokes follow an underdrawing: while the guide shapes it they are laid one after another, wide ones
 * first and beneath, where they are missed most, and fitted to it. Once it is done all are laid anew: those that were
 * laid early lie where the underdrawing no longer is, and no fitting brings them away. Afterwards they are held to it,
 * so that what the guide still wants of them refines the shapes and does not dissolve them.
 */
import type { Page, Strokes } from '../../raster/index.js';
import type { CanvasState } from '../canvas.js';
import { Underdrawing, type UnderdrawingOptions } from '../underdrawing/underdrawing.js';
import { fitStrokes } from './fit-strokes.js';
import { layNext } from './lay-next.js';
import { paintPicture } from './painted-strokes.js';
import type { StyledRaster } from './styled-raster.js';

/** When the first and the last stroke is laid, in parts of the time for which the underdrawing is shaped. */
const LAYING = [0.05, 0.8] as const;
/** Steps of fitting after each step of the guide. */
const FITTING = { steps: 3, rate: 0.5 } as const;

export class FollowedUnderdrawing {
  private readonly held: Float32Array;

  constructor(
    readonly underdrawing: Underdrawing,
    private readonly raster: StyledRaster,
    /** Strokes laid so far. */
    private laid = 0,
    /** Whether the strokes are held to it. */
    public holds = true,
    /** Whether somebody has arranged them. */
    private byHand = false,
  ) {
    this.held = new Float32Array(3 * raster.size.width * raster.size.height);
  }

  /**
   * Lays the strokes that are due and fits all of them.
   * @param done 0..1 of the time for which the underdrawing is shaped; at 1 it is closed
   * @param firstWidth mean width of the first strokes, canvas units
   * @param project brings the strokes back into their ranges
   */
  follow(strokes: Strokes, page: Page, done: number, firstWidth: number, project: () => void): void {
    const { raster } = this;
    if (done >= 1) {
      this.underdrawing.close();
      if (!this.byHand) this.layAnew(strokes, page, firstWidth, project);
      return;
    }
    const wished = this.underdrawing.wish(page);
    const count = strokes.segments.length;
    const [begin, end] = LAYING;
    const due = Math.min(count, Math.ceil((count * (done - begin)) / (end - begin)));
    while (this.laid < due) {
      if (!layNext(strokes, this.laid++, raster, page, wished, firstWidth)) break;
    }
    if (this.laid > 0) fitStrokes(strokes, { raster, page, wished, project, ...FITTING });
  }

  /** Strokes were added, taken away or put in another order by hand: they stay where they are. */
  arrangedByHand(count: number): void {
    this.laid = count;
    this.byHand = true;
  }

  private layAnew(strokes: Strokes, page: Page, firstWidth: number, project: () => void): void {
    for (let i = 3; i < strokes.colours.length; i += 4) strokes.colours[i] = 0;
    this.laid = strokes.segments.length;
    paintPicture(strokes, this.raster, page, this.underdrawing.wish(page), firstWidth, project);
  }

  /**
   * Adds the gradient by the picture of weight · mean over the pixels of the squared distance to the underdrawing,
   * halved.
   * @param gradient what it is added to; left as it is
   * @returns reused by the next call
   */
  hold(gradient: Float32Array, now: Float32Array, page: Page, weight: number): Float32Array {
    const { held } = this;
    held.set(gradient);
    if (!this.holds) return held;
    const wished = this.underdrawing.wish(page);
    const share = (3 * weight) / held.length;
    for (let i = 0; i < held.length; i++) held[i]! += share * (now[i]! - wished[i]!);
    return held;
  }

  save(): CanvasState {
    const { coefficients, open } = this.underdrawing;
    return {
      underdrawing: coefficients.slice(),
      followed: Int32Array.of(Number(open), this.laid, Number(this.holds), Number(this.byHand)),
    };
  }

  /** What `save` described; nothing where there was no underdrawing. */
  static restore(
    { underdrawing, followed }: CanvasState,
    raster: StyledRaster,
    options: UnderdrawingOptions,
  ): FollowedUnderdrawing | undefined {
    if (!underdrawing || !followed) return undefined;
    const restored = new Underdrawing(raster.size, (underdrawing as Float32Array).slice(), options);
    const [open, laid, holds, byHand] = followed;
    if (!open) restored.close();
    return new FollowedUnderdrawing(restored, raster, laid, holds === 1, byHand === 1);
  }
}

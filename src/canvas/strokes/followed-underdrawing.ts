/**
 * @file How strokes follow an underdrawing: while the guide shapes it they are laid one after another, wide ones
 * first and beneath, where they are missed most, and fitted to it; afterwards they are held to it, so that what the
 * guide still wants of them refines the shapes and does not dissolve them.
 */
import type { Page, Strokes } from '../../raster/index.js';
import type { CanvasState } from '../canvas.js';
import { Underdrawing } from '../underdrawing/underdrawing.js';
import { fitStrokes } from './fit-strokes.js';
import { layNext } from './lay-next.js';
import type { StyledRaster } from './styled-raster.js';

/** When the first and the last stroke is laid, in parts of the time for which the underdrawing is shaped. */
const LAYING = [0.05, 0.8] as const;
/** Steps of fitting after each step of the guide, and once more when the underdrawing is done. */
const FITTING = { steps: 4, rate: 0.5 } as const;
const FINISHING = { steps: 60, rate: 0.7 } as const;

export class FollowedUnderdrawing {
  private readonly held: Float32Array;

  constructor(
    readonly underdrawing: Underdrawing,
    private readonly raster: StyledRaster,
    /** Strokes laid so far. */
    public laid = 0,
    /** Whether the strokes are held to it. */
    public holds = true,
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
    if (done >= 1) this.underdrawing.close();
    const wished = this.underdrawing.wish(page);
    const count = strokes.segments.length;
    const [begin, end] = LAYING;
    const due = Math.min(count, Math.ceil((count * (done - begin)) / (end - begin)));
    while (this.laid < due) {
      if (!layNext(strokes, this.laid++, raster, page, wished, firstWidth)) break;
    }
    if (this.laid > 0) {
      const fitting = done < 1 ? FITTING : FINISHING;
      fitStrokes(strokes, { raster, page, wished, project, ...fitting });
    }
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
      followed: Int32Array.of(Number(open), this.laid, Number(this.holds)),
    };
  }

  /** What `save` described; nothing where there was no underdrawing. */
  static restore(
    { underdrawing, followed }: CanvasState,
    raster: StyledRaster,
  ): FollowedUnderdrawing | undefined {
    if (!underdrawing || !followed) return undefined;
    const restored = new Underdrawing(raster.size, underdrawing as Float32Array);
    const [open, laid, holds] = followed;
    if (!open) restored.close();
    return new FollowedUnderdrawing(restored, raster, laid, holds === 1);
  }
}

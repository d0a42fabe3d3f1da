/**
 * @file The canvas of strokes: chains of cubic Béziers with one RGBA colour each and one width or several, as CLIPDraw
 * paints (kvfrans/clipdraw), optimised at the size the guide sees and shown at any size.
 */
import type { Page, RasterSize, Strokes } from '../../raster/index.js';
import {
  type Canvas,
  type CanvasOptions,
  type CanvasState,
  type Marks,
  type ParameterGroup,
  type Tending,
  workingSize,
} from '../canvas.js';
import type { Picture } from '../picture.js';
import { THOUSANDTH } from '../range.js';
import { mostWanted } from '../wanting.js';
import type { StrokeValues } from './first-strokes.js';
import type { FollowedUnderdrawing } from './followed-underdrawing.js';
import { pointRateFactor } from './point-rate.js';
import { isRenewed, keptStrokes, newStrokes, Worth } from './renewal.js';
import { copyStrokes } from './stroke-layout.js';
import { StrokeMarks } from './stroke-marks.js';
import { projectStrokes } from './stroke-ranges.js';
import { type StrokeStyle, StyledRaster } from './styled-raster.js';

/** What a canvas of strokes has besides its strokes. */
interface Company {
  readonly style: StrokeStyle;
  /** The underdrawing that they follow, if there is one. */
  readonly followed?: FollowedUnderdrawing;
  readonly worth?: Worth;
}

/** A short drawing follows its underdrawing for at most this part of its steps. */
const SKETCH_PART = 0.6;

export class StrokeCanvas implements Canvas<StrokeValues> {
  readonly size: RasterSize;
  readonly marks: Marks;
  groups: readonly ParameterGroup[];
  private readonly raster: StyledRaster;
  private readonly style: StrokeStyle;
  private readonly followed: FollowedUnderdrawing | undefined;
  private worth: Worth;
  private values: StrokeValues;
  /** The picture last rendered, and the page it lies on. */
  private shown: { readonly image: Float32Array; readonly page: Page } | undefined;

  /** @param strokes become the canvas's own */
  constructor(
    private strokes: Strokes,
    { size, resolution, values }: CanvasOptions<StrokeValues>,
    { style, followed, worth }: Company,
  ) {
    this.size = workingSize(size, resolution);
    this.raster = new StyledRaster(this.size, style);
    this.style = style;
    this.followed = followed;
    this.values = values;
    this.worth = worth ?? worthless(strokes);
    this.groups = this.groupsOf(strokes);
    this.marks = new StrokeMarks(
      () => this.strokes,
      (changed, order) => {
        this.strokes = changed;
        this.worth.arrange(order);
        followed?.arrangedByHand(changed.segments.length);
        this.groups = this.groupsOf(changed);
      },
    );
  }

  configure(values: StrokeValues): void {
    this.values = values;
    this.style.configure(values);
    if (values.renewEvery === 0) this.worth = worthless(this.strokes);
  }

  render(page: Page): Float32Array {
    const image = this.raster.forward(this.strokes, page);
    this.shown = { image, page };
    return image;
  }

  underdrawing(page: Page): Float32Array | undefined {
    const underdrawing = this.followed?.underdrawing;
    return underdrawing?.open ? underdrawing.render(page) : undefined;
  }

  adjoint(imageGradient: Float32Array): readonly Float32Array[] {
    const { followed, shown, values } = this;
    if (!followed || !shown) return this.strokeGradients(imageGradient);
    const { underdrawing } = followed;
    const { image, page } = shown;
    if (underdrawing.open) return [...this.atRest(), underdrawing.adjoint(imageGradient, page)];
    const held = followed.hold(imageGradient, image, page, values.hold);
    return [...this.strokeGradients(held), underdrawing.atRest];
  }

  tend(tending: Tending): readonly number[] | undefined {
    const { followed, shown, values, style } = this;
    const { iteration, progress } = tending;
    // In the precision in which it is saved.
    style.progress = Math.fround(progress);
    if (!shown) return undefined;
    if (!followed?.underdrawing.open) return this.renew(tending, shown.image);
    const done = Math.max(iteration / values.sketch, progress / SKETCH_PART);
    followed.follow(this.strokes, shown.page, done, values.firstWidth * THOUSANDTH, () => this.project());
    return undefined;
  }

  letGo(): void {
    if (this.followed && !this.followed.underdrawing.open) this.followed.holds = false;
  }

  project(): void {
    projectStrokes(this.strokes, this.size, this.values);
  }

  picture(): Picture {
    return { kind: 'strokes', strokes: this.style.finish(this.strokes) };
  }

  save(): CanvasState {
    return {
      ...copyStrokes(this.strokes),
      ...this.followed?.save(),
      progress: Float32Array.of(this.style.progress),
      ...(this.values.renewEvery > 0 ? { worth: this.worth.save() } : {}),
    };
  }

  /** Strokes that do nothing begin anew where most is missing. */
  private renew(
    { iteration, progress, imageGradient, generator, held }: Tending,
    image: Float32Array,
  ): readonly number[] | undefined {
    const { values, worth, strokes } = this;
    if (values.renewEvery === 0) return undefined;
    worth.taken();
    if (!isRenewed(values, iteration, progress)) return undefined;
    const kept = keptStrokes(strokes, worth, held, values);
    const missing = strokes.segments.length - kept.length;
    if (missing === 0) return undefined;
    const radius = values.firstWidth * THOUSANDTH;
    const wants = mostWanted(image, imageGradient, this.size, radius, missing);
    const order = [...kept, ...wants.map((_, k) => -1 - k)];
    this.marks.arrange(order, { kind: 'strokes', strokes: newStrokes(wants, values, generator) });
    return order;
  }

  /** Of points, widths and colours. Ink: what a stroke does not earn of its opacity, it loses. */
  private strokeGradients(imageGradient: Float32Array): readonly Float32Array[] {
    const { points, widths, colours } = this.raster.adjoint(imageGradient);
    if (this.values.renewEvery > 0) this.worth.note(this.strokes, colours);
    const ink = this.values.ink / this.marks.count;
    for (let i = 3; i < colours.length; i += 4) colours[i] = colours[i]! + ink;
    return [points, widths, colours];
  }

  /** No gradient, while the strokes follow the underdrawing and not the guide. */
  private atRest(): readonly Float32Array[] {
    const { points, widths, colours } = this.strokes;
    return [points, widths, colours].map(({ length }) => new Float32Array(length));
  }

  private groupsOf({ points, widths, colours }: Strokes): readonly ParameterGroup[] {
    return [
      {
        name: 'points',
        values: points,
        rate: (progress) => this.values.pointRate * THOUSANDTH * pointRateFactor(progress),
      },
      { name: 'widths', values: widths, rate: () => this.values.widthRate * THOUSANDTH },
      { name: 'colours', values: colours, rate: () => this.values.colourRate * THOUSANDTH },
      ...(this.followed ? [this.followed.underdrawing.group] : []),
    ];
  }
}

const worthless = ({ segments }: Strokes): Worth => new Worth(new Float32Array(segments.length));

/**
 * @file The canvas of strokes: chains of cubic Béziers with one width and one RGBA colour each, as CLIPDraw
 * paints (kvfrans/clipdraw), optimised at the size the guide sees and shown at any size.
 */
import type { ValuesOf } from '../../parameters/index.js';
import { type Page, type RasterSize, StrokeRaster, type Strokes } from '../../raster/index.js';
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
import { clamp, MARGIN, THOUSANDTH } from '../range.js';
import type { FollowedUnderdrawing } from './followed-underdrawing.js';
import { pointRateFactor } from './point-rate.js';
import type { strokeRows } from './rows.js';
import { copyStrokes, StrokeMarks } from './stroke-marks.js';

type Values = ValuesOf<typeof strokeRows>;

/** A short drawing follows its underdrawing for at most this part of its steps. */
const SKETCH_PART = 0.6;

export class StrokeCanvas implements Canvas<Values> {
  readonly size: RasterSize;
  readonly marks: Marks;
  groups: readonly ParameterGroup[];
  private readonly raster: StrokeRaster;
  private values: Values;
  /** The picture last rendered, and the page it lies on. */
  private shown: { readonly image: Float32Array; readonly page: Page } | undefined;

  /**
   * @param strokes become the canvas's own
   * @param followed the underdrawing that they follow, if there is one
   */
  constructor(
    private strokes: Strokes,
    { size, resolution, values }: CanvasOptions<Values>,
    private readonly followed?: FollowedUnderdrawing,
  ) {
    this.size = workingSize(size, resolution);
    this.raster = new StrokeRaster(this.size);
    this.values = values;
    this.groups = this.groupsOf(strokes);
    this.marks = new StrokeMarks(
      () => this.strokes,
      (changed) => {
        this.strokes = changed;
        if (followed) followed.laid = changed.segments.length;
        this.groups = this.groupsOf(changed);
      },
    );
  }

  configure(values: Values): void {
    this.values = values;
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

  tend({ iteration, progress }: Tending): undefined {
    const { followed, shown, values } = this;
    if (!followed?.underdrawing.open || !shown) return;
    const done = Math.max(iteration / values.sketch, progress / SKETCH_PART);
    followed.follow(this.strokes, shown.page, done, values.firstWidth * THOUSANDTH, () => this.project());
  }

  letGo(): void {
    if (this.followed && !this.followed.underdrawing.open) this.followed.holds = false;
  }

  project(): void {
    const { points, widths, colours } = this.strokes;
    const shorter = Math.min(this.size.width, this.size.height);
    const farX = this.size.width / shorter + MARGIN;
    const farY = this.size.height / shorter + MARGIN;
    for (let i = 0; i < points.length; i += 2) {
      points[i] = clamp(points[i]!, -MARGIN, farX);
      points[i + 1] = clamp(points[i + 1]!, -MARGIN, farY);
    }
    const [minWidth, maxWidth] = [this.values.minWidth * THOUSANDTH, this.values.maxWidth * THOUSANDTH];
    for (let i = 0; i < widths.length; i++) widths[i] = clamp(widths[i]!, minWidth, maxWidth);
    for (let i = 0; i < colours.length; i++) colours[i] = clamp(colours[i]!, 0, 1);
  }

  picture(): Picture {
    return { kind: 'strokes', strokes: copyStrokes(this.strokes) };
  }

  save(): CanvasState {
    return { ...copyStrokes(this.strokes), ...this.followed?.save() };
  }

  /** Of points, widths and colours. Ink: what a stroke does not earn of its opacity, it loses. */
  private strokeGradients(imageGradient: Float32Array): readonly Float32Array[] {
    const { points, widths, colours } = this.raster.adjoint(imageGradient);
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

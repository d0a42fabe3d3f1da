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
  workingSize,
} from '../canvas.js';
import type { Picture } from '../picture.js';
import { pointRateFactor } from './point-rate.js';
import { clamp, MARGIN, THOUSANDTH } from './range.js';
import type { strokeRows } from './rows.js';
import { copyStrokes, StrokeMarks } from './stroke-marks.js';

type Values = ValuesOf<typeof strokeRows>;

export class StrokeCanvas implements Canvas<Values> {
  readonly size: RasterSize;
  readonly marks: Marks;
  groups: readonly ParameterGroup[];
  private readonly raster: StrokeRaster;
  private values: Values;

  /** @param strokes become the canvas's own */
  constructor(
    private strokes: Strokes,
    { size, resolution, values }: CanvasOptions<Values>,
  ) {
    this.size = workingSize(size, resolution);
    this.raster = new StrokeRaster(this.size);
    this.values = values;
    this.groups = this.groupsOf(strokes);
    this.marks = new StrokeMarks(
      () => this.strokes,
      (changed) => {
        this.strokes = changed;
        this.groups = this.groupsOf(changed);
      },
    );
  }

  configure(values: Values): void {
    this.values = values;
  }

  render(page: Page): Float32Array {
    return this.raster.forward(this.strokes, page);
  }

  adjoint(imageGradient: Float32Array): readonly Float32Array[] {
    const { points, widths, colours } = this.raster.adjoint(imageGradient);
    const { ink } = this.values;
    const count = this.marks.count;
    for (let i = 3; i < colours.length; i += 4) colours[i] = colours[i]! + ink / count;
    return [points, widths, colours];
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
    return { ...copyStrokes(this.strokes) };
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
    ];
  }
}

/**
 * @file The canvas of strokes: chains of cubic Béziers with one width and one RGBA colour each, as CLIPDraw
 * paints (kvfrans/clipdraw), optimised at the size the guide sees and shown at any size.
 */
import { type Rgb, StrokeRaster, type Strokes } from '../raster/index.js';
import type { Canvas, CanvasOptions, ParameterGroup, Picture } from './canvas.js';
import { firstStrokes } from './first-strokes.js';

/** Strokes further outside the canvas than this, in canvas units, are brought back to the margin. */
const MARGIN = 0.25;

export class StrokeCanvas implements Canvas {
  readonly groups: readonly ParameterGroup[];
  private readonly strokes: Strokes;
  private readonly raster: StrokeRaster;
  private readonly paper: Rgb;
  private readonly farX: number;
  private readonly farY: number;

  constructor(private readonly options: CanvasOptions) {
    this.strokes = firstStrokes(options);
    this.raster = new StrokeRaster(options.working);
    this.paper = options.paper;
    const shorter = Math.min(options.working.width, options.working.height);
    this.farX = options.working.width / shorter + MARGIN;
    this.farY = options.working.height / shorter + MARGIN;
    this.groups = [
      { name: 'points', values: this.strokes.points },
      { name: 'widths', values: this.strokes.widths },
      { name: 'colours', values: this.strokes.colours },
    ];
  }

  render(): Float32Array {
    return this.raster.forward(this.strokes, this.paper);
  }

  adjoint(imageGradient: Float32Array): readonly Float32Array[] {
    const { points, widths, colours } = this.raster.adjoint(imageGradient);
    const { ink, count } = this.options;
    for (let i = 3; i < colours.length; i += 4) colours[i] = colours[i]! + ink / count;
    return [points, widths, colours];
  }

  project(): void {
    const { points, widths, colours } = this.strokes;
    for (let i = 0; i < points.length; i += 2) {
      points[i] = clamp(points[i]!, -MARGIN, this.farX);
      points[i + 1] = clamp(points[i + 1]!, -MARGIN, this.farY);
    }
    const { minWidth, maxWidth } = this.options;
    for (let i = 0; i < widths.length; i++) widths[i] = clamp(widths[i]!, minWidth, maxWidth);
    for (let i = 0; i < colours.length; i++) colours[i] = clamp(colours[i]!, 0, 1);
  }

  picture(): Picture {
    const { segments, points, widths, colours } = this.strokes;
    return {
      kind: 'strokes',
      strokes: {
        segments: segments.slice(),
        points: points.slice(),
        widths: widths.slice(),
        colours: colours.slice(),
      },
    };
  }
}

const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));

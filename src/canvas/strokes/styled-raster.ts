/**
 * @file Strokes in a style: how their numbers become what is drawn, thinned out towards the ends and in the colours of
 * a palette; rendered, and the gradients taken back to the numbers.
 */
import type { ValuesOf } from '../../parameters/index.js';
import {
  type Page,
  type RasterSize,
  type Rgb,
  type StrokeGradients,
  StrokeRaster,
  type Strokes,
} from '../../raster/index.js';
import { parsePalette, snapped } from '../palette.js';
import type { strokeRows } from './rows.js';
import { mix, pullMix, temperature } from './soft-palette.js';
import { copyStrokes } from './stroke-layout.js';
import { pullTaper, tapered } from './taper.js';

type StyleValues = Pick<ValuesOf<typeof strokeRows>, 'taper' | 'fixedColours'>;

export class StrokeStyle {
  private taper = 0;
  private mixed = new Float32Array(0);
  palette: readonly Rgb[] = [];

  /** @param progress 0..1 of the drawing, by which colours settle on the palette */
  constructor(
    values: StyleValues,
    public progress = 0,
  ) {
    this.configure(values);
  }

  configure({ taper, fixedColours }: StyleValues): void {
    this.taper = taper;
    this.palette = parsePalette(fixedColours);
  }

  /** What is drawn of the strokes; colours are reused by the next call. */
  draw(strokes: Strokes): Strokes {
    const { palette, taper } = this;
    const widths = taper > 0 ? tapered(strokes, taper) : strokes.widths;
    if (palette.length === 0) return { ...strokes, widths };
    const { colours } = strokes;
    if (this.mixed.length !== colours.length) this.mixed = new Float32Array(colours.length);
    mix(palette, temperature(this.progress), colours, this.mixed);
    return { ...strokes, widths, colours: this.mixed };
  }

  /** What is shown and saved: as drawn, each colour the nearest of the palette. Copies. */
  finish(strokes: Strokes): Strokes {
    const { palette, taper } = this;
    const finished = { ...strokes, colours: snapped(palette, strokes.colours, 4) };
    return copyStrokes(taper > 0 ? { ...finished, widths: tapered(strokes, taper) } : finished);
  }

  /** Gradients by what was drawn as gradients by the strokes' numbers; those of colours are changed in place. */
  pull(strokes: Strokes, { points, widths, colours }: StrokeGradients): StrokeGradients {
    const { palette, taper } = this;
    if (palette.length > 0) pullMix(palette, temperature(this.progress), strokes.colours, colours);
    return { points, widths: taper > 0 ? pullTaper(strokes, taper, widths) : widths, colours };
  }
}

/** A `StrokeRaster` of strokes in a style. */
export class StyledRaster {
  private readonly raster: StrokeRaster;
  private strokes: Strokes | undefined;

  constructor(
    readonly size: RasterSize,
    private readonly style: StrokeStyle,
  ) {
    this.raster = new StrokeRaster(size);
  }

  /** As `StrokeRaster.forward`. */
  forward(strokes: Strokes, page: Page): Float32Array {
    this.strokes = strokes;
    return this.raster.forward(this.style.draw(strokes), page);
  }

  /** As `StrokeRaster.adjoint`; the strokes are those of the last `forward`, unchanged since. */
  adjoint(imageGradient: Float32Array): StrokeGradients {
    const gradients = this.raster.adjoint(imageGradient);
    return this.strokes ? this.style.pull(this.strokes, gradients) : gradients;
  }
}

/** @file The canvas of cells: one colour a cell, and a palette that the colours are drawn to. */

import type { ValuesOf } from '../../parameters/index.js';
import type { RasterSize, Rgb } from '../../raster/index.js';
import { addPageInkGradient } from '../blank-page.js';
import type { Canvas, CanvasState, ParameterGroup, Region, Tending } from '../canvas.js';
import { addPaletteGradient, parsePalette, snapped } from '../palette.js';
import type { GridPicture } from '../picture.js';
import type { CellMap } from './cell-map.js';
import type { GridLayout } from './cells.js';
import type { gridRows } from './rows.js';

export type GridValues = ValuesOf<typeof gridRows>;

/** The speed falls to this part of itself, so that colours come to rest. */
const LAST_RATE = 0.25;

export class GridCanvas implements Canvas<GridValues> {
  readonly groups: readonly ParameterGroup[];
  private readonly image: Float32Array;
  private readonly gradient: Float32Array;
  private isConfined = false;
  private palette: readonly Rgb[];

  /** @param colours of every cell, RGB 0..1; become the canvas's own */
  constructor(
    private readonly layout: GridLayout,
    private readonly map: CellMap,
    readonly size: RasterSize,
    private readonly colours: Float32Array,
    private values: GridValues,
  ) {
    this.image = new Float32Array(3 * size.width * size.height);
    this.gradient = new Float32Array(colours.length);
    this.palette = parsePalette(values.paletteColours);
    const rate = (progress: number) => (this.values.cellRate / 1000) * (1 - (1 - LAST_RATE) * progress);
    this.groups = [{ name: 'colours', values: colours, rate }];
  }

  configure(values: GridValues): void {
    this.values = values;
    this.palette = parsePalette(values.paletteColours);
  }

  render(): Float32Array {
    this.map.forward(this.colours, this.image);
    return this.image;
  }

  adjoint(imageGradient: Float32Array): readonly Float32Array[] {
    this.map.adjoint(imageGradient, this.gradient);
    addPageInkGradient(this.values, this.gradient, this.isConfined);
    addPaletteGradient(this.palette, this.values.palettePull, this.colours, this.gradient);
    return [this.gradient];
  }

  /** Cells that lie outside have no gradient. */
  confine(region: Region | undefined): undefined {
    this.isConfined = region !== undefined;
  }

  project(): void {
    const { colours } = this;
    for (let i = 0; i < colours.length; i++) colours[i] = Math.min(1, Math.max(0, colours[i]!));
  }

  /** At the end the cells become what the picture has shown all along. */
  tend({ progress }: Tending): undefined {
    if (progress >= 1) this.colours.set(snapped(this.palette, this.colours));
  }

  /** In the colours of the palette, where there is one. */
  picture(): GridPicture {
    return { kind: 'grid', layout: this.layout, colours: snapped(this.palette, this.colours) };
  }

  save(): CanvasState {
    return { colours: this.colours.slice() };
  }
}

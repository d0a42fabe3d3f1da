/**
 * @file The canvas of a neural field: a network that says the colour of every place (deep-daze paints with a SIREN,
 * lucid with a CPPN). It has no pixels of its own, so that it can be shown at any size.
 */
import type { ValuesOf } from '../../parameters/index.js';
import type { RasterSize } from '../../raster/index.js';
import { addPageInkGradient } from '../blank-page.js';
import type { Canvas, CanvasState, ParameterGroup, Region } from '../canvas.js';
import type { FieldLayer, FieldPicture } from '../picture.js';
import { divide, isSameOutline, pixelsOf, rounded, saveLayers } from './field-layers.js';
import { type FieldProgram, paintLayers } from './field-program.js';
import type { fieldRows } from './rows.js';

export type FieldValues = ValuesOf<typeof fieldRows>;

/** The speed falls to this part of itself, so that the picture comes to rest. */
const LAST_RATE = 0.25;
const MILLIONTH = 1e-6;

export class FieldCanvas implements Canvas<FieldValues> {
  readonly size: RasterSize;
  groups: readonly ParameterGroup[] = [];
  /** Those seen above come last. */
  private layers: readonly FieldLayer[] = [];
  /** How many layers, the first ones, lie outside what is worked on; nothing where all of it is. */
  private resting: number | undefined;
  /** The pixels of each layer; nothing where a single one has them all. */
  private pixels: readonly Int32Array[] | undefined;

  /** @param layers become the canvas's own */
  constructor(
    private readonly program: FieldProgram,
    layers: readonly FieldLayer[],
    private values: FieldValues,
    resting?: number,
  ) {
    this.size = program.size;
    this.take(layers, resting);
  }

  configure(values: FieldValues): void {
    this.values = values;
  }

  async render(): Promise<Float32Array> {
    return await paintLayers(this.program, this.layers, this.pixels);
  }

  async adjoint(imageGradient: Float32Array): Promise<readonly Float32Array[]> {
    const gradient = imageGradient.slice();
    addPageInkGradient(this.values, gradient, this.resting !== undefined);
    const gradients: Float32Array[] = [];
    for (const [k, { weights }] of this.layers.entries()) {
      const isResting = k < (this.resting ?? 0);
      const own = isResting
        ? new Float32Array(weights.length)
        : await this.program.adjoint(weights, gradient, this.pixels?.[k]);
      gradients.push(this.layers.length === 1 ? own : own.slice());
    }
    return gradients;
  }

  /** What lies outside keeps its networks; the region gets copies of them. */
  confine(region: Region | undefined): readonly number[] | undefined {
    if (!region) {
      this.take(this.layers, undefined);
      return undefined;
    }
    const outline = rounded(region.outline);
    const last = this.layers.at(-1)!.outlines.at(-1);
    // As it was restored.
    if (this.resting !== undefined && last && isSameOutline(last, outline)) return undefined;
    const { layers, from, rest } = divide(this.layers, outline, this.size);
    this.take(layers, rest);
    return from;
  }

  /** Weights have no range. */
  project(): void {}

  picture(): FieldPicture {
    const layers = this.layers.map(({ weights, outlines }) => ({ weights: weights.slice(), outlines }));
    return { kind: 'field', shape: this.program.shape, layers };
  }

  save(): CanvasState {
    return saveLayers(this.layers, this.resting);
  }

  private take(layers: readonly FieldLayer[], resting: number | undefined): void {
    this.layers = layers;
    this.resting = resting;
    this.pixels = pixelsOf(layers, this.size);
    const rate = (progress: number) => this.values.fieldRate * MILLIONTH * (1 - (1 - LAST_RATE) * progress);
    this.groups = layers.map(({ weights }) => ({ name: 'weights', values: weights, rate }));
  }
}

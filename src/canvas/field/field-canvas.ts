/**
 * @file The canvas of a neural field: a network that says the colour of every place (deep-daze paints with a SIREN,
 * lucid with a CPPN). It has no pixels of its own, so that it can be shown at any size.
 */
import type { ValuesOf } from '../../parameters/index.js';
import type { RasterSize } from '../../raster/index.js';
import { addPageInkGradient } from '../blank-page.js';
import type { Canvas, CanvasState, ParameterGroup } from '../canvas.js';
import type { FieldPicture } from '../picture.js';
import type { FieldProgram } from './field-program.js';
import type { fieldRows } from './rows.js';

export type FieldValues = ValuesOf<typeof fieldRows>;

/** The speed falls to this part of itself, so that the picture comes to rest. */
const LAST_RATE = 0.25;
const MILLIONTH = 1e-6;

export class FieldCanvas implements Canvas<FieldValues> {
  readonly size: RasterSize;
  readonly groups: readonly ParameterGroup[];
  private isConfined = false;

  /** @param weights become the canvas's own */
  constructor(
    private readonly program: FieldProgram,
    private readonly weights: Float32Array,
    private values: FieldValues,
  ) {
    this.size = program.size;
    const rate = (progress: number) => this.values.fieldRate * MILLIONTH * (1 - (1 - LAST_RATE) * progress);
    this.groups = [{ name: 'weights', values: weights, rate }];
  }

  configure(values: FieldValues): void {
    this.values = values;
  }

  render(): Promise<Float32Array> {
    return this.program.render(this.weights);
  }

  async adjoint(imageGradient: Float32Array): Promise<readonly Float32Array[]> {
    const gradient = imageGradient.slice();
    addPageInkGradient(this.values, gradient, this.isConfined);
    return [await this.program.adjoint(this.weights, gradient)];
  }

  /** Every weight paints everywhere: it is the gradient alone that is of the region. */
  confine(mask: Uint8Array | undefined): void {
    this.isConfined = mask !== undefined;
  }

  /** Weights have no range. */
  project(): void {}

  picture(): FieldPicture {
    return { kind: 'field', shape: this.program.shape, weights: this.weights.slice() };
  }

  save(): CanvasState {
    return { weights: this.weights.slice() };
  }
}

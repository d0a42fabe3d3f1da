/**
 * @file The canvas of pixels: planes in one of three spaces, mixed into colours. With octaves it grows while it is
 * painted, and with jitter it is looked at a little shifted, as DeepDream does.
 */
import type { SeededGenerator } from '../../random/index.js';
import { bytesOfImage, type RasterSize } from '../../raster/index.js';
import { addPageInkGradient } from '../blank-page.js';
import type { Canvas, CanvasState, ParameterGroup, Region, Tending } from '../canvas.js';
import type { PixelPicture } from '../picture.js';
import { grown, octaveAt, octaveSize } from './octaves.js';
import { PixelPainting, type PixelValues, type Tone } from './pixel-painting.js';
import { roll } from './roll.js';

export type { PixelValues };

/** The rows of the last quarter of a drawing go slower, so that it comes to rest. */
const LAST_RATE = 0.25;
/** In a saved state in place of a number that there is not. */
const ABSENT = -1;

/** A photograph in the full size of the canvas, whose detail comes back as the picture grows. */
export interface Original {
  readonly rgb: Float32Array;
  readonly size: RasterSize;
}

export class PixelCanvas implements Canvas<PixelValues> {
  groups: readonly ParameterGroup[];
  private painting: PixelPainting;
  /** The image as it is looked at, where it is shifted. */
  private shifted: Float32Array | undefined;
  /** Gradient by the image shifted back. */
  private back: Float32Array | undefined;
  private offset: readonly [dx: number, dy: number] = [0, 0];
  /** 1 where the picture is worked on. */
  private mask: Uint8Array | undefined;

  /**
   * @param full size of the last octave
   * @param original in size `full`, if the canvas begins from a photograph
   */
  constructor(
    private readonly full: RasterSize,
    private values: PixelValues,
    private readonly original?: Original,
    private octave = 0,
  ) {
    this.painting = new PixelPainting(octaveSize(full, octave, values), values);
    this.groups = this.groupsOf();
  }

  /** The canvas that `save` described. */
  static restored(state: CanvasState, full: RasterSize, values: PixelValues): PixelCanvas {
    const rgb = state.original as Float32Array | undefined;
    const [octave] = state.place as Int32Array;
    const canvas = new PixelCanvas(full, values, rgb && { rgb, size: full }, octave);
    canvas.takeUp(state);
    return canvas;
  }

  get size(): RasterSize {
    return this.painting.size;
  }

  scatter(generator: SeededGenerator): void {
    this.painting.scatter(generator);
  }

  /** Begins from a picture in size `full`. */
  take(rgb: Float32Array): void {
    this.painting.show(grown(rgb, this.full, this.size, undefined));
  }

  resume(state: CanvasState, values: PixelValues): boolean {
    const [octave] = state.place as Int32Array;
    const { width, height } = octaveSize(this.full, octave!, values);
    // A canvas that was restored full-grown does not know the photograph it grew by.
    const isUnknown = state.original !== undefined && this.original === undefined;
    if (width !== this.size.width || height !== this.size.height || isUnknown) return false;
    this.octave = octave!;
    this.configure(values);
    this.takeUp(state);
    return true;
  }

  configure(values: PixelValues): void {
    this.values = values;
    this.painting.configure(values);
  }

  render(): Float32Array {
    const image = this.painting.draw();
    const [dx, dy] = this.offset;
    if (dx === 0 && dy === 0) return image;
    this.shifted ??= new Float32Array(image.length);
    roll(image, this.size, dx, dy, this.shifted);
    return this.shifted;
  }

  adjoint(imageGradient: Float32Array): readonly Float32Array[] {
    const gradient = this.unshifted(imageGradient);
    addPageInkGradient(this.values, gradient, this.mask !== undefined);
    return [this.painting.adjoint(gradient)];
  }

  confine(region: Region | undefined): undefined {
    this.mask = region?.mask;
    this.painting.holdTone(region !== undefined);
  }

  project(): void {
    this.painting.changed(this.mask);
  }

  tend({ iteration, generator }: Tending): undefined {
    const octave = octaveAt(iteration, this.values);
    if (octave > this.octave) this.grow(octave);
    const { jitter } = this.values;
    if (jitter > 0) this.offset = [generator.integer(-jitter, jitter), generator.integer(-jitter, jitter)];
    else this.offset = [0, 0];
  }

  picture(): PixelPicture {
    return { kind: 'pixels', ...this.size, rgb: bytesOfImage(this.painting.draw()) };
  }

  save(isLent = false): CanvasState {
    const { parameters } = this.painting;
    const isGrowing = this.octave < this.values.octaves - 1;
    const { contrast = ABSENT, factor = ABSENT } = this.painting.tone;
    return {
      parameters: isLent ? parameters : parameters.slice(),
      place: Int32Array.of(this.octave, ...this.offset),
      contrast: Float32Array.of(contrast, factor),
      ...(this.original && isGrowing
        ? { original: isLent ? this.original.rgb : this.original.rgb.slice() }
        : {}),
    };
  }

  large(): readonly Float32Array[] {
    const { original, shifted, back, painting } = this;
    return [original?.rgb, shifted, back, ...painting.large()].filter((array) => array !== undefined);
  }

  /** Of a state in the size that it has. */
  private takeUp(state: CanvasState): void {
    const [, dx, dy] = state.place as Int32Array;
    const [contrast, factor] = [...(state.contrast as Float32Array)].map((value) =>
      value === ABSENT ? undefined : value,
    );
    this.offset = [dx!, dy!];
    this.painting.takeUp(state.parameters as Float32Array, { contrast, factor });
  }

  private unshifted(imageGradient: Float32Array): Float32Array {
    const [dx, dy] = this.offset;
    if (dx === 0 && dy === 0) return imageGradient;
    this.back ??= new Float32Array(imageGradient.length);
    roll(imageGradient, this.size, -dx, -dy, this.back);
    return this.back;
  }

  private grow(octave: number): void {
    const [before, image] = [this.size, this.painting.draw()];
    this.resize(octave, this.painting.tone);
    this.painting.show(grown(image, before, this.size, this.original));
  }

  private resize(octave: number, tone: Tone): void {
    this.octave = octave;
    this.painting = new PixelPainting(octaveSize(this.full, octave, this.values), this.values, tone);
    this.shifted = undefined;
    this.back = undefined;
    this.groups = this.groupsOf();
  }

  private groupsOf(): readonly ParameterGroup[] {
    return [
      {
        name: 'pixels',
        values: this.painting.parameters,
        rate: (progress) => (this.values.pixelRate / 1000) * (1 - (1 - LAST_RATE) * progress),
        beta1: () => this.values.momentum,
      },
    ];
  }
}

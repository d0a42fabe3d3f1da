/**
 * @file The canvas of pixels: planes in one of three spaces, mixed into colours. With octaves it grows while it is
 * painted, and with jitter it is looked at a little shifted, as DeepDream does.
 */

import type { ValuesOf } from '../../parameters/index.js';
import type { SeededGenerator } from '../../random/index.js';
import { bytesOfImage, type RasterSize } from '../../raster/index.js';
import { addInkGradient } from '../blank-page.js';
import type { Canvas, CanvasState, ParameterGroup, Tending } from '../canvas.js';
import type { PixelPicture } from '../picture.js';
import { type Colour, DecorrelatedColour, deviationOf, PlainColour } from './colour.js';
import { grown, octaveAt, octaveSize } from './octaves.js';
import { PlainSpace } from './plain-space.js';
import { PyramidSpace } from './pyramid-space.js';
import { roll } from './roll.js';
import type { pixelRows } from './rows.js';
import { pixelCount, type Space } from './space.js';
import { SpectrumSpace } from './spectrum-space.js';

export type PixelValues = ValuesOf<typeof pixelRows>;

/** The rows of the last quarter of a drawing go slower, so that it comes to rest. */
const LAST_RATE = 0.25;

/** A photograph in the full size of the canvas, whose detail comes back as the picture grows. */
export interface Original {
  readonly rgb: Float32Array;
  readonly size: RasterSize;
}

const spaces: Readonly<Record<PixelValues['space'], (size: RasterSize, values: PixelValues) => Space>> = {
  spectrum: (size, { decay }) => new SpectrumSpace(size, decay),
  pyramid: (size) => new PyramidSpace(size),
  rgb: (size) => new PlainSpace(size),
};

export class PixelCanvas implements Canvas<PixelValues> {
  size: RasterSize;
  groups: readonly ParameterGroup[];
  private space: Space;
  private colour: Colour;
  private parameters: Float32Array;
  private gradient: Float32Array;
  private planes: Float32Array;
  private image: Float32Array;
  /** The image as it is looked at, where it is shifted. */
  private shifted: Float32Array | undefined;
  /** Gradient by the image where it is not shifted, with the price of ink. */
  private priced: Float32Array | undefined;
  /** Gradient by one plane. */
  private plane: Float32Array | undefined;
  private offset: readonly [dx: number, dy: number] = [0, 0];
  private isDrawn = false;
  private octave = 0;
  /** Contrast of the picture begun from, which takes the place of the row's. */
  private ownContrast: number | undefined;

  /**
   * @param full size of the last octave
   * @param original in size `full`, if the canvas begins from a photograph
   */
  constructor(
    private readonly full: RasterSize,
    private values: PixelValues,
    private readonly original?: Original,
  ) {
    this.size = octaveSize(full, 0, values);
    this.space = spaces[values.space](this.size, values);
    this.colour = this.colourOf();
    this.parameters = new Float32Array(3 * this.space.numbers);
    this.gradient = new Float32Array(this.parameters.length);
    this.planes = new Float32Array(3 * pixelCount(this.size));
    this.image = new Float32Array(this.planes.length);
    this.groups = this.groupsOf();
  }

  /** Begins from nothing: grey, with a breath of noise from which the gradient can tell directions apart. */
  scatter(generator: SeededGenerator): void {
    this.parameters.fill(this.space.origin);
    generator.addNormal(this.parameters, this.space.spread);
    this.isDrawn = false;
  }

  /** Begins from a picture in size `full`. */
  take(rgb: Float32Array): void {
    this.show(grown(rgb, this.full, this.size, undefined));
  }

  /** Goes on from what `save` described. */
  resume(state: CanvasState): void {
    const [octave, dx, dy] = state.place as Int32Array;
    const [contrast] = state.contrast as Float32Array;
    this.ownContrast = contrast! < 0 ? undefined : contrast!;
    if (octave! > 0) this.resize(octave!);
    this.colour = this.colourOf();
    this.offset = [dx!, dy!];
    this.parameters.set(state.parameters as Float32Array);
    this.isDrawn = false;
  }

  configure(values: PixelValues): void {
    const { space, decay, side, octaves } = this.values;
    // In what is painted, and how large, stays as it began.
    this.values = { ...values, space, decay, side, octaves };
    this.colour = this.colourOf();
    this.isDrawn = false;
  }

  render(): Float32Array {
    this.draw();
    const [dx, dy] = this.offset;
    if (dx === 0 && dy === 0) return this.image;
    this.shifted ??= new Float32Array(this.image.length);
    roll(this.image, this.size, dx, dy, this.shifted);
    return this.shifted;
  }

  adjoint(imageGradient: Float32Array): readonly Float32Array[] {
    this.draw();
    const [dx, dy] = this.offset;
    this.priced ??= new Float32Array(this.image.length);
    const gradient = this.priced;
    roll(imageGradient, this.size, -dx, -dy, gradient);
    // A photograph is not to bleach.
    if (this.values.start === 'nothing') addInkGradient(this.values.ink, gradient);
    const { numbers } = this.space;
    this.plane ??= new Float32Array(pixelCount(this.size));
    for (let channel = 0; channel < 3; channel++) {
      this.colour.adjoint(channel, gradient, this.planes, this.image, this.plane);
      this.space.adjoint(this.plane, this.gradient.subarray(channel * numbers, (channel + 1) * numbers));
    }
    return [this.gradient];
  }

  project(): void {
    if (this.values.space === 'rgb') {
      const { parameters } = this;
      for (let i = 0; i < parameters.length; i++) parameters[i] = Math.min(1, Math.max(0, parameters[i]!));
    }
    this.isDrawn = false;
  }

  tend({ iteration, generator }: Tending): undefined {
    const octave = octaveAt(iteration, this.values);
    if (octave > this.octave) this.grow(octave);
    const { jitter } = this.values;
    if (jitter > 0) this.offset = [generator.integer(-jitter, jitter), generator.integer(-jitter, jitter)];
    else this.offset = [0, 0];
  }

  picture(): PixelPicture {
    this.draw();
    return { kind: 'pixels', ...this.size, rgb: bytesOfImage(this.image) };
  }

  save(): CanvasState {
    const isGrowing = this.octave < this.values.octaves - 1;
    return {
      parameters: this.parameters.slice(),
      place: Int32Array.of(this.octave, ...this.offset),
      contrast: Float32Array.of(this.ownContrast ?? -1),
      ...(this.original && isGrowing ? { original: this.original.rgb.slice() } : {}),
    };
  }

  private draw(): void {
    if (this.isDrawn) return;
    const { numbers } = this.space;
    const pixels = pixelCount(this.size);
    for (let channel = 0; channel < 3; channel++) {
      const values = this.parameters.subarray(channel * numbers, (channel + 1) * numbers);
      this.space.forward(values, this.planes.subarray(channel * pixels, (channel + 1) * pixels));
    }
    this.colour.forward(this.planes, this.image);
    this.isDrawn = true;
  }

  /** Sets the parameters to a picture in the size of now, and keeps to its contrast. */
  private show(rgb: Float32Array): void {
    const planes = this.colour.encode(rgb);
    const { numbers } = this.space;
    const pixels = pixelCount(this.size);
    for (let channel = 0; channel < 3; channel++) {
      const plane = planes.subarray(channel * pixels, (channel + 1) * pixels);
      this.space.encode(plane, this.parameters.subarray(channel * numbers, (channel + 1) * numbers));
    }
    // In the precision in which it is saved.
    this.ownContrast = Math.fround(deviationOf(planes));
    this.colour = this.colourOf();
    this.isDrawn = false;
  }

  private grow(octave: number): void {
    this.draw();
    const [before, image] = [this.size, this.image];
    this.resize(octave);
    this.show(grown(image, before, this.size, this.original));
  }

  private resize(octave: number): void {
    this.octave = octave;
    this.size = octaveSize(this.full, octave, this.values);
    this.space = spaces[this.values.space](this.size, this.values);
    this.parameters = new Float32Array(3 * this.space.numbers);
    this.gradient = new Float32Array(this.parameters.length);
    this.planes = new Float32Array(3 * pixelCount(this.size));
    this.image = new Float32Array(this.planes.length);
    this.shifted = undefined;
    this.priced = undefined;
    this.plane = undefined;
    this.groups = this.groupsOf();
  }

  private colourOf(): Colour {
    const { space, colours, contrast } = this.values;
    if (space === 'rgb') return new PlainColour();
    return new DecorrelatedColour(colours, contrast > 0 ? (this.ownContrast ?? contrast) : 0);
  }

  private groupsOf(): readonly ParameterGroup[] {
    const { momentum } = this.values;
    return [
      {
        name: 'pixels',
        values: this.parameters,
        rate: (progress) => (this.values.pixelRate / 1000) * (1 - (1 - LAST_RATE) * progress),
        beta1: momentum,
      },
    ];
  }
}

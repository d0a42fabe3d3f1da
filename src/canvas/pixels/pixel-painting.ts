/**
 * @file Parameters to a picture of pixels of one size and back: a space for each channel, then colours; and how a part
 * of the picture is kept while the rest is worked on.
 */
import type { ValuesOf } from '../../parameters/index.js';
import type { SeededGenerator } from '../../random/index.js';
import type { RasterSize } from '../../raster/index.js';
import { type Colour, DecorrelatedColour, deviationOf, PlainColour } from './colour.js';
import { PlainSpace } from './plain-space.js';
import { PyramidSpace } from './pyramid-space.js';
import type { pixelRows } from './rows.js';
import { pixelCount, type Space } from './space.js';
import { SpectrumSpace } from './spectrum-space.js';

export type PixelValues = ValuesOf<typeof pixelRows>;

/** How strong the colours are, where it is not as the rows say. In single precision, as it is saved. */
export interface Tone {
  /** Contrast of the picture begun from. */
  readonly contrast?: number | undefined;
  /** While only a region is worked on: factor on the planes, which would else follow what is painted there. */
  readonly factor?: number | undefined;
}

const spaces: Readonly<Record<PixelValues['space'], (size: RasterSize, values: PixelValues) => Space>> = {
  spectrum: (size, { decay }) => new SpectrumSpace(size, decay),
  pyramid: (size) => new PyramidSpace(size),
  rgb: (size) => new PlainSpace(size),
};

export class PixelPainting {
  readonly parameters: Float32Array;
  private readonly space: Space;
  private readonly gradient: Float32Array;
  private readonly planes: Float32Array;
  private readonly image: Float32Array;
  /** One plane: its gradient, or what a step made of it. */
  private readonly plane: Float32Array;
  private colour: Colour;
  private isDrawn = false;

  constructor(
    readonly size: RasterSize,
    private values: PixelValues,
    private currentTone: Tone = {},
  ) {
    this.space = spaces[values.space](size, values);
    this.parameters = new Float32Array(3 * this.space.numbers);
    this.gradient = new Float32Array(this.parameters.length);
    this.planes = new Float32Array(3 * pixelCount(size));
    this.image = new Float32Array(this.planes.length);
    this.plane = new Float32Array(pixelCount(size));
    this.colour = colourOf(values, currentTone);
  }

  get tone(): Tone {
    return this.currentTone;
  }

  configure(values: PixelValues): void {
    this.values = values;
    this.setTone(this.tone);
  }

  /** Begins from nothing: grey, with a breath of noise from which the gradient can tell directions apart. */
  scatter(generator: SeededGenerator): void {
    this.parameters.fill(this.space.origin);
    generator.addNormal(this.parameters, this.space.spread);
    this.isDrawn = false;
  }

  /** height·width·3; reused by the next call */
  draw(): Float32Array {
    if (this.isDrawn) return this.image;
    this.channels((channel, values) => this.space.forward(values, this.planeOf(channel)));
    this.colour.forward(this.planes, this.image);
    this.isDrawn = true;
    return this.image;
  }

  /** Goes on with other parameters, which may be its own written over. */
  takeUp(parameters: Float32Array, tone: Tone): void {
    if (parameters !== this.parameters) this.parameters.set(parameters);
    this.setTone(tone);
  }

  /** All arrays that grow with the picture. */
  large(): readonly Float32Array[] {
    const { parameters, gradient, planes, image, plane } = this;
    return [parameters, gradient, planes, image, plane];
  }

  /** Sets the parameters to a picture, and keeps to its contrast. */
  show(rgb: Float32Array): void {
    this.planes.set(this.colour.encode(rgb));
    this.channels((channel, values) => this.space.encode(this.planeOf(channel), values));
    const { factor } = this.tone;
    this.setTone({ contrast: Math.fround(deviationOf(this.planes)), factor: factor && 1 });
  }

  /** @param gradient by the image @returns by the parameters; reused by the next call */
  adjoint(gradient: Float32Array): Float32Array {
    const image = this.draw();
    const { numbers } = this.space;
    this.channels((channel) => {
      this.colour.adjoint(channel, gradient, this.planes, image, this.plane);
      this.space.adjoint(this.plane, this.gradient.subarray(channel * numbers, (channel + 1) * numbers));
    });
    return this.gradient;
  }

  /**
   * After the parameters were changed.
   * @param mask where it is given, what changed where it is 0 is undone: one frequency is everywhere
   */
  changed(mask?: Uint8Array): void {
    if (this.values.space === 'rgb') {
      const { parameters } = this;
      for (let i = 0; i < parameters.length; i++) parameters[i] = Math.min(1, Math.max(0, parameters[i]!));
    }
    if (mask && this.isDrawn) {
      this.channels((channel, values) => {
        this.space.forward(values, this.plane);
        const before = this.planeOf(channel);
        for (let i = 0; i < mask.length; i++) if (!mask[i]) this.plane[i] = before[i]!;
        this.space.encode(this.plane, values);
      });
    }
    this.isDrawn = false;
  }

  /** Strength of colours as it is, whatever is painted, or again by the contrast; the picture stays either way. */
  holdTone(on: boolean): void {
    const { contrast, factor } = this.tone;
    if (!(this.colour instanceof DecorrelatedColour) || on === (factor !== undefined)) return;
    this.draw();
    const { planes } = this;
    if (on) this.setTone({ contrast, factor: Math.fround(this.colour.factorOf(planes)) });
    else this.setTone({ contrast: Math.fround(factor! * deviationOf(planes)) });
  }

  private setTone(tone: Tone): void {
    this.currentTone = tone;
    this.colour = colourOf(this.values, tone);
    this.isDrawn = false;
  }

  private planeOf(channel: number): Float32Array {
    const pixels = this.plane.length;
    return this.planes.subarray(channel * pixels, (channel + 1) * pixels);
  }

  /** @param act given a channel and its parameters */
  private channels(act: (channel: number, values: Float32Array) => void): void {
    const { numbers } = this.space;
    for (let channel = 0; channel < 3; channel++) {
      act(channel, this.parameters.subarray(channel * numbers, (channel + 1) * numbers));
    }
  }
}

function colourOf({ space, colours, contrast }: PixelValues, tone: Tone): Colour {
  if (space === 'rgb') return new PlainColour();
  return new DecorrelatedColour(colours, contrast > 0 ? (tone.contrast ?? contrast) : 0, tone.factor);
}

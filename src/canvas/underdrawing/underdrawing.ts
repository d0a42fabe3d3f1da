/**
 * @file The underdrawing: an image of cosines that the guide shapes in the first steps of a drawing, and that the
 * marks follow. A guide's gradient makes whole shapes out of an image much sooner than out of marks, which have to be
 * near a place already to feel that something is wanted there. The underdrawing darkens the page and is never shown.
 */
import type { Page, RasterSize } from '../../raster/index.js';
import type { ParameterGroup } from '../canvas.js';
import { CosinePlane } from './cosine-plane.js';

/** Channels of colour that hardly depend on each other: light, red–blue, green–magenta (about Olah et al. 2017). */
export const COLOURS = [
  [0.56, 0.19, 0.05],
  [0.57, 0, -0.1],
  [0.57, -0.19, 0.05],
] as const;
/** The logit of lightness that coefficients of 0 mean: a light grey, which may become lighter or darker. */
export const REST = 1.5;
/** Weight of the mean darkness in the loss: leaves the page blank where nothing is wanted. */
const PALE = 6;
/** Radius, in parts of the side, beyond which the page stays blank: things are drawn whole; and its soft rim. */
const RADIUS = 0.45;
const RIM = 0.15;
/** Darkness that counts as none, and how much stronger the rest is to the marks. */
const HAZE = 0.06;
const CONTRAST = 2.4;

export interface UnderdrawingOptions {
  /** How much finer cosines are held back: the power of the frequency that they fall with. */
  readonly decay: number;
  /** Step size of the coefficients. */
  readonly rate: number;
}

export class Underdrawing {
  readonly group: ParameterGroup;
  private isOpen = true;
  private readonly plane: CosinePlane;
  private readonly planes: readonly [Float64Array, Float64Array, Float64Array];
  private readonly gradient: Float32Array;
  /** 1 in the middle, 0 at the edge. */
  private readonly window: Float32Array;
  /** 0..1 before the window, [height·width·3]. */
  private readonly darkness: Float32Array;
  private readonly image: Float32Array;
  private readonly wished: Float32Array;

  /** @param coefficients `coefficientCount` of each plane of colour, the first or as they were saved; changed in place */
  constructor(
    size: RasterSize,
    readonly coefficients: Float32Array,
    { decay, rate }: UnderdrawingOptions,
  ) {
    this.plane = new CosinePlane(size, decay);
    const pixels = size.width * size.height;
    this.planes = [new Float64Array(pixels), new Float64Array(pixels), new Float64Array(pixels)];
    this.darkness = new Float32Array(3 * pixels);
    this.image = new Float32Array(3 * pixels);
    this.wished = new Float32Array(3 * pixels);
    this.window = windowOf(size);
    this.gradient = new Float32Array(coefficients.length);
    this.group = {
      name: 'underdrawing',
      values: coefficients,
      rate: () => (this.isOpen ? rate : 0),
    };
  }

  /** Whether the guide still looks at it. */
  get open(): boolean {
    return this.isOpen;
  }

  /** The guide looks at the marks from now on, and the underdrawing stays as it is. */
  close(): void {
    this.isOpen = false;
    this.update();
    this.gradient.fill(0);
  }

  /** Gradient by the coefficients once it is closed: none. */
  get atRest(): Float32Array {
    return this.gradient;
  }

  /** The page darkened by the drawing, height·width·3; reused by the next call. */
  render(page: Page): Float32Array {
    this.update();
    const { image, darkness, window } = this;
    for (let i = 0; i < image.length; i++) {
      image[i] = under(page, i) * (1 - window[(i / 3) | 0]! * darkness[i]!);
    }
    return image;
  }

  /** What the marks are to look like: the same without its haze and in stronger colours; reused by the next call. */
  wish(page: Page): Float32Array {
    const { wished, darkness, window } = this;
    for (let i = 0; i < wished.length; i++) {
      const dark = CONTRAST * (window[(i / 3) | 0]! * darkness[i]! - HAZE);
      wished[i] = under(page, i) * (1 - Math.min(1, Math.max(0, dark)));
    }
    return wished;
  }

  /** Gradient by the coefficients of the image last rendered, with that of its own darkness; reused. */
  adjoint(imageGradient: Float32Array, page: Page): Float32Array {
    const { darkness, window, planes } = this;
    const pale = PALE / window.length;
    for (const plane of planes) plane.fill(0);
    for (let pixel = 0; pixel < window.length; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        const i = 3 * pixel + channel;
        const dark = darkness[i]!;
        const byDarkness = window[pixel]! * (pale - under(page, i) * imageGradient[i]!);
        const byLogit = -dark * (1 - dark) * byDarkness;
        const [light, red, green] = COLOURS[channel as 0 | 1 | 2];
        planes[0][pixel]! += light * byLogit;
        planes[1][pixel]! += red * byLogit;
        planes[2][pixel]! += green * byLogit;
      }
    }
    const each = this.plane.coefficients;
    planes.forEach((plane, k) => {
      this.plane.adjoint(plane, this.gradient.subarray(k * each, (k + 1) * each));
    });
    return this.gradient;
  }

  /** Darkness from the coefficients. */
  private update(): void {
    const { darkness, planes } = this;
    const each = this.plane.coefficients;
    planes.forEach((plane, k) => {
      this.plane.forward(this.coefficients.subarray(k * each, (k + 1) * each), plane);
    });
    for (let pixel = 0; pixel < this.window.length; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        const [light, red, green] = COLOURS[channel as 0 | 1 | 2];
        const logit = REST + light * planes[0][pixel]! + red * planes[1][pixel]! + green * planes[2][pixel]!;
        darkness[3 * pixel + channel] = 1 / (1 + Math.exp(logit));
      }
    }
  }
}

const under = (page: Page, i: number): number => page[page.length === 3 ? i % 3 : i]!;

function windowOf({ width, height }: RasterSize): Float32Array {
  const window = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const far = Math.hypot((x + 0.5) / width - 0.5, (y + 0.5) / height - 0.5);
      window[y * width + x] = Math.min(1, Math.max(0, (RADIUS - far) / RIM + 0.5));
    }
  }
  return window;
}

/**
 * @file The contract of everything that can be painted. A canvas owns its parameters, renders them at the
 * working size the guide can see, and turns the gradient of that image into gradients of its parameters.
 */
import type { SeededGenerator } from '../random/index.js';
import type { RasterSize, Rgb, Strokes } from '../raster/index.js';

/** Parameters that are optimised together, with one learning rate. */
export interface ParameterGroup {
  readonly name: string;
  /** The parameters themselves, changed in place by the optimiser. */
  readonly values: Float32Array;
}

/** What a canvas shows, in a form that does not depend on a resolution where the medium has none. */
export type Picture = { readonly kind: 'strokes'; readonly strokes: Strokes };

export interface Canvas {
  readonly groups: readonly ParameterGroup[];
  /** The image at the working size: height·width·3, RGB 0..1. Reused by the next call. */
  render(): Float32Array;
  /**
   * Gradients of the parameters, one array for each group in order, of the picture last rendered.
   * @param imageGradient height·width·3. The arrays are reused by the next call.
   */
  adjoint(imageGradient: Float32Array): readonly Float32Array[];
  /** Brings every parameter back into its range, after a step. */
  project(): void;
  /** A copy of the picture as it stands. */
  picture(): Picture;
}

/** What a canvas is made from. Lengths are in canvas units: 1 = the shorter side. */
export interface CanvasOptions {
  /** Number of marks. */
  readonly count: number;
  /** Size at which the guide looks, pixels. */
  readonly working: RasterSize;
  readonly paper: Rgb;
  readonly minWidth: number;
  readonly maxWidth: number;
  /** Weight of the mean opacity in the loss: what a mark does not earn, it loses. */
  readonly ink: number;
  readonly first: FirstMarks;
  readonly generator: SeededGenerator;
}

/** How the first marks look. */
export interface FirstMarks {
  /** Cubic segments of each. */
  readonly segments: number;
  /** Mean width, canvas units. */
  readonly width: number;
  /** 0..1 */
  readonly opacity: number;
  /** Mean of their colour's channels, 0..1. */
  readonly lightness: number;
  /** Spread about the middle, standard deviation as a part of the canvas. */
  readonly spread: number;
}

/**
 * The pixel size with the aspect of `size` whose shorter side is `resolution`.
 * @param size the size asked for, pixels
 */
export function workingSize(size: RasterSize, resolution: number): RasterSize {
  const scale = resolution / Math.min(size.width, size.height);
  return {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  };
}

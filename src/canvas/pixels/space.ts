/**
 * @file In which coordinates pixels are optimised. The picture is the same; the way of the gradient to it is not
 * (Mordvintsev et al., “Differentiable Image Parameterizations”, Distill 2018).
 */
import type { RasterSize } from '../../raster/index.js';

/** A linear map from parameters to the planes of an image, one channel like the other. */
export interface Space {
  /** Parameters of one channel. */
  readonly numbers: number;
  /** Mean and standard deviation of the parameters of a picture that begins from nothing. */
  readonly origin: number;
  readonly spread: number;
  /**
   * @param values parameters of the channel
   * @param plane height·width, written over
   */
  forward(values: Float32Array, plane: Float32Array): void;
  /**
   * Transpose of `forward`.
   * @param plane gradient by the plane
   * @param gradient gradient by the parameters, written over
   */
  adjoint(plane: Float32Array, gradient: Float32Array): void;
  /** Parameters whose plane is this one. */
  encode(plane: Float32Array, values: Float32Array): void;
}

export const pixelCount = ({ width, height }: RasterSize): number => width * height;

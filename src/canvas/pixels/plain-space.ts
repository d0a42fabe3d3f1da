/** @file Pixels as they are: every one its own parameter. What DeepDream works on. */
import type { RasterSize } from '../../raster/index.js';
import { pixelCount, type Space } from './space.js';

export class PlainSpace implements Space {
  readonly origin = 0.5;
  readonly spread = 0.01;
  readonly numbers: number;

  constructor(size: RasterSize) {
    this.numbers = pixelCount(size);
  }

  forward(values: Float32Array, plane: Float32Array): void {
    plane.set(values);
  }

  adjoint(plane: Float32Array, gradient: Float32Array): void {
    gradient.set(plane);
  }

  encode(plane: Float32Array, values: Float32Array): void {
    values.set(plane);
  }
}

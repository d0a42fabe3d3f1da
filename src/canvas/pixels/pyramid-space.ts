/**
 * @file Pixels as a Laplacian pyramid: a small image, and what each doubling adds to it (Burt & Adelson 1983; one of
 * lucid's parameterisations). Coarse shapes move as fast as fine ones, and stay where they are on the canvas.
 */
import type { RasterSize } from '../../raster/index.js';
import { Resampler } from '../resample.js';
import { pixelCount, type Space } from './space.js';

/** Levels are halved until their shorter side is at most this, pixels. */
const SMALLEST = 4;

export class PyramidSpace implements Space {
  readonly origin = 0;
  readonly spread = 0.02;
  readonly numbers: number;
  /** Finest first. */
  private readonly levels: readonly RasterSize[];
  /** From level k + 1 to level k. */
  private readonly steps: readonly Resampler[];
  /** The picture at each level. */
  private readonly planes: readonly Float32Array[];

  constructor(size: RasterSize) {
    this.levels = levelsOf(size);
    this.steps = this.levels.slice(1).map((coarse, k) => new Resampler(coarse, this.levels[k]!, 1));
    this.planes = this.levels.map((level) => new Float32Array(pixelCount(level)));
    this.numbers = this.levels.reduce((sum, level) => sum + pixelCount(level), 0);
  }

  forward(values: Float32Array, plane: Float32Array): void {
    const parts = this.parts(values);
    for (let k = this.levels.length - 1; k >= 0; k--) {
      const picture = k === 0 ? plane : this.planes[k]!;
      if (k === this.steps.length) picture.fill(0);
      else this.steps[k]!.forward(this.planes[k + 1]!, picture);
      const part = parts[k]!;
      for (let i = 0; i < part.length; i++) picture[i]! += part[i]!;
    }
  }

  adjoint(plane: Float32Array, gradient: Float32Array): void {
    this.parts(gradient).forEach((part, k, parts) => {
      if (k === 0) part.set(plane);
      else this.steps[k - 1]!.adjoint(parts[k - 1]!, part);
    });
  }

  encode(plane: Float32Array, values: Float32Array): void {
    const pictures: Float32Array[] = [plane];
    for (let k = 1; k < this.levels.length; k++) {
      const shrink = new Resampler(this.levels[k - 1]!, this.levels[k]!, 1);
      const picture = new Float32Array(pixelCount(this.levels[k]!));
      shrink.forward(pictures[k - 1]!, picture);
      pictures.push(picture);
    }
    this.parts(values).forEach((part, k) => {
      const coarser = pictures[k + 1];
      if (coarser) this.steps[k]!.forward(coarser, part);
      else part.fill(0);
      const picture = pictures[k]!;
      for (let i = 0; i < part.length; i++) part[i] = picture[i]! - part[i]!;
    });
  }

  private parts(values: Float32Array): readonly Float32Array[] {
    let from = 0;
    return this.levels.map((level) => {
      const to = from + pixelCount(level);
      const part = values.subarray(from, to);
      from = to;
      return part;
    });
  }
}

function levelsOf(size: RasterSize): readonly RasterSize[] {
  const levels = [size];
  for (let { width, height } = size; Math.min(width, height) > SMALLEST; ) {
    width = Math.ceil(width / 2);
    height = Math.ceil(height / 2);
    levels.push({ width, height });
  }
  return levels;
}

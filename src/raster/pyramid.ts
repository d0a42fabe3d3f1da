/**
 * @file An image and its exact halvings (2×2 means), built once a step and shared by all views; and the way back.
 * Levels of odd size are completed with paper, as if the paper went on around the image.
 */
import { RasterInputError, type RasterSize, type Rgb } from './raster-size.js';

export interface PyramidLevel {
  readonly width: number;
  readonly height: number;
  /** [height·width·3] */
  readonly image: Float32Array;
  readonly gradient: Float32Array;
}

export class Pyramid {
  /** the coarsest level that exists; level 0 is the image itself */
  readonly depth: number;
  /** made when they are first needed */
  readonly #levels: PyramidLevel[];
  /** the coarsest level of the last build */
  #built = 0;

  constructor({ width, height }: RasterSize) {
    this.depth = Math.ceil(Math.log2(Math.max(width, height)));
    const numbers = width * height * 3;
    this.#levels = [{ width, height, image: new Float32Array(0), gradient: new Float32Array(numbers) }];
  }

  level(index: number): PyramidLevel {
    const known = this.#levels[index];
    if (known) return known;
    const finer = this.level(index - 1);
    const level = emptyLevel(Math.ceil(finer.width / 2), Math.ceil(finer.height / 2));
    this.#levels[index] = level;
    return level;
  }

  /** Takes the image, which is not copied, and halves it down to level `deepest`. */
  build(image: Float32Array, deepest: number, paper: Rgb): void {
    const base = this.level(0);
    if (image.length !== base.gradient.length) {
      throw new RasterInputError(
        `The image holds ${image.length} numbers where ${base.gradient.length} belong.`,
      );
    }
    this.#levels[0] = { ...base, image };
    this.#built = deepest;
    for (let k = 1; k <= deepest; k++) halve(this.level(k - 1), this.level(k), paper);
  }

  clearGradients(): void {
    for (let k = 0; k <= this.#built; k++) this.level(k).gradient.fill(0);
  }

  /** Carries the gradients of all built levels down to the image's, which it @returns. */
  pull(): Float32Array {
    for (let k = this.#built; k >= 1; k--) spread(this.level(k), this.level(k - 1));
    return this.level(0).gradient;
  }
}

function emptyLevel(width: number, height: number): PyramidLevel {
  const numbers = width * height * 3;
  return { width, height, image: new Float32Array(numbers), gradient: new Float32Array(numbers) };
}

function halve(fine: PyramidLevel, coarse: PyramidLevel, paper: Rgb): void {
  const from = fine.image;
  const to = coarse.image;
  const pitch = 3 * fine.width;
  for (let y = 0; y < coarse.height; y++) {
    const isCutY = 2 * y + 1 === fine.height;
    for (let x = 0; x < coarse.width; x++) {
      const isCutX = 2 * x + 1 === fine.width;
      const i = 2 * y * pitch + 6 * x;
      const o = 3 * (y * coarse.width + x);
      for (let c = 0; c < 3; c++) {
        const across = isCutX ? paper[c]! : from[i + 3 + c]!;
        const below = isCutY ? paper[c]! : from[i + pitch + c]!;
        const corner = isCutX || isCutY ? paper[c]! : from[i + pitch + 3 + c]!;
        to[o + c] = 0.25 * (from[i + c]! + across + below + corner);
      }
    }
  }
}

function spread(coarse: PyramidLevel, fine: PyramidLevel): void {
  const from = coarse.gradient;
  const to = fine.gradient;
  for (let y = 0; y < fine.height; y++) {
    for (let x = 0; x < fine.width; x++) {
      const i = 3 * ((y >> 1) * coarse.width + (x >> 1));
      const o = 3 * (y * fine.width + x);
      to[o]! += 0.25 * from[i]!;
      to[o + 1]! += 0.25 * from[i + 1]!;
      to[o + 2]! += 0.25 * from[i + 2]!;
    }
  }
}

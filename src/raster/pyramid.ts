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
}

export class Pyramid {
  /** the coarsest level that exists; level 0 is the image itself */
  readonly depth: number;
  /** made when they are first needed */
  readonly #levels: PyramidLevel[];
  /** by level; made when they are first needed, which is never where nobody asks for the way back */
  readonly #gradients: Float32Array[] = [];
  /** the coarsest level of the last build */
  #built = 0;

  constructor({ width, height }: RasterSize) {
    this.depth = Math.ceil(Math.log2(Math.max(width, height)));
    this.#levels = [{ width, height, image: new Float32Array(0) }];
  }

  level(index: number): PyramidLevel {
    const known = this.#levels[index];
    if (known) return known;
    const finer = this.level(index - 1);
    const level = emptyLevel(Math.ceil(finer.width / 2), Math.ceil(finer.height / 2));
    this.#levels[index] = level;
    return level;
  }

  /** [height·width·3] of a level */
  gradient(index: number): Float32Array {
    const { width, height } = this.level(index);
    this.#gradients[index] ??= new Float32Array(width * height * 3);
    return this.#gradients[index]!;
  }

  /** Takes the image, which is not copied, and halves it down to level `deepest`. */
  build(image: Float32Array, deepest: number, paper: Rgb): void {
    const base = this.level(0);
    const numbers = base.width * base.height * 3;
    if (image.length !== numbers) {
      throw new RasterInputError(`The image holds ${image.length} numbers where ${numbers} belong.`);
    }
    this.#levels[0] = { ...base, image };
    this.#built = deepest;
    for (let k = 1; k <= deepest; k++) halve(this.level(k - 1), this.level(k), paper);
  }

  clearGradients(): void {
    for (let k = 0; k <= this.#built; k++) this.gradient(k).fill(0);
  }

  /** Carries the gradients of all built levels down to the image's, which it @returns. */
  pull(): Float32Array {
    for (let k = this.#built; k >= 1; k--) {
      spread(this.level(k), this.gradient(k), this.level(k - 1), this.gradient(k - 1));
    }
    return this.gradient(0);
  }
}

function emptyLevel(width: number, height: number): PyramidLevel {
  return { width, height, image: new Float32Array(width * height * 3) };
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

function spread(coarse: RasterSize, from: Float32Array, fine: RasterSize, to: Float32Array): void {
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

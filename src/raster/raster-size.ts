/** @file Sizes, colours and pages of rasters, and the error that says what does not fit. */

/** A colour, each channel 0..1. */
export type Rgb = readonly [number, number, number];

/** What lies under the marks: one colour, or an image of the raster's size (height·width·3, RGB, 0..1). */
export type Page = Rgb | Float32Array;

/** Pixels; min(width, height) pixels are one canvas unit. */
export interface RasterSize {
  readonly width: number;
  readonly height: number;
}

/** A raster size, stroke array or view list does not fit its contract. The message says which and what would. */
export class RasterInputError extends Error {
  override readonly name = 'RasterInputError';
}

/** Largest side of a raster in pixels (the tape packs x and y into 15 bits each). */
const MAX_SIDE = 32_767;

/** @throws RasterInputError unless both sides are whole numbers in 1..MAX_SIDE */
export function checkSize(size: RasterSize): void {
  for (const side of [size.width, size.height]) {
    if (!Number.isInteger(side) || side < 1 || side > MAX_SIDE) {
      throw new RasterInputError(
        `The raster size ${size.width}x${size.height} is not drawable: each side must be a whole number from 1 to ${MAX_SIDE}.`,
      );
    }
  }
}

/** @throws RasterInputError unless an array holds as many numbers as belong there */
export function expectLength(what: string, got: number, wanted: number): void {
  if (got !== wanted) {
    throw new RasterInputError(`The ${what} hold ${got} numbers where ${wanted} belong.`);
  }
}

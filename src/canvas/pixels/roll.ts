/** @file Jitter: an image pushed round its edges, as DeepDream does before each look; and pushed back. */
import type { RasterSize } from '../../raster/index.js';

/**
 * @param image height·width·3
 * @param dx pixels to the right; what leaves on one side comes in on the other
 * @param to written over
 */
export function roll(
  image: Float32Array,
  { width, height }: RasterSize,
  dx: number,
  dy: number,
  to: Float32Array,
): void {
  const shift = wrap(dx, width);
  for (let row = 0; row < height; row++) {
    const from = 3 * width * row;
    const at = 3 * width * wrap(row + dy, height);
    const split = from + 3 * (width - shift);
    to.set(image.subarray(from, split), at + 3 * shift);
    to.set(image.subarray(split, from + 3 * width), at);
  }
}

const wrap = (value: number, length: number): number => ((value % length) + length) % length;

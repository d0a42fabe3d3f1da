/**
 * @file Where a picture wants paint most: the gradient of the loss by the image, gathered over a mark's size. LIVE puts
 * each new shape where the largest part of the picture is wrong; with a guide instead of a target, what is wrong is
 * what the guide's gradient pulls at.
 */
import type { RasterSize, Rgb } from '../raster/index.js';

/** A place that wants paint; canvas units. */
export interface Want {
  readonly x: number;
  readonly y: number;
  /** The colour that would help there: the picture's own, moved against the gradient. */
  readonly colour: Rgb;
}

/** How far a new colour moves from the one that is there, in the channel that matters most. */
const MOVE = 0.5;

/**
 * The places that want paint most, each at least `radius` from the others.
 * @param image,imageGradient height·width·3
 * @param radius of the marks to come, canvas units
 */
export function mostWanted(
  image: Float32Array,
  imageGradient: Float32Array,
  { width, height }: RasterSize,
  radius: number,
  count: number,
): Want[] {
  const scale = Math.min(width, height);
  const reach = Math.max(0, Math.round(radius * scale));
  const sums = [0, 1, 2].map((channel) => boxSums(imageGradient, width, height, channel, reach));
  const pull = new Float64Array(width * height);
  for (let i = 0; i < pull.length; i++) pull[i] = Math.hypot(sums[0]![i]!, sums[1]![i]!, sums[2]![i]!);
  const wants: Want[] = [];
  for (let k = 0; k < count; k++) {
    let best = 0;
    for (let i = 1; i < pull.length; i++) if (pull[i]! > pull[best]!) best = i;
    const [column, row] = [best % width, Math.floor(best / width)];
    const steps = sums.map((sum) => sum[best]!);
    const largest = Math.max(...steps.map(Math.abs), Number.MIN_VALUE);
    const [red, green, blue] = steps.map((step, channel) => {
      const moved = image[3 * best + channel]! - (MOVE * step) / largest;
      return Math.min(1, Math.max(0, moved));
    });
    wants.push({ x: (column + 0.5) / scale, y: (row + 0.5) / scale, colour: [red!, green!, blue!] });
    const spare = Math.max(1, reach);
    for (let y = Math.max(0, row - spare); y <= Math.min(height - 1, row + spare); y++) {
      pull.fill(-1, y * width + Math.max(0, column - spare), y * width + Math.min(width, column + spare + 1));
    }
  }
  return wants;
}

/** Sums of one channel over a square of 2·reach + 1 pixels about each pixel. */
function boxSums(
  image: Float32Array,
  width: number,
  height: number,
  channel: number,
  reach: number,
): Float64Array {
  const across = new Float64Array(width * height);
  for (let row = 0; row < height; row++) {
    let sum = 0;
    for (let x = -reach; x < width; x++) {
      if (x + reach < width) sum += image[3 * (row * width + x + reach) + channel]!;
      if (x - reach - 1 >= 0) sum -= image[3 * (row * width + x - reach - 1) + channel]!;
      if (x >= 0) across[row * width + x] = sum;
    }
  }
  const sums = new Float64Array(width * height);
  for (let x = 0; x < width; x++) {
    let sum = 0;
    for (let y = -reach; y < height; y++) {
      if (y + reach < height) sum += across[(y + reach) * width + x]!;
      if (y - reach - 1 >= 0) sum -= across[(y - reach - 1) * width + x]!;
      if (y >= 0) sums[y * width + x] = sum;
    }
  }
  return sums;
}

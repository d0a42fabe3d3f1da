/**
 * @file Lines of a picture as a pen would draw them: the extended difference of Gaussians (Winnemöller, Kyprianidis &
 * Olsen 2012) with the values of CLIPasso, and Otsu's threshold (1979) between line and paper.
 */
import type { RasterSize } from '../../raster/index.js';

/** σ of the finer Gaussian, pixels, and how many times coarser the other is. */
const SIGMA = 0.8;
const COARSER = 10;
const GAMMA = 0.98;
const PHI = 200;
const EPSILON = -0.1;
/** A Gaussian is cut off at this many σ. */
const REACH = 4;
const LEVELS = 256;

/**
 * @param image height·width·3, RGB 0..1
 * @returns height·width, 1 where a line is and 0 elsewhere
 */
export function edgesOf(image: Float32Array, size: RasterSize): Float32Array {
  const grey = new Float64Array(size.width * size.height);
  for (let i = 0; i < grey.length; i++) grey[i] = (image[3 * i]! + image[3 * i + 1]! + image[3 * i + 2]!) / 3;
  const fine = blurred(grey, size, SIGMA);
  const coarse = blurred(grey, size, SIGMA * COARSER);
  const ink = fine.map((value, i) => {
    const difference = value - GAMMA * coarse[i]!;
    return difference < EPSILON ? 1 : 1 + Math.tanh(PHI * difference);
  });
  const [least, most] = ink.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);
  if (!(most > least)) return new Float32Array(ink.length);
  const levels = ink.map((value) => (value - least) / (most - least));
  const threshold = otsu(levels);
  return Float32Array.from(levels, (value) => (value < threshold ? 1 : 0));
}

/** A Gaussian blur; the border's pixels go on beyond it. */
function blurred(map: Float64Array, { width, height }: RasterSize, sigma: number): Float64Array {
  const reach = Math.ceil(REACH * sigma);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, value) => total + value, 0);
  const along = (from: Float64Array, length: number, step: number, lines: number, pitch: number) => {
    const to = new Float64Array(from.length);
    for (let line = 0; line < lines; line++) {
      for (let i = 0; i < length; i++) {
        let value = 0;
        for (let k = -reach; k <= reach; k++) {
          const j = Math.min(length - 1, Math.max(0, i + k));
          value += kernel[k + reach]! * from[line * pitch + j * step]!;
        }
        to[line * pitch + i * step] = value / sum;
      }
    }
    return to;
  };
  return along(along(map, width, 1, height, width), height, width, width, 1);
}

/** The level that parts the values, 0..1, into two groups of least variance. */
function otsu(values: Float64Array): number {
  const counts = new Float64Array(LEVELS);
  for (const value of values) counts[Math.min(LEVELS - 1, Math.floor(value * LEVELS))]! += 1;
  const total = counts.reduce((sum, count, level) => sum + count * level, 0);
  let [below, sumBelow, most, best] = [0, 0, -1, 0];
  for (let level = 0; level < LEVELS - 1; level++) {
    below += counts[level]!;
    sumBelow += counts[level]! * level;
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (sumBelow / below - (total - sumBelow) / above) ** 2;
    if (between > most) [most, best] = [between, level];
  }
  return (best + 1) / LEVELS;
}

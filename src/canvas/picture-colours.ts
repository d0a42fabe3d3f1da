/** @file The colours of a picture to begin from, by places on the canvas. */
import type { RasterSize, Rgb } from '../raster/index.js';
import type { SourceImage } from './source-image.js';

/**
 * @param size of the canvas; the picture fills it, its middle on the canvas's middle
 * @param paper shows where the picture is transparent
 * @returns the colour at x,y in canvas units: the mean over a square of `radius` each way
 */
export function pictureColours(
  { width, height, data }: SourceImage,
  size: RasterSize,
  paper: Rgb,
): (x: number, y: number, radius: number) => Rgb {
  const unit = Math.min(size.width, size.height);
  const perPixel = Math.min(width / size.width, height / size.height);
  const scale = unit * perPixel;
  const left = (width - size.width * perPixel) / 2;
  const top = (height - size.height * perPixel) / 2;
  return (x, y, radius) => {
    const cx = left + x * scale;
    const cy = top + y * scale;
    const reach = Math.max(0.5, radius * scale);
    const from = (middle: number, side: number) =>
      Math.min(side - 1, Math.max(0, Math.floor(middle - reach)));
    const to = (middle: number, side: number) => Math.min(side, Math.max(1, Math.ceil(middle + reach)));
    const sums = [0, 0, 0];
    let count = 0;
    for (let row = from(cy, height); row < to(cy, height); row++) {
      for (let col = from(cx, width); col < to(cx, width); col++, count++) {
        const at = 4 * (row * width + col);
        const alpha = data[at + 3]! / 255;
        for (let c = 0; c < 3; c++) sums[c]! += (alpha * data[at + c]!) / 255 + (1 - alpha) * paper[c]!;
      }
    }
    return [sums[0]! / count, sums[1]! / count, sums[2]! / count];
  };
}

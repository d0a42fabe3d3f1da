/**
 * @file A region drawn with the lasso: which points lie in it, and a picture's gradient without what lies outside.
 */
import type { RasterSize } from '../../raster/index.js';

/** Corners of a closed outline, canvas units. */
export type Outline = readonly (readonly [x: number, y: number])[];

/** Even-odd rule: an odd number of edges lies to the right of the point. */
export function isInside(outline: Outline, [x, y]: readonly [number, number]): boolean {
  let inside = false;
  let [px, py] = outline.at(-1)!;
  for (const [cx, cy] of outline) {
    if (cy > y !== py > y && x < ((px - cx) * (y - cy)) / (py - cy) + cx) inside = !inside;
    [px, py] = [cx, cy];
  }
  return inside;
}

/** 1 for each pixel whose middle lies in the outline, height·width. */
export function maskOf(outline: Outline, { width, height }: RasterSize): Uint8Array {
  const unit = Math.min(width, height);
  const mask = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (isInside(outline, [(column + 0.5) / unit, (row + 0.5) / unit])) mask[row * width + column] = 1;
    }
  }
  return mask;
}

/** Sets the gradient of every pixel outside to 0, in place. @param gradient height·width·3 */
export function confineGradient(gradient: Float32Array, mask: Uint8Array): void {
  for (let pixel = 0; pixel < mask.length; pixel++) {
    if (!mask[pixel]) gradient.fill(0, 3 * pixel, 3 * pixel + 3);
  }
}

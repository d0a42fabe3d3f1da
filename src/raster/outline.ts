/**
 * @file A closed outline drawn by hand, such as a lasso's: which points and which pixels lie in it.
 */
import type { RasterSize } from './raster-size.js';

/** Corners of a closed outline, canvas units. */
export type Outline = readonly (readonly [x: number, y: number])[];

/** Even-odd rule: an odd number of edges lies to the right of the point. */
export const isInside = (outline: Outline, [x, y]: readonly [number, number]): boolean =>
  crossings(outline, y).filter((edge) => x < edge).length % 2 === 1;

/** 1 for each pixel whose middle lies in the outline, height·width; row by row between the edges that cross it. */
export function maskOf(outline: Outline, { width, height }: RasterSize): Uint8Array {
  const unit = Math.min(width, height);
  const mask = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const edges = crossings(outline, (row + 0.5) / unit);
    for (let k = 0; k + 1 < edges.length; k += 2) {
      mask.fill(1, ...[edges[k]!, edges[k + 1]!].map((x) => row * width + columnFrom(x, unit, width)));
    }
  }
  return mask;
}

/** Where the outline crosses a height, from left to right. */
function crossings(outline: Outline, y: number): readonly number[] {
  const found: number[] = [];
  let [px, py] = outline.at(-1)!;
  for (const [cx, cy] of outline) {
    if (cy > y !== py > y) found.push(((px - cx) * (y - cy)) / (py - cy) + cx);
    [px, py] = [cx, cy];
  }
  return found.sort((a, b) => a - b);
}

/** The first column whose middle does not lie to the left of x. */
const columnFrom = (x: number, unit: number, width: number): number =>
  Math.min(width, Math.max(0, Math.ceil(x * unit - 0.5)));

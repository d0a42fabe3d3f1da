/** @file Strokes laid one after another towards an image, wide ones first and beneath. */
import type { Page, Strokes } from '../../raster/index.js';
import { layStroke } from './lay-stroke.js';
import type { StyledRaster } from './styled-raster.js';

/** Up to which part of all strokes they are laid how wide, in first widths. */
const WIDTHS = [
  [0.2, 2.5],
  [0.5, 1],
  [1, 0.6],
] as const;
const OPACITY = 0.9;

/**
 * Lays a stroke where the picture differs most from the image.
 * @param wished height·width·3, the raster's size
 * @param firstWidth mean width of the first strokes, canvas units
 * @returns false, with nothing changed, where no difference is left
 */
export function layNext(
  strokes: Strokes,
  stroke: number,
  raster: StyledRaster,
  page: Page,
  wished: Float32Array,
  firstWidth: number,
): boolean {
  const [, times] = WIDTHS.find(([part]) => stroke < part * strokes.segments.length) ?? WIDTHS[2];
  const lay = { strokes, stroke, width: times * firstWidth, opacity: OPACITY };
  return layStroke(lay, raster.forward(strokes, page), wished, raster.size);
}

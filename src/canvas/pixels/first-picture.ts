/** @file The picture that a canvas of pixels begins from, where it does not begin from nothing. */
import type { RasterSize } from '../../raster/index.js';
import type { CanvasOptions } from '../canvas.js';
import { CanvasError } from '../canvas-error.js';
import { resampled } from '../resample.js';
import { fillOnPaper } from '../source-image.js';
import type { PixelValues } from './pixel-canvas.js';

/**
 * @returns height·width·3 of `size`, RGB 0..1; nothing where the rows say so
 * @throws CanvasError when the rows ask for an image and there is none
 */
export function firstPicture(
  { values, image, picture, paper }: CanvasOptions<PixelValues>,
  size: RasterSize,
): Float32Array | undefined {
  if (picture?.kind === 'pixels') {
    const rgb = Float32Array.from(picture.rgb, (byte) => byte / 255);
    return resampled(rgb, picture, size, 3);
  }
  if (values.start === 'nothing') return undefined;
  if (!image) throw new CanvasError('The drawing has to begin from an image, but no image was given.');
  return fillOnPaper(image, size, paper);
}

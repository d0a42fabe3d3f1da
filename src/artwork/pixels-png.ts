/**
 * @file A picture of pixels as PNG. Painted small, it is enlarged by Lanczos's filter: squares of single pixels would
 * show an aliasing that the model never saw.
 */
import sharp from 'sharp';
import type { PixelPicture } from '../canvas/index.js';
import type { RasterSize } from '../raster/index.js';

/** @returns the bytes of the file; the same picture gives the same bytes */
export async function pixelsToPng(
  { width, height, rgb }: Pick<PixelPicture, 'width' | 'height' | 'rgb'>,
  size: RasterSize,
): Promise<Buffer> {
  const image = sharp(rgb, { raw: { width, height, channels: 3 } });
  const isAsIs = width === size.width && height === size.height;
  const enlarged = isAsIs
    ? image
    : image.resize(size.width, size.height, { fit: 'fill', kernel: 'lanczos3' });
  return await enlarged.png({ compressionLevel: 9, palette: false }).toBuffer();
}

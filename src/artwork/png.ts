/** @file An image as PNG. */
import sharp from 'sharp';
import { bytesOfImage, type RasterSize } from '../raster/index.js';

/**
 * @param image height·width·3, RGB, 0..1
 * @returns the bytes of the file; the same image gives the same bytes
 */
export async function imageToPng(image: Float32Array, size: RasterSize): Promise<Buffer> {
  const raw = { width: size.width, height: size.height, channels: 3 } as const;
  return await sharp(bytesOfImage(image), { raw }).png({ compressionLevel: 9, palette: false }).toBuffer();
}

/** @file An image as PNG. */
import sharp from 'sharp';
import type { RasterSize } from '../raster/index.js';

/**
 * @param image height·width·3, RGB, 0..1
 * @returns the bytes of the file; the same image gives the same bytes
 */
export async function imageToPng(image: Float32Array, size: RasterSize): Promise<Buffer> {
  const bytes = new Uint8Array(image.length);
  for (let i = 0; i < image.length; i++) bytes[i] = Math.round(Math.min(1, Math.max(0, image[i]!)) * 255);
  const raw = { width: size.width, height: size.height, channels: 3 } as const;
  return await sharp(bytes, { raw }).png({ compressionLevel: 9, palette: false }).toBuffer();
}

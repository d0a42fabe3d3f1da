/**
 * @file A drawing as PNG, by the same rasteriser that the drawing was optimised with, at any size.
 */
import sharp from 'sharp';
import { type RasterSize, type Rgb, rasterise, type Strokes } from '../raster/index.js';

/**
 * @param size pixels; strokes scale with the shorter side
 * @returns the bytes of the file; the same drawing gives the same bytes
 */
export async function strokesToPng(strokes: Strokes, size: RasterSize, paper: Rgb): Promise<Buffer> {
  const image = rasterise(strokes, size, paper);
  const bytes = new Uint8Array(image.length);
  for (let i = 0; i < image.length; i++) bytes[i] = Math.round(Math.min(1, Math.max(0, image[i]!)) * 255);
  const raw = { width: size.width, height: size.height, channels: 3 } as const;
  return await sharp(bytes, { raw }).png({ compressionLevel: 9, palette: false }).toBuffer();
}

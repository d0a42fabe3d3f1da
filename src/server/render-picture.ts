/** @file Pictures as files for the browser: PNG at any size, and small ones as WebP. */
import sharp from 'sharp';
import { pictureToPng, pictureToSvg } from '../artwork/index.js';
import type { ShownPicture } from './frame-feed.js';

/** Of small pictures, 0..100. */
const QUALITY = 82;

/**
 * Through the SVG, which libvips renders on a thread of its own: our rasteriser would hold up everybody's events for
 * as long as it draws (.4 s at 1024 pixels, 1.9 s at 2048, on a busy machine).
 * @param longer side, pixels
 */
export async function renderPng(shown: ShownPicture, longer: number): Promise<Buffer> {
  const { picture, width, height, ground, prompt } = shown;
  const scale = longer / Math.max(width, height);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const size = { width: side(width), height: side(height) };
  const svg = await pictureToSvg(picture, size, ground, { title: prompt });
  return svg === undefined ? pictureToPng(picture, size, ground) : sharp(Buffer.from(svg)).png().toBuffer();
}

/** @param longer side, pixels */
export const renderWebp = async (shown: ShownPicture, longer: number): Promise<Buffer> =>
  sharp(await renderPng(shown, longer))
    .webp({ quality: QUALITY })
    .toBuffer();

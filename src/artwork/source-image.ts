/**
 * @file A picture that a person brings, to draw from or towards: any file that sharp reads, turned upright, in sRGB,
 * its first frame, and never larger than a canvas can be.
 */
import { stat } from 'node:fs/promises';
import sharp from 'sharp';
import type { SourceImage } from '../canvas/index.js';

/** A picture that cannot be read; the message names it and what is wrong. */
export class SourceImageError extends Error {
  override readonly name = 'SourceImageError';
}

/** Larger pictures are shrunk to this side: the largest canvas. */
const MOST_SIDE = 4096;
/** More pixels than this are not even opened. */
const MOST_PIXELS = 16_384 ** 2;

/** @throws SourceImageError */
export async function readSourceImage(file: string): Promise<SourceImage> {
  const entry = await stat(file).catch(() => undefined);
  if (!entry?.isFile()) throw new SourceImageError(`${file}: there is no such picture.`);
  try {
    const { data, info } = await sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .autoOrient()
      .toColourspace('srgb')
      .resize(MOST_SIDE, MOST_SIDE, { fit: 'inside', withoutEnlargement: true })
      .ensureAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: new Uint8Array(data) };
  } catch (error) {
    const isTooLarge = error instanceof Error && /pixel limit/iu.test(error.message);
    const why = isTooLarge
      ? `the picture has more than ${MOST_PIXELS} pixels; shrink it first`
      : 'this is not a picture that can be read';
    throw new SourceImageError(`${file}: ${why}.`, { cause: error });
  }
}

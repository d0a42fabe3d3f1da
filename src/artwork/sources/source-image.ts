/**
 * @file A picture that a person brings, to draw from or towards: any file that sharp reads, turned upright, in sRGB,
 * its first frame, and never larger than a canvas can be.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import sharp from 'sharp';
import type { SourceImage } from '../../canvas/index.js';

/** A picture that cannot be read; the message names it and what is wrong. */
export class SourceImageError extends Error {
  override readonly name = 'SourceImageError';
}

/** A picture with the bytes it was read from, to be kept beside the work. */
export interface Original {
  readonly bytes: Uint8Array;
  /** Of the bytes, in hex. */
  readonly sha256: string;
  /** Ending of its name, without the dot. */
  readonly extension: string;
  readonly image: SourceImage;
}

/** Larger pictures are shrunk to this side: the largest canvas. */
const MOST_SIDE = 4096;
/** More pixels than this are not even opened. */
const MOST_PIXELS = 16_384 ** 2;
const MOST_BYTES = 256 * 2 ** 20;

/** @throws SourceImageError */
export async function readSourceImage(file: string): Promise<SourceImage> {
  return (await readOriginal(file)).image;
}

/**
 * @param side the picture is shrunk to
 * @throws SourceImageError
 */
export async function readOriginal(file: string, side = MOST_SIDE): Promise<Original> {
  const entry = await stat(file).catch(() => undefined);
  if (!entry?.isFile()) throw new SourceImageError(`${file}: there is no such picture.`);
  if (entry.size > MOST_BYTES) {
    throw new SourceImageError(
      `${file}: the file has ${entry.size} bytes, the most is ${MOST_BYTES}; shrink it first.`,
    );
  }
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new SourceImageError(`${file}: the picture cannot be opened.`, { cause });
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const extension = /^\.([a-z0-9]{1,8})$/u.exec(extname(file).toLowerCase())?.[1] ?? 'picture';
  return { bytes, sha256, extension, image: await decode(bytes, file, side) };
}

/** @param file named in the messages */
async function decode(bytes: Uint8Array, file: string, side: number): Promise<SourceImage> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .autoOrient()
      .toColourspace('srgb')
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
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

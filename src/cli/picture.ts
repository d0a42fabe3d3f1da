/**
 * @file Any picture file as the square of colours that a model looks at.
 */
import { stat } from 'node:fs/promises';
import sharp, { type KernelEnum } from 'sharp';
import type { Clip } from '../clip/index.js';

/** A picture that cannot be read; the message names the file. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
}

/** What a model says about the pictures it takes. */
export type Framing = Pick<Clip, 'imageSize' | 'preprocessing'>;

const kernels = {
  nearest: 'nearest',
  bilinear: 'linear',
  bicubic: 'cubic',
  lanczos: 'lanczos3',
} satisfies Record<Clip['preprocessing']['interpolation'], keyof KernelEnum>;

/**
 * How the sides are brought to `resizeTo`: the shorter one, the longer one, or both. What the middle square will not
 * have is cut off at once, or a picture of one pixel by a million would fill the memory.
 */
const fits = { shortest: 'cover', longest: 'inside', squash: 'fill' } as const;

/**
 * The model's own preprocessing but for the normalisation: resized, then the middle square, with black around a
 * picture that is smaller. Transparency lies on white paper; a camera's rotation is undone.
 * @returns side·side·3, RGB in 0..1, row-major
 * @throws PictureError
 */
export async function readPicture(file: string, model: Framing): Promise<Float32Array> {
  try {
    await stat(file);
  } catch {
    throw new PictureError(`${file}: the picture does not exist or cannot be reached.`);
  }
  const { imageSize: side, preprocessing } = model;
  const { interpolation, resizeMode, resizeTo } = preprocessing;
  try {
    const { data, info } = await sharp(file)
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize(resizeTo, resizeTo, { fit: fits[resizeMode], kernel: kernels[interpolation] })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return middleSquare(data, info, side);
  } catch (error) {
    throw new PictureError(`${file}: this is not a picture that can be read.`, { cause: error });
  }
}

/** Bytes of RGB → numbers in 0..1; the rounding of odd margins is that of torchvision's CenterCrop. */
function middleSquare(
  bytes: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  side: number,
): Float32Array {
  const left = Math.round((width - side) / 2);
  const top = Math.round((height - side) / 2);
  const square = new Float32Array(side * side * 3);
  for (let row = Math.max(0, -top); row < Math.min(side, height - top); row++) {
    for (let column = Math.max(0, -left); column < Math.min(side, width - left); column++) {
      const from = 3 * ((row + top) * width + column + left);
      const to = 3 * (row * side + column);
      for (let channel = 0; channel < 3; channel++) square[to + channel] = (bytes[from + channel] ?? 0) / 255;
    }
  }
  return square;
}

/**
 * @file Any picture file as the square of colours that a model looks at.
 */
import { stat } from 'node:fs/promises';
import sharp from 'sharp';

/** A picture that cannot be read; the message names the file. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
}

/**
 * CLIP's own preprocessing: the shorter side bicubically to `side`, then the middle square (Radford et al. 2021,
 * `preprocess` of the released code). Transparency lies on white paper; a camera's rotation is undone.
 * @returns side·side·3, RGB in 0..1, row-major
 * @throws PictureError
 */
export async function readPicture(file: string, side: number): Promise<Float32Array> {
  try {
    await stat(file);
  } catch {
    throw new PictureError(`${file}: the picture does not exist or cannot be reached.`);
  }
  try {
    const bytes = await sharp(file)
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize(side, side, { fit: 'cover', position: 'centre', kernel: 'cubic' })
      .removeAlpha()
      .raw()
      .toBuffer();
    return Float32Array.from(bytes, (value) => value / 255);
  } catch (error) {
    throw new PictureError(`${file}: this is not a picture that can be read.`, { cause: error });
  }
}

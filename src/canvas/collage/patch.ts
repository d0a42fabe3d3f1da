/**
 * @file A patch of a collage: an image with transparency, colours multiplied by it, and its halvings, so that it can
 * be laid down small without aliasing.
 */

import { CanvasError } from '../canvas-error.js';
import type { SourceImage } from '../source-image.js';

/** Patches with a longer side beyond this are halved until they fit: more than that is never seen. */
const LONGEST = 512;
/** More than a person looks through. */
export const MOST_PATCHES = 1024;

/** One size of a patch, RGBA by turns, colours times alpha, 0..1. */
export interface Level {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

export interface Patch {
  /** As it came, for files. */
  readonly image: SourceImage;
  /** Full size first, each half of the one before, down to one pixel. */
  readonly levels: readonly Level[];
}

/** What was made of an image, so that going back in a drawing does not make it again. */
const made = new WeakMap<SourceImage, Patch>();

/** @throws CanvasError when there is nothing to see in an image, or there are too many */
export function patchesOf(images: readonly SourceImage[]): readonly Patch[] {
  if (images.length === 0) throw new CanvasError('A collage needs at least one patch, but none was given.');
  if (images.length > MOST_PATCHES) {
    throw new CanvasError(`A collage takes up to ${MOST_PATCHES} patches, but ${images.length} were given.`);
  }
  return images.map((image, i) => {
    if (image.width < 1 || image.height < 1 || image.data.length !== 4 * image.width * image.height) {
      throw new CanvasError(`Patch ${i + 1} of the collage is empty or not a whole RGBA image.`);
    }
    const known = made.get(image);
    const patch = known ?? patchOf(image);
    if (!known) made.set(image, patch);
    return patch;
  });
}

function patchOf(image: SourceImage): Patch {
  let level = premultiplied(image);
  while (Math.max(level.width, level.height) > LONGEST) level = halved(level);
  const levels = [level];
  while (Math.max(level.width, level.height) > 1) {
    level = halved(level);
    levels.push(level);
  }
  return { image, levels };
}

function premultiplied({ width, height, data }: SourceImage): Level {
  const result = new Float32Array(data.length);
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3]! / 255;
    for (let c = 0; c < 3; c++) result[i + c] = (alpha * data[i + c]!) / 255;
    result[i + 3] = alpha;
  }
  return { width, height, data: result };
}

/** Means of 2×2; what an odd side lacks is transparent. */
function halved({ width, height, data }: Level): Level {
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const result = new Float32Array(4 * half.width * half.height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = 4 * ((y >> 1) * half.width + (x >> 1));
      const from = 4 * (y * width + x);
      for (let c = 0; c < 4; c++) result[to + c]! += 0.25 * data[from + c]!;
    }
  }
  return { ...half, data: result };
}

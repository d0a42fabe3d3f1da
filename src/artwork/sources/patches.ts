/**
 * @file The patches of a collage, from the pictures in a folder, in the order of their names. What cannot be used is
 * left out and said in one sentence.
 */
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { MOST_PATCHES } from '../../canvas/index.js';
import { ArtworkError, reasonOf } from '../artwork-error.js';
import { type Original, readOriginal, SourceImageError } from './source-image.js';

/** Pictures of a folder; the rest of it is not looked at. */
const PICTURES: readonly string[] = [
  '.png',
  '.webp',
  '.avif',
  '.gif',
  '.tif',
  '.tiff',
  '.svg',
  '.jpg',
  '.jpeg',
];
/** Patches never show larger than this, pixels of the longer side. */
const MOST_SIDE = 512;
/** Pixels of all patches together, so that a thousand of them fit into memory. */
const MOST_PIXELS = 2 ** 25;

export interface Patches {
  readonly originals: readonly Original[];
  /** What was left out and why, as one sentence; absent when all is well. */
  readonly leftOut?: string;
}

/** Side to which each of so many patches is shrunk. */
export const patchSide = (count: number): number =>
  Math.min(MOST_SIDE, Math.floor(Math.sqrt(MOST_PIXELS / Math.max(1, count))));

/** @throws ArtworkError where there is no folder, or nothing in it that can be used */
export async function readPatches(folder: string): Promise<Patches> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new ArtworkError(`${folder}: the folder of patches cannot be read; ${reasonOf(error)}.`, {
      cause: error,
    });
  });
  const pictures = names.filter((name) => PICTURES.includes(extname(name).toLowerCase())).sort();
  return await readAll(folder, pictures, patchSide(Math.min(pictures.length, MOST_PATCHES)));
}

async function readAll(folder: string, pictures: readonly string[], side: number): Promise<Patches> {
  const originals = new Map<string, Original & { readonly name: string }>();
  const left: string[] = [];
  for (const name of pictures) {
    if (originals.size === MOST_PATCHES) {
      left.push(`everything from ${name} on (the most is ${MOST_PATCHES})`);
      break;
    }
    try {
      const original = await readOriginal(join(folder, name), side);
      const twin = originals.get(original.sha256);
      if (twin) left.push(`${name} (the same as ${twin.name})`);
      else if (isTransparent(original)) left.push(`${name} (all transparent)`);
      else originals.set(original.sha256, { ...original, name });
    } catch (error) {
      if (!(error instanceof SourceImageError)) throw error;
      left.push(`${name} (${error.message.slice(join(folder, name).length + 2).replace(/\.$/u, '')})`);
    }
  }
  // The size depends on how many are used, so that they can be read again without those left out.
  if (originals.size > 0 && patchSide(originals.size) !== side) {
    return await readAll(folder, pictures, patchSide(originals.size));
  }
  const leftOut = left.length > 0 ? `${folder}: left out ${listed(left)}.` : undefined;
  if (originals.size > 0) return { originals: [...originals.values()], ...(leftOut ? { leftOut } : {}) };
  throw new ArtworkError(
    leftOut === undefined
      ? `${folder}: there is no picture in this folder; a collage needs PNGs, best with transparency.`
      : `${folder}: there is no picture that can be used; left out ${listed(left)}.`,
  );
}

/** Nothing of it would be seen. */
export const isTransparent = ({ image: { data } }: Original): boolean => {
  for (let i = 3; i < data.length; i += 4) if (data[i]! > 0) return false;
  return true;
};

/** The first few, and how many more. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}

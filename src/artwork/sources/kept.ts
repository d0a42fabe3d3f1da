/**
 * @file The pictures a work was made from, kept beside it: copies of the very files under their SHA-256, in the folder
 * `sources` of the work. A recipe names the hashes and stays a small text that people can read and compare; the copies
 * make the folder all that is needed to draw the same bytes again, wherever the originals have gone.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../compile/index.js';
import { ArtworkError, reasonOf } from '../artwork-error.js';
import { writeWhole } from '../write-whole.js';
import { type Original, readOriginal } from './source-image.js';

/** Of the folder of pictures in that of a work. */
export const SOURCES_NAME = 'sources';

/** @throws ArtworkError when they cannot be written */
export async function keepOriginals(folder: string, originals: Iterable<Original>): Promise<void> {
  const bySum = new Map([...originals].map((original) => [original.sha256, original]));
  if (bySum.size === 0) return;
  const there = join(folder, SOURCES_NAME);
  try {
    makeFolder(there);
    for (const { sha256, extension, bytes } of bySum.values()) {
      const file = join(there, `${sha256}.${extension}`);
      const isThere = await stat(file).then(
        ({ size }) => size === bytes.length,
        () => false,
      );
      if (!isThere) await writeWhole(file, bytes);
    }
  } catch (error) {
    throw new ArtworkError(`${there}: the pictures drawn from cannot be kept; ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

/**
 * A picture that `keepOriginals` has kept.
 * @param side as `readOriginal` takes it
 * @throws ArtworkError where it is not there or is another one by now, SourceImageError where it cannot be read
 */
export async function openOriginal(folder: string, sha256: string, side?: number): Promise<Original> {
  const there = join(folder, SOURCES_NAME);
  const names = await readdir(there).catch(() => [] as string[]);
  const name = names.find((each) => each.startsWith(`${sha256}.`) && !each.endsWith('.part'));
  if (name === undefined) {
    throw new ArtworkError(
      `${there}: the picture with the SHA-256 ${sha256.slice(0, 12)}… is not there, but the work was made from it; put the folder “${SOURCES_NAME}” back beside the recipe.`,
    );
  }
  const original = await readOriginal(join(there, name), side);
  if (original.sha256 === sha256) return original;
  throw new ArtworkError(
    `${join(there, name)}: this is not the picture the work was made from, its SHA-256 is ${original.sha256.slice(0, 12)}….`,
  );
}

/**
 * @file Which weights drew a picture: their SHA-256, so that a recipe is not redrawn with others unnoticed. Of a
 * large model that is work at every start, so it is kept in the cache folder, by where the files lie and when they were changed.
 */
import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cacheFolder, KeptFiles } from '../compile/index.js';
import { ArtworkError, reasonOf } from './artwork-error.js';

/** Bytes read at a time. */
const STRETCH = 2 ** 20;
/** Hashes that are kept; of a hundred bytes each. */
const MOST_KEPT = 256;

/**
 * @param files the files of a model's weights, at least one
 * @returns SHA-256 in hex over all of them in their order; of one file, the file's own
 * @throws ArtworkError when one cannot be read
 */
export async function hashWeights(files: readonly string[]): Promise<string> {
  const kept = new KeptFiles(join(cacheFolder(), 'weights'), '.sha256', ({ newer }) => newer >= MOST_KEPT);
  const stamp = await stampOf(files);
  const known = kept.read(stamp)?.toString('latin1') ?? '';
  if (/^[0-9a-f]{64}$/u.test(known)) return known;
  const hash = createHash('sha256');
  for (const file of files) await reading(file, () => update(hash, file));
  const found = hash.digest('hex');
  kept.write(stamp, Buffer.from(found, 'latin1'));
  return found;
}

/** Says which files these are and how they stand, without reading them. */
async function stampOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeNs, ctimeNs, ino } = await reading(file, () => stat(file, { bigint: true }));
    hash.update(`${resolve(file)}\n${size} ${mtimeNs} ${ctimeNs} ${ino}\n`);
  }
  return hash.digest('hex');
}

async function update(hash: ReturnType<typeof createHash>, file: string): Promise<void> {
  const handle = await open(file);
  try {
    const stretch = Buffer.allocUnsafe(STRETCH);
    for (;;) {
      const { bytesRead } = await handle.read(stretch, 0, STRETCH);
      if (bytesRead === 0) return;
      hash.update(stretch.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

async function reading<Result>(file: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw new ArtworkError(`${file}: these weights cannot be read; ${reasonOf(error)}.`, { cause: error });
  }
}

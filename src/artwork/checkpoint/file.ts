/** @file Checkpoints on the disk: written beside and renamed, so that the one that is there is always whole. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DrawingState } from '../../session/index.js';
import { ArtworkError, reasonOf } from '../artwork-error.js';
import type { Recipe } from '../recipe.js';
import { writeWhole } from '../write-whole.js';
import { type Checkpoint, decodeCheckpoint } from './decode.js';
import { encodeCheckpoint } from './encode.js';

/** Name of the checkpoint in the folder of a work. */
export const CHECKPOINT_NAME = 'checkpoint.atelier';

/** Pixels at 4K with their moments take 600 MB. */
const MOST_BYTES = 2 ** 31 - 1;

/** @throws ArtworkError when it cannot be written; the one before is then still there */
export async function saveCheckpoint(
  file: string,
  state: DrawingState,
  model: Recipe['model'],
): Promise<void> {
  try {
    await writeWhole(file, encodeCheckpoint(state, model));
  } catch (error) {
    throw new ArtworkError(`${file}: the checkpoint cannot be written; ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

/**
 * @param where a checkpoint, or a folder that has one
 * @throws ArtworkError naming the file and what is wrong with it
 */
export async function openCheckpoint(where: string): Promise<Checkpoint> {
  let file = where;
  let bytes: Buffer;
  try {
    if ((await stat(where)).isDirectory()) file = join(where, CHECKPOINT_NAME);
    const { size } = await stat(file);
    if (size > MOST_BYTES) throw new ArtworkError(`${file}: this is too large for a checkpoint.`);
    bytes = await readFile(file);
  } catch (error) {
    if (error instanceof ArtworkError) throw error;
    throw new ArtworkError(`${file}: the checkpoint cannot be read; ${reasonOf(error)}.`, { cause: error });
  }
  return decodeCheckpoint(bytes, file);
}

/** @throws ArtworkError where the loaded model is not the one that guided the drawing */
export function expectModel(what: string, wanted: Recipe['model'], loaded: Recipe['model']): void {
  if (wanted.sha256 === loaded.sha256) return;
  const short = (hash: string): string => hash.slice(0, 12);
  throw new ArtworkError(
    `The ${what} was drawn with the weights ${short(wanted.sha256)}… of “${wanted.name}”, but “${loaded.name}” has ${short(loaded.sha256)}…; name the right model with --model.`,
  );
}

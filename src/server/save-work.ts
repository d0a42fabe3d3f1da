/**
 * @file A drawing that has ended as a work of its own folder: picture and recipe, a checkpoint to go on from, and what
 * lay beside it while it was under way.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Artwork,
  CHECKPOINT_NAME,
  type Checkpoint,
  POINTS_NAME,
  prepareFolder,
  SOURCES_NAME,
  saveArtwork,
  saveCheckpoint,
} from '../artwork/index.js';
import { copyBeside } from './point-keeper.js';

export interface EndedDrawing extends Artwork {
  /** Where it can be gone on from; null where that is not at its end. */
  readonly state: Checkpoint['state'] | null;
  /** Folder that it was kept in. */
  readonly keptIn: string;
}

/**
 * All of it or nothing.
 * @param folder nobody else’s, with nothing in it
 * @throws ArtworkError
 */
export async function saveWork(folder: string, { state, keptIn, ...artwork }: EndedDrawing): Promise<void> {
  try {
    // Before the recipe, which makes a folder a work.
    await prepareFolder(folder);
    for (const name of [SOURCES_NAME, POINTS_NAME]) await copyBeside(keptIn, folder, name);
    if (state) await saveCheckpoint(join(folder, CHECKPOINT_NAME), state, artwork.recipe.model);
    await saveArtwork(folder, artwork);
  } catch (error) {
    await rm(folder, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
}

/** @file Saves a finished drawing; where its folder fails at the end, elsewhere, so that no drawing is lost. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Artwork, ArtworkError, type ArtworkFiles, saveArtwork } from '../artwork/index.js';

/**
 * @param elsewhere folder in which a rescued drawing gets a folder of its own
 * @throws ArtworkError naming the folder, why it cannot be written, and where the drawing lies now
 */
export async function saveOrRescue(
  folder: string,
  artwork: Artwork,
  elsewhere = tmpdir(),
): Promise<ArtworkFiles> {
  try {
    return await saveArtwork(folder, artwork);
  } catch (error) {
    if (!(error instanceof ArtworkError)) throw error;
    const rescued = await rescue(artwork, elsewhere).catch(() => undefined);
    if (rescued === undefined) throw error;
    throw new ArtworkError(`${error.message} The drawing was saved to ${rescued} instead.`, { cause: error });
  }
}

async function rescue(artwork: Artwork, elsewhere: string): Promise<string> {
  const folder = await mkdtemp(join(elsewhere, 'atelier-'));
  await saveArtwork(folder, artwork);
  return folder;
}

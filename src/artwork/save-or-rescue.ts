/** @file Saves a drawing; where its folder fails at the end, elsewhere, so that no drawing is lost. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArtworkError } from './artwork-error.js';

/**
 * @param save writes all of the drawing into the folder it is given
 * @param elsewhere folder in which a rescued drawing gets a folder of its own
 * @throws ArtworkError naming the folder, why it cannot be written, and where the drawing lies now, or that it is lost
 */
export async function saveOrRescue<Saved>(
  folder: string,
  save: (folder: string) => Promise<Saved>,
  elsewhere = tmpdir(),
): Promise<Saved> {
  try {
    return await save(folder);
  } catch (error) {
    if (!(error instanceof ArtworkError)) throw error;
    const rescued = await rescue(save, elsewhere).catch(() => undefined);
    const outcome =
      rescued === undefined
        ? `The drawing could not be saved in ${elsewhere} either.`
        : `The drawing was saved to ${rescued} instead.`;
    throw new ArtworkError(`${error.message} ${outcome}`, { cause: error });
  }
}

async function rescue(save: (folder: string) => Promise<unknown>, elsewhere: string): Promise<string> {
  const folder = await mkdtemp(join(elsewhere, 'atelier-'));
  await save(folder);
  return folder;
}

/**
 * @file A folder belongs to one drawing at a time: two that saved there would leave the picture of one beside the recipe
 * of the other. A file says whose it is; that of a process that is gone counts for nothing.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { codeOf } from '../compile/index.js';
import { ArtworkError, reasonOf } from './artwork-error.js';

const HOLDER = '.atelier-drawing';

/**
 * @param folder is there
 * @returns gives the folder free again
 * @throws ArtworkError where another process draws there
 */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(resolve(folder), HOLDER);
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') {
        throw new ArtworkError(
          `The output folder ${resolve(folder)} cannot be written to: ${reasonOf(error)}; choose another folder.`,
          { cause: error },
        );
      }
    }
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (holder > 0 && isAlive(holder)) {
      throw new ArtworkError(
        `Another drawing is being made in ${resolve(folder)} (process ${holder}); choose another folder, or wait for it. If that process is something else, delete ${file}.`,
      );
    }
    await rm(file, { force: true });
  }
}

/** Whether another process of this number runs; what carries our own number was left by one before us. */
export function isAlive(number: number): boolean {
  if (number === process.pid) return false;
  try {
    process.kill(number, 0);
    return true;
  } catch (error) {
    // There is such a process, of somebody else.
    return codeOf(error) === 'EPERM';
  }
}

/**
 * @file The pictures that a prompt and its settings name, read from the files of those names. Only the command line
 * does this: whoever may type a prompt here may read the file as well.
 */
import { type Original, readOriginal, SourceImageError } from '../artwork/index.js';
import type { SourceImage } from '../canvas/index.js';
import { PromptError } from '../guidance/index.js';

/** @throws PromptError naming the file that cannot be read */
export async function readNamedOriginal(file: string): Promise<Original> {
  try {
    return await readOriginal(file);
  } catch (error) {
    throw error instanceof SourceImageError ? new PromptError(error.message) : error;
  }
}

/** @throws PromptError naming the file that cannot be read */
export const readNamedPicture = async (file: string): Promise<SourceImage> =>
  (await readNamedOriginal(file)).image;

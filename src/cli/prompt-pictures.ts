/**
 * @file The pictures that a prompt and its settings name, read from the files of those names. Only the command line
 * does this: whoever may type a prompt here may read the file as well.
 */
import { readSourceImage, SourceImageError } from '../artwork/index.js';
import type { SourceImage } from '../canvas/index.js';
import { PromptError } from '../guidance/index.js';
import { type DrawSettings, picturesOf } from '../session/index.js';

/** @throws PromptError naming the file that cannot be read */
export async function readNamedPicture(file: string): Promise<SourceImage> {
  try {
    return await readSourceImage(file);
  } catch (error) {
    throw error instanceof SourceImageError ? new PromptError(error.message) : error;
  }
}

/**
 * By name; those of prompts that came later in the drawing too.
 * @throws PromptError
 */
export async function readNamedPictures(settings: DrawSettings): Promise<Record<string, SourceImage>> {
  const pictures: Record<string, SourceImage> = {};
  for (const name of picturesOf(settings)) pictures[name] = await readNamedPicture(name);
  return pictures;
}

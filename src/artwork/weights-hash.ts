/**
 * @file Which weights drew a picture: their SHA-256, so that a recipe is not redrawn with others unnoticed.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ArtworkError, reasonOf } from './artwork-error.js';

/**
 * @param folder a model folder
 * @returns SHA-256 in hex over its `.safetensors` files in the order of their names; of one file, the file's own
 * @throws ArtworkError when the folder cannot be read or holds no weights
 */
export async function hashWeights(folder: string): Promise<string> {
  try {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.safetensors')).sort();
    if (files.length === 0) throw new ArtworkError(`${folder}: it holds no .safetensors file.`);
    const hash = createHash('sha256');
    for (const name of files) {
      await pipeline(createReadStream(join(folder, name)), async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) hash.update(chunk);
      });
    }
    return hash.digest('hex');
  } catch (error) {
    if (error instanceof ArtworkError) throw error;
    throw new ArtworkError(`${folder}: its weights cannot be read; ${reasonOf(error)}.`, { cause: error });
  }
}

/**
 * @file Which weights drew a picture: their SHA-256, so that a recipe is not redrawn with others unnoticed.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ArtworkError, reasonOf } from './artwork-error.js';

/**
 * @param files the files of a model's weights, at least one
 * @returns SHA-256 in hex over all of them in their order; of one file, the file's own
 * @throws ArtworkError when one cannot be read
 */
export async function hashWeights(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) {
    try {
      await pipeline(createReadStream(file), async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) hash.update(chunk);
      });
    } catch (error) {
      throw new ArtworkError(`${file}: these weights cannot be read; ${reasonOf(error)}.`, { cause: error });
    }
  }
  return hash.digest('hex');
}

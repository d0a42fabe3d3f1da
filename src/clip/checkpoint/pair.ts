/** @file A whole model: the checkpoint of its image encoder and that of its text encoder, often the same one. */

import { ModelError } from '../model-error.js';
import type { ImageTower, TextTower } from '../tower.js';
import type { Preprocessing } from './architecture.js';
import { type Checkpoint, openCheckpoint } from './checkpoint.js';

export interface Pair {
  readonly images: Checkpoint;
  readonly image: ImageTower;
  readonly preprocessing: Preprocessing;
  readonly texts: Checkpoint;
  readonly text: TextTower;
}

/**
 * Opens both and checks that their vectors can be compared. Throws ModelError naming the file and the fault.
 *
 * @param texts the checkpoint whose text encoder takes the place of the first one's own
 */
export async function openPair(where: string, texts?: string): Promise<Pair> {
  const images = await openCheckpoint(where);
  const { image, preprocessing, embedDim } = images.architecture;
  if (!image || !preprocessing) {
    throw new ModelError(
      images.files.path,
      'this model has a text encoder only; it takes the place of the text encoder of another model (atelier models add <that model> --text <this one>).',
    );
  }
  const textual = texts === undefined ? images : await openCheckpoint(texts);
  const { architecture, files } = textual;
  if (!architecture.text) throw new ModelError(files.path, 'this model has no text encoder.');
  if (architecture.embedDim !== embedDim) {
    throw new ModelError(
      files.path,
      `its text vectors have ${architecture.embedDim} numbers, the image vectors of ${images.files.path} ${embedDim}; they do not belong together.`,
    );
  }
  return { images, image, preprocessing, texts: textual, text: architecture.text };
}

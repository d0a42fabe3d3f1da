/**
 * @file The data set of a training: the one that a folder holds, or one that is made of the pictures and captions in
 * it. What is made lies in the folder of the training, so that a resumed training goes on with the same pictures.
 */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingFolder } from '../../learn/training-folder.js';
import { TrainingError } from '../../training-error.js';
import { dataFiles } from '../dataset.js';
import { buildOwn, type OwnReport } from './build-own.js';

export type { OwnReport } from './build-own.js';

/** @param data as the recipe names it @returns a folder that `Dataset.open` takes @throws TrainingError */
export async function findData(
  data: string,
  folder: TrainingFolder,
  { found, say }: { readonly found: (report: OwnReport) => void; readonly say: (sentence: string) => void },
): Promise<string> {
  const entry = await stat(data).catch(() => undefined);
  if (!entry && !folder.hasCheckpoint) {
    throw new TrainingError(
      `${data}: there is no such folder; give one of pictures with captions, or a data set.`,
    );
  }
  if (entry?.isFile() && !data.toLowerCase().endsWith('.csv')) {
    throw new TrainingError(`${data}: this is neither a folder nor a CSV file of captions.`);
  }
  if (existsSync(join(data, dataFiles.index))) return data;
  if (folder.hasCheckpoint) return folder.data;
  say(`Reading the pictures of ${data} …`);
  await folder.writing(folder.data, async () => {
    found(await buildOwn(data, entry?.isFile() === true, folder.data));
  });
  return folder.data;
}

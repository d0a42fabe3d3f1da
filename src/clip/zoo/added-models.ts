/** @file The list of models that were added: name, where it lies, where it came from. A small JSON file. */

import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { lock } from 'proper-lockfile';
import { z } from 'zod';
import { makeFolder } from '../../compile/index.js';
import { readJsonFile } from '../checkpoint/json-file.js';

const modelSchema = z.object({
  name: z.string().min(1).max(300),
  /** A folder, or a file of weights; absolute. */
  path: z.string().min(1),
  /** The text encoder, where it is apart. */
  text: z.string().min(1).optional(),
  /** What `models remove` deletes; nothing of what a person has put on the disk. */
  downloads: z.array(z.string().min(1)),
});
const schema = z.object({ version: z.literal(1), models: z.array(modelSchema).max(10_000) });

export type AddedModel = z.output<typeof modelSchema>;

/** Throws ModelError when the list cannot be read. */
export async function readAddedModels(list: string): Promise<readonly AddedModel[]> {
  return existsSync(list) ? (await readJsonFile(list, schema)).models : [];
}

/** Changes the list, one process at a time; it is never half-written. Throws ModelError. */
export async function changeAddedModels(
  list: string,
  change: (models: readonly AddedModel[]) => readonly AddedModel[],
): Promise<void> {
  makeFolder(dirname(list));
  const release = await lock(list, {
    realpath: false,
    retries: { retries: 50, minTimeout: 20, maxTimeout: 200 },
  });
  const beside = `${list}.${randomUUID()}`;
  try {
    const models = change(await readAddedModels(list));
    await writeFile(beside, `${JSON.stringify({ version: 1, models }, null, 2)}\n`);
    await rename(beside, list);
  } finally {
    await rm(beside, { force: true });
    await release();
  }
}

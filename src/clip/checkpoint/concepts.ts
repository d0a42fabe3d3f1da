/** @file `concepts.json`: the list of the things a model was taught, in plain words. */

import { z } from 'zod';
import { readJsonFile } from './json-file.js';

const schema = z
  .array(z.string().trim().min(1).max(200))
  .max(100_000)
  .refine((names) => new Set(names).size === names.length, 'a concept is listed twice');

/** Throws ModelError when the file is not a list of different, non-empty texts. */
export async function readConcepts(file: string): Promise<readonly string[]> {
  return readJsonFile(file, schema);
}

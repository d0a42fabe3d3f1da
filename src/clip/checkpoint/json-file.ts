/** @file Reads a JSON file of a model folder through a zod schema; every fault is a ModelError. */

import { readFile, stat } from 'node:fs/promises';
import type { z } from 'zod';
import { ModelError, reasonOf } from '../model-error.js';
import { describeIssues } from '../tower.js';

/** The largest vocabularies (XLM-R's) make tokenizer files of about 20 MB. */
const maxJsonBytes = 128 * 1024 * 1024;

/** The file's content, checked. Throws ModelError: missing, too large, not JSON, not of the schema. */
export async function readJsonFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModelError(file, `the file is not valid JSON (${reason}).`, { cause: error });
  }
  return checkJson(file, value, schema);
}

/**
 * A part of a file already read, checked in the same way. Throws ModelError when not of the schema.
 *
 * @param part where it stands in the file, if it is not the whole
 */
export function checkJson<Schema extends z.ZodType>(
  file: string,
  value: unknown,
  schema: Schema,
  part = 'the file',
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw new ModelError(file, `${part} is not as expected ${describeIssues(parsed.error)}.`);
  return parsed.data;
}

async function readText(file: string): Promise<string> {
  try {
    const info = await stat(file);
    if (!info.isFile()) throw new ModelError(file, 'this is not a regular file.');
    if (info.size > maxJsonBytes) {
      throw new ModelError(
        file,
        `the file is too large (${info.size} bytes; at most ${maxJsonBytes} are read).`,
      );
    }
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof ModelError) throw error;
    throw new ModelError(file, `the file cannot be read, ${reasonOf(error)}.`, { cause: error });
  }
}

/** @file Reads a JSON file of a model folder through a zod schema; every fault is a ModelError. */

import type { z } from 'zod';
import { ModelError } from '../model-error.js';
import { describeIssues } from '../tower.js';
import { withRegularFile } from './regular-file.js';

/** Configurations have a few kilobytes, indices of shards some hundred. */
const usualBytes = 4 * 1024 * 1024;
/** A list or object takes some forty bytes of memory: fewer bytes of text for each than this are no data but a trap. */
const bytesPerContainer = 6;
const fewContainers = 10_000;

/**
 * The file's content, checked. Throws ModelError: missing, too large, not JSON, not of the schema.
 *
 * @param maxBytes a larger file is refused unread
 */
export async function readJsonFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  maxBytes = usualBytes,
): Promise<z.output<Schema>> {
  const text = await readText(file, maxBytes);
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
    throw new ModelError(file, `${part} is not as expected: ${describeIssues(parsed.error)}.`);
  return parsed.data;
}

async function readText(file: string, maxBytes: number): Promise<string> {
  return withRegularFile(file, async (handle) => {
    const { size } = await handle.stat();
    if (size > maxBytes) {
      throw new ModelError(file, `the file is too large (${size} bytes; at most ${maxBytes} are read).`);
    }
    const bytes = await handle.readFile();
    checkContainers(file, bytes);
    // Editors on Windows put a byte order mark before the text, which JSON has not; this takes it off.
    return new TextDecoder().decode(bytes);
  });
}

/** Refuses text that is nothing but lists in lists, which would take many times its size when parsed. */
export function checkContainers(file: string, json: Buffer): void {
  let containers = 0;
  for (const byte of json) if (byte === openBracket || byte === openBrace) containers++;
  if (containers > fewContainers && containers * bytesPerContainer > json.length) {
    throw new ModelError(
      file,
      `its ${json.length} bytes of JSON are ${containers} lists and objects with nothing in them.`,
    );
  }
}

const openBracket = 0x5b;
const openBrace = 0x7b;

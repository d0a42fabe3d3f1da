/**
 * @file Makes a folder and the folders above it. Node's own `recursive` goes round for ever where a folder exists
 * but answers ENOENT to everything made in it, as /proc does; this asks once for each folder.
 */
import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { codeOf } from './artwork-error.js';

/** @throws the error of `node:fs` that stands in the way */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    const parent = dirname(resolve(folder));
    if (code !== 'ENOENT' || parent === resolve(folder)) throw error;
    await makeFolder(parent);
    await mkdir(folder);
  }
}

/** @file Opens a file of a model for reading; whatever the system says against it becomes a ModelError. */

import { type FileHandle, open, stat } from 'node:fs/promises';
import { ModelError, reasonOf } from '../model-error.js';

/** Opens `file`, gives it to `work` and closes it. Throws ModelError. */
export async function withRegularFile<Result>(
  file: string,
  work: (handle: FileHandle) => Promise<Result>,
): Promise<Result> {
  try {
    // Opening a pipe or device would wait for ever, so the kind is checked first.
    if (!(await stat(file)).isFile()) throw new ModelError(file, 'this is not a regular file.');
    const handle = await open(file, 'r');
    try {
      return await work(handle);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof ModelError) throw error;
    throw new ModelError(file, `the file cannot be read, ${reasonOf(error)}.`, { cause: error });
  }
}

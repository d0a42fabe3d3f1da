/**
 * @file Which model this is, in a few letters: the place of its weights and what its configuration says. With
 * the sizes and times of the weights, which the compile room looks at itself, it tells whether a program that
 * was recorded once may be used again.
 */

import { createHash } from 'node:crypto';
import type { ModelFiles } from './model-files.js';
import { withRegularFile } from './regular-file.js';

/** 64 hex digits. Throws ModelError. */
export async function fingerprintOf({ weights, config, preprocessor }: ModelFiles): Promise<string> {
  const hash = createHash('sha256').update(weights);
  for (const file of [config, preprocessor]) {
    const text = file === undefined ? '' : await withRegularFile(file, (handle) => handle.readFile());
    hash.update(`\n${text.length}\n`).update(text);
  }
  return hash.digest('hex');
}

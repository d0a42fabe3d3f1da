/**
 * @file Where a drawing goes when nobody says: `outputs/<date-time>-<words>/` under the current folder.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, makeFolder } from '../compile/index.js';

/** Of a prompt in the name of a folder. */
const MOST_CHARACTERS = 40;

/** A file name from a prompt: its letters and digits of any script, joined by hyphens; `drawing` where there are none. */
export function slugOf(prompt: string, most = MOST_CHARACTERS): string {
  const words =
    prompt
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const slug = [...words.join('-')].slice(0, most).join('').replace(/-+$/u, '');
  return slug || 'drawing';
}

/**
 * Makes a folder that nobody else gets, be it in the same second.
 * @param now local time goes into the name, so that folders sort by it
 * @returns the folder; where it cannot be made only its name, and whoever writes there will be told why
 */
export async function defaultFolder(prompt: string, now: Date, parent = 'outputs'): Promise<string> {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = `${two(now.getHours())}-${two(now.getMinutes())}-${two(now.getSeconds())}`;
  const base = join(parent, `${date}-${time}-${slugOf(prompt)}`);
  try {
    makeFolder(parent);
  } catch {
    // Whoever writes there will be told why.
  }
  for (let again = 1; ; again++) {
    const folder = again > 1 ? `${base}-${again}` : base;
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return folder;
    }
  }
}

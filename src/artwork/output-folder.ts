/**
 * @file Where a drawing goes when nobody says: `outputs/<date-time>-<words>/` under the current folder.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

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
 * @param now local time goes into the name, so that folders sort by it
 * @returns a folder that does not exist yet
 */
export function defaultFolder(prompt: string, now: Date, parent = 'outputs'): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = `${two(now.getHours())}-${two(now.getMinutes())}-${two(now.getSeconds())}`;
  const base = join(parent, `${date}-${time}-${slugOf(prompt)}`);
  let folder = base;
  for (let again = 2; existsSync(folder); again++) folder = `${base}-${again}`;
  return folder;
}

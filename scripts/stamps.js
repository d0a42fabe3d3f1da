/** @file Content hashes that tell whether something made earlier is still up to date. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Files beside the sources that no build reads. */
const notBuilt = /\.(test|reference)\.tsx?$/;

/**
 * One hash over the names and bytes of all files under the given paths; a few milliseconds a megabyte.
 * @param {string} root
 * @param {readonly string[]} paths files or folders, relative to root; a missing one counts as empty
 */
export function hashOf(root, paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) {
    for (const file of filesUnder(join(root, path))) {
      hash.update(`\0${relative(root, file).split(sep).join('/')}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]} sorted, so that the hash does not depend on the file system's order
 */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (notBuilt.test(entry.name) ? [] : filesUnder(join(path, entry.name))));
}

/**
 * @param {string} file
 * @returns {string} '' where there is no stamp
 */
export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

/**
 * @param {string} file
 * @param {string} value
 */
export function writeStamp(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, `${value}\n`);
  renameSync(`${file}.${process.pid}`, file);
}

import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hashWeights } from './weights-hash.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-hash-'));
  vi.stubEnv('ATELIER_CACHE', join(folder, 'cache'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function weights(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

it('is that of the bytes of all files in their order, and the same when it is asked for again', async () => {
  const files = [await weights('a', 'one'), await weights('b', 'two')];
  for (let time = 0; time < 2; time++) expect(await hashWeights(files)).toBe(sha256('onetwo'));
  expect(await hashWeights(files.toReversed())).toBe(sha256('twoone'));
});

it('follows a file that was changed, even to the same length and time', async () => {
  const file = await weights('a', 'one');
  const then = new Date(2020, 1, 1);
  await utimes(file, then, then);
  expect(await hashWeights([file])).toBe(sha256('one'));
  await weights('a', 'two');
  await utimes(file, then, then);
  expect(await hashWeights([file])).toBe(sha256('two'));
});

it('reads the file where what is kept is damaged', async () => {
  const file = await weights('a', 'one');
  await hashWeights([file]);
  const [entry = ''] = await readdir(join(folder, 'cache', 'weights'));
  await writeFile(join(folder, 'cache', 'weights', entry), 'half');
  expect(await hashWeights([file])).toBe(sha256('one'));
});

it('names a file that is not there', async () => {
  await expect(hashWeights([join(folder, 'none')])).rejects.toThrow(/none: these weights cannot be read; /);
});

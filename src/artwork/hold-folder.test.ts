/** @file One drawing at a time has a folder, and one that was killed keeps nobody out. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { holdFolder } from './hold-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-hold-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('is given free without a trace', async () => {
  const free = await holdFolder(folder);
  await free();
  expect(await readdir(folder)).toEqual([]);
  await (await holdFolder(folder))();
});

it('is refused while another process draws there, and not when that is gone', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(other, 'spawn');
  await writeFile(join(folder, '.atelier-drawing'), String(other.pid));
  await expect(holdFolder(folder)).rejects.toThrow(
    `Another drawing is being made in ${folder} (process ${other.pid}); choose another folder`,
  );
  other.kill('SIGKILL');
  await once(other, 'exit');
  await (await holdFolder(folder))();
});

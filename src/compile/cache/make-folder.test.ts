/** @file Folders that can be made, that are there already, and that cannot be. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeFolder } from './make-folder.js';

const folder = mkdtempSync(join(tmpdir(), 'atelier-folder-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('makes a folder with those above it, and leaves one that is there', () => {
  const deep = join(folder, 'a', 'b', 'c');
  makeFolder(deep);
  makeFolder(deep);
  expect(statSync(deep).isDirectory()).toBe(true);
});

it('says what is in the way', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => makeFolder(join(folder, 'file'))).toThrow(/EEXIST/);
  expect(() => makeFolder(join(folder, 'file', 'below', 'it'))).toThrow(/ENOTDIR/);
});

it.runIf(process.platform === 'linux')(
  'does not ask for ever where a folder lets nothing be made in it',
  () => {
    expect(() => makeFolder('/proc/atelier/below')).toThrow(/ENOENT/);
  },
);

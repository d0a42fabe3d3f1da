/** @file The name of the folder that a drawing gets by itself. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultFolder, slugOf } from './output-folder.js';

it.each([
  ['a red sailboat', 'a-red-sailboat'],
  ['  Sun!!  ', 'sun'],
  ['красный парусник', 'красный-парусник'],
  ['../../etc/passwd', 'etc-passwd'],
  ['سفينة حمراء', 'سفينة-حمراء'],
  ['🎨🎨', 'drawing'],
  ['x'.repeat(500), 'x'.repeat(40)],
])('%j becomes %j', (prompt, slug) => {
  expect(slugOf(prompt)).toBe(slug);
});

it('sorts by time and never takes a folder that is there', () => {
  const parent = mkdtempSync(join(tmpdir(), 'atelier-out-'));
  const now = new Date(2026, 0, 2, 3, 4, 5);
  const first = defaultFolder('sun', now, parent);
  expect(first).toBe(join(parent, '2026-01-02-03-04-05-sun'));
  mkdirSync(first);
  expect(defaultFolder('sun', now, parent)).toBe(`${first}-2`);
  rmSync(parent, { recursive: true });
});

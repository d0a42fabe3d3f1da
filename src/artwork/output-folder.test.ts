/** @file The name of the folder that a drawing gets by itself. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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

it('sorts by time, and is nobody else’s, in the same second too', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'atelier-out-'));
  const now = new Date(2026, 0, 2, 3, 4, 5);
  const first = join(parent, '2026-01-02-03-04-05-sun');
  const all = await Promise.all(Array.from({ length: 8 }, () => defaultFolder('sun', now, parent)));
  expect(all.sort()).toEqual([first, ...[2, 3, 4, 5, 6, 7, 8].map((again) => `${first}-${again}`)].sort());
  expect(readdirSync(parent)).toHaveLength(8);
  rmSync(parent, { recursive: true });
});

it('is only a name where it cannot be made', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'atelier-out-'));
  writeFileSync(join(parent, 'file'), '');
  const folder = await defaultFolder('sun', new Date(2026, 0, 2), join(parent, 'file'));
  expect(folder).toBe(join(parent, 'file', '2026-01-02-00-00-00-sun'));
  rmSync(parent, { recursive: true });
});

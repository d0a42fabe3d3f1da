/** @file A studio whose folder cannot be written to: a drawing that ends lies elsewhere, and every page is told where. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { cleanUp, joinStudio, openStudio, until } from './studio-harness.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-full-'));
  await writeFile(join(folder, 'file'), '');
  await mkdir(join(folder, 'elsewhere'));
});
afterEach(async () => {
  await cleanUp();
  vi.unstubAllEnvs();
});
afterAll(() => rm(folder, { recursive: true }));

it('loses no drawing when another one begins', async () => {
  const { url, session } = await openStudio({ outputs: join(folder, 'file', 'outputs') });
  const viewer = await joinStudio(url);
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, join(folder, 'elsewhere'));
  expect(await viewer.ask('draw', { settings: { prompt: 'a tree', values: {} } })).toEqual({ ok: true });
  session.step();
  expect(await viewer.ask('draw', { settings: { prompt: 'a house', values: {} } })).toEqual({ ok: true });
  const problems = () =>
    viewer.events.flatMap((event) => (event.type === 'kept' && event.problem ? [event.problem] : []));
  await until(() => problems().some((problem) => problem.endsWith(' instead.')));
  const [, there] = /cannot be written to: .* The drawing was saved to (.*) instead\.$/u.exec(
    problems().join('\n'),
  ) ?? [undefined, ''];
  expect((await readdir(there!)).sort()).toEqual(['final.png', 'final.svg', 'recipe.json']);
});

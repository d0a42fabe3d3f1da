import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ModelError } from '../model-error.js';
import { mutations } from '../mutations.reference.js';
import { openCheckpoint } from './checkpoint.js';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../test/fixtures/${name}`, import.meta.url));
const models = [
  'clip-variants/hugging-face',
  'clip-variants/open_clip-average',
  'clip-parity/mclip',
] as const;

let root: string;
/** Every file of the models: folder, name, bytes. */
const files: { readonly model: string; readonly name: string; readonly bytes: Buffer }[] = [];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'atelier-checkpoints-'));
  for (const name of models) {
    const model = join(root, name);
    await cp(fixture(name), model, { recursive: true });
    for (const file of await readdir(model)) {
      if (!file.startsWith('expected'))
        files.push({ model, name: file, bytes: await readFile(join(model, file)) });
    }
  }
});
afterAll(() => rm(root, { recursive: true }));

it('opens every model as it is', async () => {
  for (const name of models)
    expect((await openCheckpoint(join(root, name))).table.tensors.size).toBeGreaterThan(10);
});

it('opens or refuses every model with one spoilt file, and names a file of it', async () => {
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(), mutations, async (pick, mutate) => {
      const file = files[pick % files.length];
      if (!file) throw new Error('There are no files to spoil.');
      const path = join(file.model, file.name);
      await writeFile(path, mutate(file.bytes));
      try {
        const { imageWeights, textWeights } = await openCheckpoint(file.model);
        for (const source of Object.values({ ...imageWeights.sources, ...textWeights.sources })) {
          expect(source.offset).toBeGreaterThanOrEqual(0);
        }
      } catch (error) {
        refused++;
        expect(error).toBeInstanceOf(ModelError);
        expect((error as Error).message).toContain(file.model);
        expect((error as Error).message).toMatch(/\.$/);
      } finally {
        await writeFile(path, file.bytes);
      }
    }),
    { numRuns: 3000, seed: 21 },
  );
  expect(refused).toBeGreaterThan(1000);
}, 180_000);

it('names links that run in a circle and folders without a configuration', async () => {
  await symlink('circle', join(root, 'circle'));
  await expect(openCheckpoint(join(root, 'circle'))).rejects.toThrow(/circle: .*run in a circle/);
  const bare = join(root, 'bare');
  await cp(fixture('clip-variants/open_clip-average'), bare, { recursive: true });
  await rm(join(bare, 'open_clip_config.json'));
  await expect(openCheckpoint(bare)).rejects.toThrow(
    /bare: there is no open_clip_config\.json or config\.json/,
  );
  await symlink('open_clip_config.json', join(bare, 'open_clip_config.json'));
  await expect(openCheckpoint(bare)).rejects.toThrow(/open_clip_config\.json: .*run in a circle/);
});

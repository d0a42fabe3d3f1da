/** @file A tiny model is trained from pictures on disk, resumed bit by bit, and drawn with. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atelier } from './run-atelier.js';

let folder: string;
const recipe = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-training-'));
  const data = join(folder, 'data');
  await mkdir(data);
  const side = 8;
  const names = ['disc', 'bar', 'corner'];
  const picture = (index: number) =>
    Uint8Array.from({ length: side * side }, (_, i) => {
      const [x, y] = [i % side, Math.floor(i / side)];
      const inside = [(x - 4) ** 2 + (y - 4) ** 2 < 9, y > 2 && y < 5, x < 4 && y < 4][index];
      return inside ? 255 : 0;
    });
  await writeFile(join(data, 'pictures.bin'), Buffer.concat(names.map((_, i) => picture(i))));
  const index = {
    format: 'clip-atelier pictures',
    version: 1,
    side,
    concepts: names.map((name) => ({ name, synonyms: [], names: { en: [name], ru: [`${name}ы`] } })),
    pictures: names.map((name, concept) => ({
      concept,
      offset: concept * side * side,
      channels: 1,
      source: 'test',
      name,
      role: 'train',
      medium: 'icon',
    })),
    skipped: {},
  };
  await writeFile(join(data, 'index.json'), JSON.stringify(index));
  const settings = { format: 'clip-atelier training', version: 1, data, design: 'tiny', batch: 6, warmUp: 2 };
  await writeFile(recipe('recipe.json'), JSON.stringify({ ...settings, steps: 6 }));
  await writeFile(recipe('other.json'), JSON.stringify({ ...settings, steps: 6, noise: 0.1 }));
});
afterAll(() => rm(folder, { recursive: true }));

describe('atelier train', () => {
  it('gives the same weights again, and draws with them', async () => {
    const weights = [];
    for (const out of ['a', 'b']) {
      const { code } = await atelier(['train', recipe('recipe.json'), '--out', recipe(out)], folder);
      expect(code).toBe(0);
      weights.push(await readFile(recipe(`${out}/model/model.safetensors`)));
    }
    expect(weights[0]).toEqual(weights[1]);
    const args = ['draw', 'disc', '--model', recipe('a/model'), '--iterations', '2', '--strokes', '2'];
    expect((await atelier([...args, '--out', recipe('drawn')], folder)).code).toBe(0);
  });

  it('refuses a folder in use without --resume, and a checkpoint of another recipe', async () => {
    const again = await atelier(['train', recipe('recipe.json'), '--out', recipe('a')], folder);
    expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/go on with it by --resume/)]);
    const other = await atelier(['train', recipe('other.json'), '--out', recipe('a'), '--resume'], folder);
    expect([other.code, other.stderr]).toEqual([1, expect.stringMatching(/of another recipe/)]);
  });
});

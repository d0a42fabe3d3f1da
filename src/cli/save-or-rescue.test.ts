/** @file A drawing whose folder fails at the end lies elsewhere, and the sentence says where. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Artwork, ArtworkError, makeRecipe } from '../artwork/index.js';
import { completeSettings } from '../session/index.js';
import { saveOrRescue } from './save-or-rescue.js';

let folder: string;
const artwork: Artwork = {
  picture: {
    kind: 'strokes',
    strokes: {
      segments: Uint8Array.of(1),
      points: Float32Array.of(0.1, 0.1, 0.4, 0.2, 0.6, 0.8, 0.9, 0.9),
      widths: Float32Array.of(0.05),
      colours: Float32Array.of(1, 0, 0, 1),
    },
  },
  ground: [1, 1, 1],
  recipe: makeRecipe({
    model: { name: 'embedded', sha256: 'a'.repeat(64) },
    settings: completeSettings({ prompt: 'a line', width: 64, height: 64 }),
    result: { iteration: 1, score: 0 },
    createdAt: '2026-01-02T03:04:05.000Z',
  }),
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-rescue-'));
  await writeFile(join(folder, 'file'), '');
});
afterAll(() => rm(folder, { recursive: true }));

it('lies where it was asked for', async () => {
  const { png } = await saveOrRescue(join(folder, 'out'), artwork, folder);
  expect(png).toBe(join(folder, 'out', 'final.png'));
});

it('lies elsewhere where the folder cannot be written to, and the sentence says where', async () => {
  const error = await saveOrRescue(join(folder, 'file'), artwork, folder).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ArtworkError);
  const [, rescued] =
    /cannot be written to: .* The drawing was saved to (.*) instead\.$/.exec(String(error)) ?? [];
  expect((await readdir(rescued ?? '')).sort()).toEqual(['final.png', 'final.svg', 'recipe.json']);
});

it('says only what is wrong where it cannot lie elsewhere either', async () => {
  const rescue = saveOrRescue(join(folder, 'file'), artwork, join(folder, 'file'));
  await expect(rescue).rejects.toThrow(/choose another folder\.$/);
});

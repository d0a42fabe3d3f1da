/** @file A drawing whose folder fails at the end lies elsewhere, and the sentence says where. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ArtworkError } from './artwork-error.js';
import { randomStrokes, sampleRecipe } from './sample.reference.js';
import { type Artwork, saveArtwork } from './save-artwork.js';
import { saveOrRescue } from './save-or-rescue.js';

let folder: string;
const artwork: Artwork = {
  picture: { kind: 'strokes', strokes: randomStrokes(3, 1) },
  ground: [1, 1, 1],
  recipe: sampleRecipe(),
};
const save = (there: string) => saveArtwork(there, artwork);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-rescue-'));
  await writeFile(join(folder, 'file'), '');
});
afterAll(() => rm(folder, { recursive: true }));

it('lies where it was asked for', async () => {
  const { png } = await saveOrRescue(join(folder, 'out'), save, folder);
  expect(png).toBe(join(folder, 'out', 'final.png'));
});

it('lies elsewhere where the folder cannot be written to, and the sentence says where', async () => {
  const error = await saveOrRescue(join(folder, 'file'), save, folder).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ArtworkError);
  const [, rescued] =
    /cannot be written to: .* The drawing was saved to (.*) instead\.$/.exec(String(error)) ?? [];
  expect((await readdir(rescued ?? '')).sort()).toEqual(['final.png', 'final.svg', 'recipe.json']);
});

it('says what is wrong, and that it is lost, where it cannot lie elsewhere either', async () => {
  const rescue = saveOrRescue(join(folder, 'file'), save, join(folder, 'file'));
  await expect(rescue).rejects.toThrow(
    `choose another folder. The drawing could not be saved in ${join(folder, 'file')} either.`,
  );
});

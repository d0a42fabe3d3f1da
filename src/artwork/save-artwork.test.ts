/** @file What lies in the folder after saving, and what is said where nothing can be saved. */
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rasterise } from '../raster/index.js';
import { ArtworkError } from './artwork-error.js';
import { openRecipe } from './open-recipe.js';
import { randomStrokes, sampleRecipe } from './sample.reference.js';
import { type Artwork, prepareFolder, saveArtwork } from './save-artwork.js';

const strokes = randomStrokes(12, 3);
const artwork: Artwork = { picture: { kind: 'strokes', strokes }, ground: [1, 1, 1], recipe: sampleRecipe() };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-artwork-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('saveArtwork', () => {
  it('makes the folder and writes three whole files', async () => {
    const out = join(folder, 'deep', 'er');
    const files = await saveArtwork(out, artwork);
    expect((await readdir(out)).sort()).toEqual(['final.png', 'final.svg', 'recipe.json']);
    expect(await openRecipe(files.recipe)).toEqual(artwork.recipe);
    expect((await readFile(files.svg!, 'utf8')).match(/<path /g)).toHaveLength(12);
  });

  it('writes the PNG at the size of the settings, pixel for pixel what the raster draws', async () => {
    const { png } = await saveArtwork(join(folder, 'png'), artwork);
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([64, 48, 3]);
    const image = rasterise(strokes, { width: 64, height: 48 }, [1, 1, 1]);
    expect([...data]).toEqual([...image].map((value) => Math.round(255 * value)));
  });

  it('gives the same picture bytes whenever it was drawn', async () => {
    const first = await saveArtwork(join(folder, 'a'), artwork);
    const later = { ...artwork, recipe: { ...artwork.recipe, createdAt: '2030-01-01T00:00:00.000Z' } };
    const second = await saveArtwork(join(folder, 'b'), later);
    expect(await readFile(second.svg!)).toEqual(await readFile(first.svg!));
    expect(await readFile(second.png)).toEqual(await readFile(first.png));
  });

  it('leaves no SVG of an earlier work beside a picture that has none', async () => {
    const out = join(folder, 'again');
    await saveArtwork(out, artwork);
    const picture = { kind: 'pixels', rgb: new Uint8Array(64 * 48 * 3), width: 64, height: 48 } as const;
    expect((await saveArtwork(out, { ...artwork, picture })).svg).toBeUndefined();
    expect((await readdir(out)).sort()).toEqual(['final.png', 'recipe.json']);
  });

  it('says in one sentence that a file is in the way', async () => {
    await writeFile(join(folder, 'file'), '');
    for (const out of [join(folder, 'file'), join(folder, 'file', 'below')]) {
      for (const attempt of [prepareFolder(out), saveArtwork(out, artwork)]) {
        const error = await attempt.catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(ArtworkError);
        expect((error as ArtworkError).message).toMatch(
          /output folder .*file.* cannot be written to: .*; choose/,
        );
      }
    }
  });

  it.runIf(process.platform === 'linux')(
    'says that the disk is full and leaves nothing half-written',
    async () => {
      const out = join(folder, 'full');
      await mkdir(out);
      // Every byte written to /dev/full meets a full disk.
      await symlink('/dev/full', join(out, `final.png.${process.pid}.part`));
      await expect(saveArtwork(out, artwork)).rejects.toThrow(/the disk is full; choose another folder\.$/);
      expect(await readdir(out)).toEqual(['final.svg']);
    },
  );
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { header, png, rows } from './odd-pictures.reference.js';
import { patchSide, readPatches } from './patches.js';

describe('readPatches', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-patches-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const square = (side: number, alpha: number) =>
    sharp({ create: { width: side, height: side, channels: 4, background: { r: 9, g: 8, b: 7, alpha } } })
      .png()
      .toBuffer();

  it('takes the pictures in the order of their names and says in one sentence what it left out', async () => {
    const there = join(folder, 'mixed');
    await mkdir(join(there, 'folder.png'), { recursive: true });
    const [small, large] = [await square(4, 1), await square(1000, 1)];
    await writeFile(join(there, 'b.png'), small);
    await writeFile(join(there, 'a.PNG'), large);
    await writeFile(join(there, 'copy.png'), small);
    await writeFile(join(there, 'broken.png'), 'no picture');
    await writeFile(join(there, 'clear.png'), await square(3, 0));
    await writeFile(join(there, 'huge.png'), png(header(20_000, 20_000), rows(1, 1, 0)));
    await writeFile(join(there, 'notes.txt'), 'not looked at');
    const { originals, leftOut } = await readPatches(there);
    expect(originals.map(({ image }) => [image.width, image.height])).toEqual([
      [512, 512],
      [4, 4],
    ]);
    expect(leftOut).toMatch(/mixed: left out [^\n]*\.$/);
    expect(leftOut).toContain('broken.png (this is not a picture that can be read)');
    expect(leftOut).toContain('clear.png (all transparent)');
    expect(leftOut).toContain('copy.png (the same as b.png)');
    expect(leftOut).toContain('and 1 more');
  });

  it('says when there is no folder, nothing in it, or nothing of use', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    await expect(readPatches(join(folder, 'gone'))).rejects.toThrow(/gone: .*it does not exist\.$/);
    await expect(readPatches(empty)).rejects.toThrow(/empty: there is no picture in this folder/);
    await writeFile(join(empty, 'x.png'), '');
    await expect(readPatches(empty)).rejects.toThrow(/no picture that can be used; left out x\.png/);
  });

  it('shrinks many so that they fit together', () => {
    expect(patchSide(1)).toBe(512);
    expect(patchSide(1024) ** 2 * 1024).toBeLessThanOrEqual(2 ** 25);
  });
});

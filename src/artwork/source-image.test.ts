import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSourceImage, SourceImageError } from './source-image.js';

describe('readSourceImage', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-source-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const red = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.5 } } });

  it('gives RGBA with the picture’s transparency', async () => {
    const file = join(folder, 'red.png');
    await red(3, 2).png().toFile(file);
    const { width, height, data } = await readSourceImage(file);
    expect([width, height, data.length]).toEqual([3, 2, 24]);
    expect([...data.subarray(0, 4)]).toEqual([255, 0, 0, 128]);
  });

  it('turns a photograph upright and shrinks one that is larger than a canvas', async () => {
    const turned = join(folder, 'turned.jpg');
    await red(40, 20).flatten().jpeg().withMetadata({ orientation: 6 }).toFile(turned);
    expect(await readSourceImage(turned)).toMatchObject({ width: 20, height: 40 });
    const large = join(folder, 'large.png');
    await red(8192, 16).png().toFile(large);
    expect(await readSourceImage(large)).toMatchObject({ width: 4096, height: 8 });
  });

  it('brings CMYK to sRGB', async () => {
    const file = join(folder, 'cmyk.jpg');
    await red(16, 16).flatten().toColourspace('cmyk').jpeg({ quality: 100 }).toFile(file);
    const { data } = await readSourceImage(file);
    expect(data).toHaveLength(16 * 16 * 4);
    expect(data[0]! - data[1]!).toBeGreaterThan(80);
    expect(data[3]).toBe(255);
  });

  it.each([
    ['gone.png', undefined, /there is no such picture/],
    ['text.png', 'not a picture', /not a picture that can be read/],
    ['empty.png', '', /not a picture that can be read/],
    [
      'huge.svg',
      '<svg xmlns="http://www.w3.org/2000/svg" width="20000" height="20000"/>',
      /pixels; shrink it/,
    ],
  ])('refuses %s in one sentence that names it', async (name, content, message) => {
    const file = join(folder, name);
    if (content !== undefined) await writeFile(file, content);
    await expect(readSourceImage(file)).rejects.toThrow(SourceImageError);
    await expect(readSourceImage(file)).rejects.toThrow(message);
    await expect(readSourceImage(file)).rejects.toThrow(name);
  });
});

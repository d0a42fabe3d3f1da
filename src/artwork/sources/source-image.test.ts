import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepOriginals, openOriginal } from './kept.js';
import { brokenProfile, header, png, rows } from './odd-pictures.reference.js';
import { readOriginal, readSourceImage, SourceImageError } from './source-image.js';

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

  it('takes the first frame of an animation', async () => {
    const file = join(folder, 'moving.gif');
    const frames = [255, 0].map((blue) =>
      Buffer.from(Array.from({ length: 12 }, (_, i) => (i % 3 === 2 ? blue : 10))),
    );
    await sharp(Buffer.concat(frames), { raw: { width: 2, height: 4, channels: 3, pageHeight: 2 } })
      .gif({ delay: [100, 100] })
      .toFile(file);
    const { width, height, data } = await readSourceImage(file);
    expect([width, height]).toEqual([2, 2]);
    expect(data[2]).toBe(255);
  });

  it('reads a picture whose colour profile is broken as sRGB', async () => {
    const file = join(folder, 'profile.png');
    await writeFile(file, png(header(3, 2), brokenProfile(), rows(3, 2, 90)));
    const { data } = await readSourceImage(file);
    expect([...data.subarray(0, 4)]).toEqual([90, 90, 90, 255]);
  });

  it('refuses pictures without pixels and with too many before it unpacks them', async () => {
    const none = join(folder, 'none.png');
    await writeFile(none, png(header(0, 0), rows(0, 0, 0)));
    await expect(readSourceImage(none)).rejects.toThrow(
      /none\.png: this is not a picture that can be read\.$/,
    );
    const many = join(folder, 'many.png');
    await writeFile(many, png(header(20_000, 20_000), rows(1, 1, 0)));
    await expect(readSourceImage(many)).rejects.toThrow(/many\.png: the picture has more than \d+ pixels/);
  });

  it('keeps the bytes as they are, under their SHA-256, and finds them again', async () => {
    const file = join(folder, 'kept.PNG');
    await red(5, 4).png().toFile(file);
    const original = await readOriginal(file);
    expect(original.extension).toBe('png');
    const work = join(folder, 'work');
    await keepOriginals(work, [original, original]);
    expect(await readdir(join(work, 'sources'))).toEqual([`${original.sha256}.png`]);
    expect(await openOriginal(work, original.sha256)).toEqual(original);
    await expect(openOriginal(work, 'ab'.repeat(32))).rejects.toThrow(/abababababab… is not there/);
    await writeFile(join(work, 'sources', `${original.sha256}.png`), png(header(1, 1), rows(1, 1, 9)));
    await expect(openOriginal(work, original.sha256)).rejects.toThrow(
      /is not the picture the work was made from/,
    );
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

/** @file Pictures of any kind become the square that the model looks at. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Framing, PictureError, readPicture } from './picture.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-picture-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** OpenAI's preprocessing for a square of `imageSize`, but for what is given. */
const framing = (imageSize: number, given: Partial<Framing['preprocessing']> = {}): Framing => ({
  imageSize,
  preprocessing: {
    mean: [0, 0, 0],
    std: [1, 1, 1],
    interpolation: 'bicubic',
    resizeMode: 'shortest',
    resizeTo: imageSize,
    ...given,
  },
});

const red = { r: 255, g: 0, b: 0 };

it.each(['png', 'jpeg', 'webp', 'gif', 'tiff'] as const)('reads %s', async (format) => {
  const file = join(folder, `red.${format}`);
  await sharp({ create: { width: 90, height: 40, channels: 3, background: red } })
    .toFormat(format)
    .toFile(file);
  const pixels = await readPicture(file, framing(16));
  expect(pixels).toHaveLength(16 * 16 * 3);
  expect(pixels[0]).toBeCloseTo(1, 1);
  expect(pixels[1]).toBeCloseTo(0, 1);
});

it('takes the middle of a wide picture', async () => {
  const file = join(folder, 'wide.png');
  const middle = await sharp({ create: { width: 40, height: 40, channels: 3, background: red } })
    .png()
    .toBuffer();
  await sharp({ create: { width: 120, height: 40, channels: 3, background: '#0000ff' } })
    .composite([{ input: middle, left: 40, top: 0 }])
    .png()
    .toFile(file);
  const pixels = await readPicture(file, framing(8));
  expect([...pixels.subarray(4 * 8 * 3 + 12, 4 * 8 * 3 + 15)]).toEqual([1, 0, 0]);
});

it('frames a picture as the model says', async () => {
  const file = join(folder, 'half.png');
  const left = await sharp({ create: { width: 40, height: 40, channels: 3, background: red } })
    .png()
    .toBuffer();
  await sharp({ create: { width: 80, height: 40, channels: 3, background: '#0000ff' } })
    .composite([{ input: left, left: 0, top: 0 }])
    .png()
    .toFile(file);
  const pixelsOf = async (given: Partial<Framing['preprocessing']>) => {
    const pixels = await readPicture(file, framing(8, { interpolation: 'nearest', ...given }));
    return (row: number, column: number) => [
      ...pixels.subarray(24 * row + 3 * column, 24 * row + 3 * column + 3),
    ];
  };
  const squashed = await pixelsOf({ resizeMode: 'squash' });
  expect([squashed(4, 0), squashed(4, 3), squashed(4, 4), squashed(0, 7)]).toEqual([
    [1, 0, 0],
    [1, 0, 0],
    [0, 0, 1],
    [0, 0, 1],
  ]);
  // 16 × 8, of which the middle 8 × 8 is cut; then 32 × 16.
  const cut = await pixelsOf({ resizeTo: 8 });
  expect([cut(0, 3), cut(7, 4)]).toEqual([
    [1, 0, 0],
    [0, 0, 1],
  ]);
  const closer = await pixelsOf({ resizeTo: 16 });
  expect([closer(0, 3), closer(7, 4)]).toEqual([
    [1, 0, 0],
    [0, 0, 1],
  ]);
  // 8 × 4 with black above and below.
  const whole = await pixelsOf({ resizeMode: 'longest' });
  expect([whole(1, 0), whole(2, 0), whole(5, 7), whole(6, 7)]).toEqual([
    [0, 0, 0],
    [1, 0, 0],
    [0, 0, 1],
    [0, 0, 0],
  ]);
});

it('lays transparency on white, and greys and 16 bits on three channels', async () => {
  const clear = join(folder, 'clear.png');
  await sharp({ create: { width: 8, height: 8, channels: 4, background: { ...red, alpha: 0 } } })
    .png()
    .toFile(clear);
  expect([...(await readPicture(clear, framing(4)))]).toEqual(new Array(48).fill(1));
  const grey = join(folder, 'grey.png');
  await sharp({ create: { width: 8, height: 8, channels: 3, background: '#808080' } })
    .toColourspace('grey16')
    .png()
    .toFile(grey);
  const pixels = await readPicture(grey, framing(4));
  expect(pixels).toHaveLength(48);
  for (const value of pixels) expect(value).toBeCloseTo(0.5, 1);
});

it('says that a file is missing or is no picture', async () => {
  await expect(readPicture(join(folder, 'none.png'), framing(8))).rejects.toThrow(
    /none\.png: the picture does not exist/,
  );
  const text = join(folder, 'text.png');
  await writeFile(text, 'not a picture');
  await expect(readPicture(text, framing(8))).rejects.toThrow(PictureError);
  await expect(readPicture(text, framing(8))).rejects.toThrow(/text\.png: this is not a picture/);
});

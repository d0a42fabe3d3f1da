import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clip, loadClip } from '../clip/index.js';
import { Vocabulary } from './vocabulary.js';

describe('Vocabulary of the embedded model', () => {
  let clip: Clip;
  let vocabulary: Vocabulary;
  beforeAll(async () => {
    clip = await loadClip();
    vocabulary = await Vocabulary.of(clip);
  });
  afterAll(() => clip.dispose());

  it.each([
    'a red sailboat',
    'an umbrella',
    'umbrella | cat:-0.5',
    'a drawing of a house',
    'кошка',
    'ein Hund',
    '🐱',
    'red 🚗🌵 | 👩🏽‍🌾 :2',
  ])('knows every word of %j', async (prompt) => {
    expect(await vocabulary.unknownWords(prompt)).toEqual([]);
  });

  it('points at a word it does not know and offers words it does', async () => {
    const prompt = 'a blue xqzzvw on a tree';
    const unknown = await vocabulary.unknownWords(prompt);
    expect(unknown.map(({ word, start, end }) => [word, prompt.slice(start, end)])).toEqual([
      ['xqzzvw', 'xqzzvw'],
    ]);
    expect(unknown[0]!.nearest).toHaveLength(3);
    for (const word of unknown[0]!.nearest) expect(clip.concepts).toContain(word);
  });

  it('offers first what is spelt nearly the same: the model knows “mushroom” and not “mushrom”', async () => {
    const [first] = await vocabulary.unknownWords('mushrom');
    expect(first?.nearest[0]).toBe('mushroom');
  });

  it('says what it read an emoji as that it does not know, and marks one without a name', async () => {
    const [named] = await vocabulary.unknownWords('a 🔃 on a 🏠');
    expect(named).toMatchObject({ word: '🔃', readAs: 'clockwise vertical arrows', start: 2, end: 4 });
    const [nameless] = await vocabulary.unknownWords('🇽🇽');
    expect(nameless).toEqual({ word: '🇽🇽', start: 0, end: 4, nearest: expect.any(Array) });
  });

  it('lets a slip pass that the model reads as it was meant', async () => {
    expect(await vocabulary.unknownWords('umbrela')).toEqual([]);
  });
});

/** @file What captions say is true, and the same generator says the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourNames } from '../../guidance/index.js';
import { SeededGenerator } from '../../random/index.js';
import { composeCaption, type Sight } from './captions.js';
import { type CaptionLanguage, fill, grammars } from './grammars.js';

const languages = Object.keys(grammars) as CaptionLanguage[];

const sights: fc.Arbitrary<Sight> = fc
  .record({
    colour: fc.constantFrom(undefined, ...colourNames),
    background: fc.constantFrom(undefined, ...colourNames),
    medium: fc.constantFrom('drawing', 'icon', 'photo'),
    count: fc.constantFrom(1, 2, 3, 4),
    size: fc.constantFrom('small', 'medium', 'big'),
  })
  .map(({ colour, background, ...rest }) => ({
    thing: 'zebra',
    ...rest,
    ...(colour ? { colour } : {}),
    ...(background ? { background } : {}),
  })) as fc.Arbitrary<Sight>;

describe('composeCaption', () => {
  it('names the thing, and no colour, number or medium that is not there', () => {
    fc.assert(
      fc.property(
        sights,
        fc.integer({ min: 0, max: 1e6 }),
        fc.constantFrom(...languages),
        (sight, seed, language) => {
          const { text: caption, colour } = composeCaption(sight, language, SeededGenerator.fromSeed(seed));
          if (colour !== undefined) {
            expect(colour).toBe(sight.colour);
            expect(caption).toContain(grammars[language].colours[colour]);
          }
          expect(caption).toContain('zebra');
          const { colours } = grammars[language];
          for (const name of colourNames) {
            const said = new RegExp(`(^|[\\s,])${colours[name]}([\\s,]|$)`, 'u').test(caption);
            if (said) expect([colour, sight.background]).toContain(name);
          }
          const numbers = ['', 'two', 'three', 'four'];
          if (language === 'en') {
            for (const [i, number] of numbers.entries()) {
              if (i > 0 && caption.includes(number)) expect(sight.count).toBe(i + 1);
            }
          }
          for (const [medium, pattern] of Object.entries(grammars[language].media)) {
            const said = fill(pattern, '').trim();
            if (caption.includes(said)) expect(sight.medium).toBe(medium);
          }
        },
      ),
    );
  });

  it('says every fact now and then', () => {
    const sight: Sight = {
      thing: 'zebra',
      colour: 'red',
      background: 'blue',
      medium: 'icon',
      count: 2,
      size: 'big',
    };
    const generator = SeededGenerator.fromSeed(5);
    const all = (language: CaptionLanguage) =>
      Array.from({ length: 200 }, () => composeCaption(sight, language, generator).text).join('\n');
    for (const fact of ['red', 'blue background', 'an icon of', 'two zebras', 'big'])
      expect(all('en')).toContain(fact);
    for (const fact of ['красный', 'фон синий', 'значок', 'две штуки', 'большой'])
      expect(all('ru')).toContain(fact);
    for (const language of languages.filter((one) => one !== 'en')) {
      const { colours, coloured, onBackground, media, sizes, counts } = grammars[language];
      const facts = [fill(coloured, '', colours.red), fill(onBackground, '', colours.blue)];
      for (const fact of [...facts, fill(media.icon, ''), fill(sizes.big, ''), counts[0].replace('{}', '')])
        expect(all(language), language).toContain(fact.trim());
    }
  });

  it('calls the eleven colours by eleven words in every language', () => {
    for (const language of languages) {
      const words = Object.values(grammars[language].colours);
      expect(new Set(words).size, language).toBe(colourNames.length);
      for (const word of words) expect(word, language).toMatch(/^\p{L}+$/u);
    }
  });

  it('has the article that fits what follows', () => {
    const generator = SeededGenerator.fromSeed(5);
    const say = (thing: string, count: 1 | 2) => {
      const sight = { thing, medium: 'icon', count, size: 'medium' } as const;
      return Array.from({ length: 60 }, () => composeCaption(sight, 'en', generator).text);
    };
    expect(new Set(say('owl', 1))).toEqual(new Set(['owl', 'an icon of an owl']));
    expect(new Set(say('zebra', 2))).toEqual(
      new Set(['zebra', 'two zebras', 'an icon of a zebra', 'an icon of two zebras']),
    );
  });

  it('depends on the generator’s state alone', () => {
    const sight: Sight = { thing: 'zebra', colour: 'pink', medium: 'drawing', count: 3, size: 'small' };
    const say = () => composeCaption(sight, 'en', SeededGenerator.fromSeed(9));
    expect(say()).toEqual(say());
  });
});

/** @file What captions say is true, and the same generator says the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourNames } from '../../guidance/index.js';
import { SeededGenerator } from '../../random/index.js';
import { type CaptionLanguage, composeCaption, grammars, type Sight } from './captions.js';

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
        fc.constantFrom('en', 'ru'),
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
          for (const medium of ['drawing', 'icon', 'photo']) {
            if (caption.includes(` ${medium} of`)) expect(sight.medium).toBe(medium);
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
  });

  it('depends on the generator’s state alone', () => {
    const sight: Sight = { thing: 'zebra', colour: 'pink', medium: 'drawing', count: 3, size: 'small' };
    const say = () => composeCaption(sight, 'en', SeededGenerator.fromSeed(9));
    expect(say()).toEqual(say());
  });
});

import { describe, expect, it } from 'vitest';
import { nameEmoji } from './emoji-names.js';

describe('nameEmoji', () => {
  it.each([
    ['an emoji', '🐱', 'cat face'],
    ['one written with or without its variation selector', '☀ ☀\uFE0F ☀\uFE0E', 'sun sun sun'],
    ['a skin tone, which is not said', '👋🏾', 'waving hand'],
    ['pictures joined to one', '👩🏽‍🌾', 'woman farmer'],
    ['joined pictures that have no name together', '🐱‍🚀', 'cat face rocket'],
    ['a sign of gender', '🏃🏽‍♀️', 'woman running'],
    ['flags, by their country, and that of a part of one', '🇯🇵🇩🇪🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'Japan Germany Scotland'],
    ['a flag that is a picture', '⛳', 'flag in hole'],
    ['keycaps', '1️⃣ #️⃣', '1 #'],
    ['a straight apostrophe, as captions have it', '👒', "woman's hat"],
    ['emoji that touch', '🌵🌵', 'cactus cactus'],
    ['emoji that touch words', 'red🚗and blue🚗', 'red automobile and blue automobile'],
    ['one between words and one more that touch', 'a🐱🐶b', 'a cat face dog face b'],
    ['emoji in punctuation', 'A drawing of a (🐱), 🏠.', 'A drawing of a (cat face), house.'],
  ])('reads %s', (_, text, words) => {
    expect(nameEmoji(text)).toBe(words);
  });

  it.each(['', ' a  cat ', '12 #1 *', 'самолёт :)', 'é', '木', '🇽🇽', '🏽', '\u{1FFFD}'])(
    'leaves %j as it is',
    (text) => {
      expect(nameEmoji(text)).toBe(text);
    },
  );
});

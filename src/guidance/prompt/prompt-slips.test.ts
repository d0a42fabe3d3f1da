/** @file What is not quite grammar: taken as text with a hint, or refused in one sentence. */
import { describe, expect, it } from 'vitest';
import { parsePrompt } from './parse-prompt.js';
import { PromptError } from './prompt-error.js';
import { promptLimits } from './syntax-tree.js';

describe('what looks like grammar', () => {
  it.each([
    ['happy :)', 7, 8, /no partner/],
    ['sad :(', 5, 6, /no partner/],
    ['a (b', 2, 3, /never closed/],
    ['f() of x', 1, 3, /nothing in these brackets/],
    ['[a:b]', 0, 5, /number last/],
    ['<here> a cat', 0, 6, /<left>/],
    ['<0.8,0,0.5,1> a cat', 0, 13, /shares/],
    ['@everyone', 0, 9, /image file/],
    ['a cat @photo.png', 6, 7, /between two \|/],
    ['{0: sun}', 0, 1, /Keyframes/],
    ['see you at 12:30', 13, 16, /space before the colon/],
  ])('%j is text with a hint', (prompt, start, end, message) => {
    const parsed = parsePrompt(prompt);
    expect(parsed.hints[0]).toMatchObject({ start, end });
    expect(parsed.hints[0]!.message.en).toMatch(message);
    expect(parsed.hints[0]!.message.ru).toMatch(/[а-я]/u);
  });

  it.each(['a red sailboat', '(a:1.3) [b|c] [d:e:3] | <left> @a.png:0.5 | {0: "x"}', 'a\\(b'])(
    '%j has nothing to hint at',
    (prompt) => {
      expect(parsePrompt(prompt).hints).toEqual([]);
    },
  );
});

describe('what cannot be drawn', () => {
  it.each([
    ['', /empty/],
    ['  | ', /empty/],
    ['x'.repeat(10_000), /10000 characters; the most is 1000/],
    ['a\u0007b', /U\+0007\) at position 2/],
    ['cat:-1', /above 0/],
    ['{0: "cat:-1"}', /above 0/],
    ['cat:11', /“cat” is 11/],
    ['(cat:11)', /strength at position 6 is 11/],
    [':2', /no text with “:2”/],
    ['<left>:2', /no text with “<left>:2”/],
    ['('.repeat(50).concat('a'), /nested more than 20 deep/],
    [
      Array(promptLimits.targets + 1)
        .fill('a')
        .join('|'),
      /33 texts/,
    ],
  ])('%j is refused in one sentence', (prompt, message) => {
    expect(() => parsePrompt(prompt)).toThrow(PromptError);
    expect(() => parsePrompt(prompt)).toThrow(message);
  });

  it('nothing at all may be asked for where other things than words are wanted', () => {
    expect(parsePrompt(' ', { mayBeEmpty: true }).parts).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PromptError, parsePrompt, promptLimits } from './prompt.js';

describe('parsePrompt', () => {
  it('takes plain words as one text of weight 1', () => {
    expect(parsePrompt('  a red sailboat ')).toEqual([
      { text: 'a red sailboat', weight: 1, start: 2, end: 16 },
    ]);
  });

  it('reads several texts with weights and says where each stands', () => {
    const prompt = 'sea | storm:0.5|  words : -.3';
    const targets = parsePrompt(prompt);
    expect(targets.map(({ text, weight }) => [text, weight])).toEqual([
      ['sea', 1],
      ['storm', 0.5],
      ['words', -0.3],
    ]);
    for (const { text, start, end } of targets) expect(prompt.slice(start, end)).toBe(text);
  });

  it('keeps what only looks like a weight', () => {
    expect(parsePrompt('at 12:30 o’clock')[0]!.text).toBe('at 12:30 o’clock');
    expect(parsePrompt('ratio a:b')[0]!.text).toBe('ratio a:b');
  });

  it('takes emoji, right-to-left text and line breaks', () => {
    expect(parsePrompt('🐈')[0]!.text).toBe('🐈');
    expect(parsePrompt('שמש צהובה')[0]!.text).toBe('שמש צהובה');
    expect(parsePrompt('a\nb')[0]!.text).toBe('a\nb');
  });

  it.each([
    ['', /empty/],
    ['  | ', /empty/],
    ['x'.repeat(10_000), /10000 characters; the most is 1000/],
    ['a\u0007b', /U\+0007\) at position 2/],
    ['cat:-1', /above 0/],
    ['cat:11', /“cat” is 11/],
    [':2', /no text before/],
    [
      Array(promptLimits.targets + 1)
        .fill('a')
        .join('|'),
      /9 texts/,
    ],
  ])('refuses %j in one sentence', (prompt, message) => {
    expect(() => parsePrompt(prompt)).toThrow(PromptError);
    expect(() => parsePrompt(prompt)).toThrow(message);
  });

  it('never fails in another way, and its positions always point at its texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (prompt) => {
        let targets: ReturnType<typeof parsePrompt>;
        try {
          targets = parsePrompt(prompt);
        } catch (error) {
          expect(error).toBeInstanceOf(PromptError);
          return;
        }
        for (const { text, start, end } of targets) expect(prompt.slice(start, end)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

/** @file What holds of the grammar whatever is written: the formatter's output is read as the same, nothing gets lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPrompt } from './format-prompt.js';
import { parsePrompt } from './parse-prompt.js';
import { PromptError } from './prompt-error.js';
import { type Part, type Piece, type Prompt, promptLimits, wordsOf } from './syntax-tree.js';

/** The tree without positions. */
const shapeOf = ({ parts }: Prompt): unknown =>
  JSON.parse(JSON.stringify(parts, (key, value) => (key === 'start' || key === 'end' ? undefined : value)));

/** Characters that mean something, more often than chance would have them. */
const grammarSoup = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'()[]{}<>|:@"\'\\ .,-0123456789'.split('')),
      fc.constantFrom(
        'a',
        'b c',
        '{0: "',
        '"}',
        '@a.png',
        '<left>',
        '<0,0,1,1>',
        ':0.5',
        '[a|b]',
        '(a:2)',
        '\n',
      ),
      fc.string({ unit: 'grapheme', maxLength: 2 }),
    ),
    { maxLength: 30 },
  )
  .map((list) => list.join(''));

const number = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true }).map((value) => Number(value.toFixed(3)) + 0);
const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the parser refuses control characters
  .filter((text) => text.trim() !== '' && !/[\u0000-\u001f\u007f-\u009f]/u.test(text))
  .map((text): Piece => ({ kind: 'words', text: `x${text.trim()}x`, start: 0, end: 0 }));
const { pieces: anyPieces } = fc.letrec<{ pieces: Piece[]; piece: Piece }>((tie) => ({
  pieces: fc
    .array(tie('piece'), { minLength: 1, maxLength: 3 })
    .map((list) => list.filter((piece, i) => !(piece.kind === 'words' && list[i - 1]?.kind === 'words'))),
  piece: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    words,
    fc.record({
      kind: fc.constant('emphasis' as const),
      factor: fc.oneof(fc.constantFrom(1.1, 1 / 1.1), number(-10, 10)),
      pieces: tie('pieces'),
    }),
    fc.record({
      kind: fc.constant('change' as const),
      from: tie('pieces'),
      to: tie('pieces'),
      at: number(0, 500),
    }),
    fc.record({
      kind: fc.constant('alternation' as const),
      options: fc.array(tie('pieces'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));
const region = fc.constantFrom<NonNullable<Part['region']>>(
  { kind: 'place', name: 'top-left' },
  { kind: 'box', x: 0.1, y: 0, width: 0.333, height: 1 },
  { kind: 'mask', file: 'a mask.png' },
);
const leaf = fc.oneof(
  anyPieces.map((pieces): Part['content'] => ({ kind: 'text', pieces })),
  fc.constantFrom<Part['content']>({ kind: 'image', file: 'a b.png' }, { kind: 'image', file: 'a|b:2.png' }),
);
const partWith = (content: fc.Arbitrary<Part['content']>): fc.Arbitrary<Part> =>
  fc
    .record(
      {
        content,
        region,
        weight: number(0.001, 10),
        stop: number(-2, 2),
        start: fc.constant(0),
        end: fc.constant(0),
      },
      { requiredKeys: ['content', 'start', 'end'] },
    )
    // A stop value stands behind a weight.
    .map(({ stop, ...part }) => (part.weight === undefined || stop === undefined ? part : { ...part, stop }));
const keyframes = fc
  .uniqueArray(
    fc.record({ at: number(0, 300), parts: fc.array(partWith(leaf), { minLength: 1, maxLength: 2 }) }),
    {
      selector: ({ at }) => at,
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((frames): Part['content'] => ({ kind: 'keyframes', frames: frames.sort((a, b) => a.at - b.at) }));
const trees = fc.array(partWith(fc.oneof(leaf, keyframes)), { minLength: 1, maxLength: 3 });

const parseOrRefuse = (prompt: string): Prompt | undefined => {
  try {
    return parsePrompt(prompt);
  } catch (error) {
    expect(error).toBeInstanceOf(PromptError);
    return undefined;
  }
};

describe('the formatter', () => {
  it('writes any tree so that it is read as the same tree, without hints', () => {
    fc.assert(
      fc.property(trees, (parts) => {
        const written = formatPrompt(parts);
        fc.pre(written.length <= promptLimits.characters);
        const read = parsePrompt(written);
        expect(shapeOf(read)).toEqual(shapeOf({ source: '', parts, hints: [] }));
      }),
      { numRuns: 1000 },
    );
  });

  it('writes any prompt, however broken, so that it says the same', () => {
    fc.assert(
      fc.property(grammarSoup, (prompt) => {
        const parsed = parseOrRefuse(prompt);
        if (!parsed) return;
        const written = formatPrompt(parsed.parts);
        fc.pre(written.length <= promptLimits.characters);
        expect(shapeOf(parsePrompt(written))).toEqual(shapeOf(parsed));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('any text at all', () => {
  it('is read or refused with a PromptError; words and hints lie inside it', () => {
    fc.assert(
      fc.property(fc.oneof(grammarSoup, fc.string({ unit: 'binary', maxLength: 60 })), (prompt) => {
        const parsed = parseOrRefuse(prompt);
        if (!parsed) return;
        for (const { text, start, end } of wordsOf(parsed.parts)) {
          expect(prompt.slice(start, end).replaceAll('\\', '')).toBe(text.replaceAll('\\', ''));
        }
        for (const { start, end } of parsed.hints) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(prompt.length);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

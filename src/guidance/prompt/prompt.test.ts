import { describe, expect, it } from 'vitest';
import { formatPrompt } from './format-prompt.js';
import { chunksAt, type Moment, wishesAt } from './moment.js';
import { parsePrompt } from './parse-prompt.js';
import { type Piece, wordsOf } from './syntax-tree.js';

const momentOf = (iteration: number, iterations = 10): Moment => ({
  iteration,
  progress: iteration / (iterations - 1),
});
const first = momentOf(0);
const piecesOf = (prompt: string): readonly Piece[] => {
  const { content } = parsePrompt(prompt).parts[0]!;
  if (content.kind !== 'text') throw new Error(`${prompt} is no text`);
  return content.pieces;
};
const chunksOf = (prompt: string, moment = first) =>
  chunksAt(piecesOf(prompt), moment).map(({ text, factor }) => [text, factor]);
const spoken = (prompt: string, iteration: number, iterations = 10): string =>
  chunksAt(piecesOf(prompt), momentOf(iteration, iterations))
    .map(({ text }) => text)
    .join('');
/** What each wish says, at a moment. */
const wishes = (prompt: string, moment = first) =>
  wishesAt(parsePrompt(prompt).parts, moment).map(({ subject, weight }) => [
    subject.kind === 'text' ? subject.chunks.map(({ text }) => text).join('') : `@${subject.file}`,
    weight,
  ]);
describe('plain prompts', () => {
  it.each([
    'a red sailboat',
    'at 12:30 o’clock',
    'a ratio of 16:9',
    'meet at 12:30',
    'a:b',
    'C:\\pictures',
    'he said "hi"',
    '🐈',
    'שמש צהובה',
    'a\nb',
    '50 % off & more, #1!',
    'rock’n’roll <3',
  ])('%j stays as it is', (prompt) => {
    expect(wishes(prompt)).toEqual([[prompt, 1]]);
    expect(formatPrompt(parsePrompt(prompt).parts)).toBe(prompt);
  });

  it('says where each word stands', () => {
    const prompt = 'sea | (storm:1.2):0.5|  words : -.3';
    const words = wordsOf(parsePrompt(prompt).parts).map(({ start, end }) => prompt.slice(start, end));
    expect(words).toEqual(['sea', 'storm', 'words']);
  });
});

describe('several texts', () => {
  it('have weights, and may be unwanted', () => {
    expect(wishes('sea | storm:0.5|  words : -.3')).toEqual([
      ['sea', 1],
      ['storm', 0.5],
      ['words', -0.3],
    ]);
  });

  it('have stop values behind their weights', () => {
    expect(parsePrompt('sea:2:0.8 | text:-1:-1.2').parts.map(({ stop }) => stop)).toEqual([0.8, -1.2]);
  });

  it('may be pictures, alone or among texts', () => {
    expect(wishes('@photo.png')).toEqual([['@photo.png', 1]]);
    expect(wishes('sea | @my photo.JPG:0.5 | @"a|b:2.webp" :2')).toEqual([
      ['sea', 1],
      ['@my photo.JPG', 0.5],
      ['@a|b:2.webp', 2],
    ]);
  });

  it('may have regions', () => {
    const { parts } = parsePrompt(
      'hill | <left> tree:2 | <0.5, 0, .5, 0.25>sun | <@mask.png> @cat.png | <Центр> кот',
    );
    expect(parts.map(({ region }) => region)).toEqual([
      undefined,
      { kind: 'place', name: 'left' },
      { kind: 'box', x: 0.5, y: 0, width: 0.5, height: 0.25 },
      { kind: 'mask', file: 'mask.png' },
      { kind: 'place', name: 'centre' },
    ]);
  });
});

describe('emphasis, as in AUTOMATIC1111 (the examples of its parse_prompt_attention)', () => {
  it.each<[string, [string, number][]]>([
    ['normal text', [['normal text', 1]]],
    [
      'an (important) word',
      [
        ['an ', 1],
        ['important', 1.1],
        [' word', 1],
      ],
    ],
    ['(unbalanced', [['unbalanced', 1.1]]],
    ['\\(literal\\]', [['(literal]', 1]]],
    ['(unnecessary)(parens)', [['unnecessaryparens', 1.1]]],
    [
      'a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))).',
      [
        ['a ', 1],
        ['house', 1.573],
        [' ', 1.1],
        ['on', 1],
        [' a ', 1.1],
        ['hill', 0.55],
        [', sun, ', 1.1],
        ['sky', 1.4641],
        ['.', 1.1],
      ],
    ],
  ])('%j', (prompt, chunks) => {
    expect(chunksOf(prompt)).toEqual(chunks.map(([text, factor]) => [text, expect.closeTo(factor, 12)]));
  });
});

describe('what changes while it is drawn (the examples of AUTOMATIC1111’s get_learned_conditioning_prompt_schedules)', () => {
  it.each<[string, [number, string][]]>([
    [
      'a [b:3]',
      [
        [2, 'a '],
        [3, 'a b'],
      ],
    ],
    [
      'a [b : c : 1] d',
      [
        [0, 'a b  d'],
        [1, 'a  c  d'],
      ],
    ],
    [
      'a[b:[c:d:2]:1]e',
      [
        [0, 'abe'],
        [1, 'ace'],
        [2, 'ade'],
      ],
    ],
    [
      'a [b:.5] c',
      [
        [4, 'a  c'],
        [5, 'a b c'],
      ],
    ],
    [
      'a [cat::2]',
      [
        [1, 'a cat'],
        [2, 'a '],
      ],
    ],
    [
      '[fe|]male',
      [
        [0, 'female'],
        [1, 'male'],
        [2, 'female'],
      ],
    ],
    [
      '[a|(b:1.1)]',
      [
        [0, 'a'],
        [1, 'b'],
      ],
    ],
  ])('%j', (prompt, states) => {
    for (const [iteration, text] of states) expect(spoken(prompt, iteration).trimEnd()).toBe(text.trimEnd());
  });

  it('keyframes hold until the next, in steps or shares, each a prompt of its own', () => {
    const prompt = '{0: "sun", 200: "moon | stars:0.5", 0.9: ["dawn", \'@a.png:2\']}:2 | sky';
    const at = (iteration: number) => wishes(prompt, momentOf(iteration, 1000));
    expect(at(0)[0]).toEqual(['sun', 2]);
    expect(at(199)[0]).toEqual(['sun', 2]);
    expect(at(200)).toEqual([
      ['moon', 2],
      ['stars', 1],
      ['sky', 1],
    ]);
    expect(wishes('{100: "a"}|b', momentOf(99, 1000))).toEqual([['b', 1]]);
  });

  it('a text that is empty for a while wants nothing for that while', () => {
    expect(wishes('[cat:5] | sea')).toEqual([['sea', 1]]);
  });
});

describe('the negative field', () => {
  it('has a weight of its own where none is written', () => {
    const { parts } = parsePrompt('Written words. | text:1');
    expect(wishesAt(parts, first, 0.3).map(({ weight }) => weight)).toEqual([0.3, 1]);
  });
});

/**
 * @file Naming blind: a person looks at numbered drawings without captions, writes down what each shows, and only then
 * are the answers held against the key. A name counts when it is the word, a synonym, or its neighbour in WordNet.
 */
import { z } from 'zod';
import { SeededGenerator } from '../random/index.js';
import { shareOf } from './measures.js';
import { QualityError } from './quality-error.js';

const keySchema = z.strictObject({
  format: z.literal('clip-atelier blind key'),
  canvas: z.string(),
  model: z.string(),
  /** How many marks and steps, and values that are not defaults; sheets from before they were noted have none. */
  settings: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
  /** In the order of the sheet, which counts from 1. */
  drawings: z.array(z.strictObject({ prompt: z.string(), seed: z.int() })),
});
export type BlindKey = z.infer<typeof keySchema>;

export interface Answer {
  readonly number: number;
  readonly prompt: string;
  /** What the person wrote; empty where nothing was seen. */
  readonly said: string;
  readonly right: boolean;
  /** Place of the prompt among the judge's words. */
  readonly rank: number;
}

export interface BlindScore {
  readonly answers: readonly Answer[];
  /** Part named rightly, 0..1. */
  readonly right: number;
  /** Part of the drawings of which the judge's first place and the person say the same. */
  readonly agreement: number;
}

/** Whether what somebody saw names the word of a drawing: the same thing or its neighbour. */
export type SameThing = (guess: string, word: string) => boolean;

/** The same items in an order that only the seed knows. */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const generator = SeededGenerator.fromSeed(seed);
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = generator.integer(0, i);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** @throws QualityError */
export function parseKey(text: string, file: string): BlindKey {
  const parsed = keySchema.safeParse(parseJson(text));
  if (!parsed.success) throw new QualityError(`${file}: this is not the key of a blind sheet.`);
  return parsed.data;
}

/**
 * Lines such as `12 a whale / fish`: the number, then what was seen, several guesses between strokes. A number alone,
 * or a line left out, says that nothing was recognised; lines that begin with # are notes.
 * @throws QualityError
 */
export function parseAnswers(text: string, count: number, file: string): Map<number, string> {
  const answers = new Map<number, string>();
  for (const [i, line] of text.split(/\r?\n/u).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, digits, said = ''] = /^\s*(\d{1,4})[\s.:)]*(.*)$/u.exec(line) ?? [];
    const number = Number(digits);
    if (!(number >= 1 && number <= count)) {
      throw new QualityError(
        `${file}, line ${i + 1}: an answer begins with the number of a drawing, 1 to ${count}.`,
      );
    }
    answers.set(number, said.trim());
  }
  return answers;
}

/** @param ranks of the prompts among the judge's words, in the order of the sheet */
export function scoreAnswers(
  key: BlindKey,
  said: ReadonlyMap<number, string>,
  ranks: readonly number[],
  same: SameThing,
): BlindScore {
  const answers = key.drawings.map(({ prompt }, i): Answer => {
    const text = said.get(i + 1) ?? '';
    const right = guessesOf(text).some((guess) => same(guess, prompt));
    return { number: i + 1, prompt, said: text, right, rank: ranks[i]! };
  });
  return {
    answers,
    right: shareOf(answers, ({ right }) => right),
    agreement: shareOf(answers, isAgreed),
  };
}

/** Whether the judge's first place and the person say the same. */
export const isAgreed = ({ rank, right }: Answer): boolean => (rank === 1) === right;

/** Guesses that count; more would be fishing. */
const MOST_GUESSES = 2;
/** Lower case, without an article. */
const guessesOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split('/')
    .map((guess) => guess.trim().replace(/^(a|an|the) /u, ''))
    .filter((guess) => guess !== '')
    .slice(0, MOST_GUESSES);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

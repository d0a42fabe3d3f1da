/** @file Text to token ids through the model's own `tokenizer.json`. */

import { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { readJsonFile } from '../checkpoint/json-file.js';
import { ModelError } from '../model-error.js';
import type { TextTower } from '../tower.js';

/** Padded, cut to the context length with the end token kept. */
export type Tokenize = (text: string) => Int32Array;

/** Only the outline: the library reads the parts by their own `type`. */
const schema = z.looseObject({
  model: z.looseObject({ type: z.string() }),
  added_tokens: z.array(z.looseObject({ id: z.int().nonnegative(), content: z.string() })),
});

/** What a text tower takes. */
export type TokenLimits = Pick<TextTower, 'contextLength' | 'vocabularySize' | 'paddingToken'>;

/** Builds the tokenizer of a text tower. Throws ModelError when the file is broken or of another vocabulary. */
export async function readTokenizer(file: string, limits: TokenLimits): Promise<Tokenize> {
  const { vocabularySize } = limits;
  const json = await readJsonFile(file, schema);
  const tokenizer = buildTokenizer(file, json);
  const ids = [...tokenizer.get_vocab().values()];
  const highest = ids.reduce((a, b) => Math.max(a, b), -1);
  if (highest >= vocabularySize) {
    throw new ModelError(
      file,
      `it has token ${highest}, but the text tower knows only ${vocabularySize} tokens.`,
    );
  }
  if (tokenizer.encode('').ids.length === 0) {
    throw new ModelError(
      file,
      'it puts no end token after a text, and the text tower reads its result there.',
    );
  }
  return (text) => fitToContext(tokenizer.encode(text).ids, limits);
}

function buildTokenizer(file: string, json: z.output<typeof schema>): Tokenizer {
  try {
    return new Tokenizer(json, {});
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModelError(file, `no tokenizer can be built from it (${reason}).`, { cause: error });
  }
}

/** Whatever the vocabulary has no token for comes from the library as undefined and is left out. */
function fitToContext(
  ids: readonly (number | undefined)[],
  { contextLength, paddingToken }: TokenLimits,
): Int32Array {
  const known = ids.filter((id) => id !== undefined);
  const kept = known.slice(0, contextLength);
  const end = known.at(-1);
  if (known.length > contextLength && end !== undefined) kept[contextLength - 1] = end;
  const padded = new Int32Array(contextLength).fill(paddingToken);
  padded.set(kept);
  return padded;
}

/** @file Text to token ids through the model's own tokenizer file. A new kind of file is a new row. */

import { basename } from 'node:path';
import { ModelError } from '../model-error.js';
import type { TextTower } from '../tower.js';
import { readClipVocabulary } from './clip-vocabulary.js';
import { readHuggingFaceTokenizer } from './hugging-face-tokenizer.js';
import type { TokenEncoder } from './token-encoder.js';
import { readYouTokenToMe } from './youtokentome.js';

/** Padded, cut to the context length with the end token kept. */
export type Tokenize = (text: string) => Int32Array;

/** What a text tower takes. */
export type TokenLimits = Pick<TextTower, 'contextLength' | 'vocabularySize' | 'paddingToken'>;

/** By the name that such a file has, or ends with. */
const kinds = {
  'tokenizer.json': readHuggingFaceTokenizer,
  'bpe_simple_vocab_16e6.txt.gz': readClipVocabulary,
  'bpe.model': readYouTokenToMe,
} satisfies Record<string, (file: string) => Promise<TokenEncoder>>;

/** In the order in which they are looked for. */
export const tokenizerNames = Object.keys(kinds) as readonly (keyof typeof kinds)[];

/** Builds the tokenizer of a text tower. Throws ModelError when the file is broken or of another vocabulary. */
export async function readTokenizer(file: string, limits: TokenLimits): Promise<Tokenize> {
  const kind = tokenizerNames.find((name) => basename(file).endsWith(name));
  if (kind === undefined) {
    throw new ModelError(file, `this is no tokenizer; known are ${tokenizerNames.join(', ')}.`);
  }
  const encoder = await kinds[kind](file);
  if (encoder.highestId >= limits.vocabularySize) {
    throw new ModelError(
      file,
      `it has token ${encoder.highestId}, but the text tower knows only ${limits.vocabularySize} tokens.`,
    );
  }
  if (encoder.encode('').length === 0) {
    throw new ModelError(
      file,
      'it puts no end token after a text, and the text tower reads its result there.',
    );
  }
  return (text) => fitToContext(encoder.encode(text), limits);
}

function fitToContext(ids: readonly number[], { contextLength, paddingToken }: TokenLimits): Int32Array {
  const kept = ids.slice(0, contextLength);
  const end = ids.at(-1);
  if (ids.length > contextLength && end !== undefined) kept[contextLength - 1] = end;
  const padded = new Int32Array(contextLength).fill(paddingToken);
  padded.set(kept);
  return padded;
}

/**
 * @file `tokenizer.json`, read by Hugging Face's library: CLIP's byte-pair encoding, XLM-R's SentencePiece and
 * whatever else a model was trained with.
 */

import { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { readJsonFile } from '../checkpoint/json-file.js';
import { ModelError } from '../model-error.js';
import { cleanForClip, wordEnd } from './clip-cleaning.js';
import type { TokenEncoder } from './token-encoder.js';

/** The largest vocabularies, of a quarter of a million tokens, make files of about 20 MB. */
const maxBytes = 64 * 1024 * 1024;

/** Only the outline: the library reads the parts by their own `type`. */
const schema = z.looseObject({
  model: z.looseObject({ type: z.string(), end_of_word_suffix: z.string().nullish() }),
  added_tokens: z.array(z.looseObject({ id: z.int().nonnegative(), content: z.string() })),
});

/** Throws ModelError when no tokenizer can be built from the file. */
export async function readHuggingFaceTokenizer(file: string): Promise<TokenEncoder> {
  const json = await readJsonFile(file, schema, maxBytes);
  return encoderOf(file, json, json.model.end_of_word_suffix === wordEnd);
}

/**
 * @param json the content of a `tokenizer.json`
 * @param cleans whether texts are cleaned as CLIP's are
 */
export function encoderOf(file: string, json: object, cleans: boolean): TokenEncoder {
  const tokenizer = buildTokenizer(file, json);
  const clean = cleans ? cleanForClip : (text: string) => text;
  let highestId = -1;
  for (const id of tokenizer.get_vocab().values()) highestId = Math.max(highestId, id);
  return {
    highestId,
    // Whatever the vocabulary has no token for comes from the library as undefined and is left out.
    encode: (text) => tokenizer.encode(clean(text)).ids.filter((id: number | undefined) => id !== undefined),
  };
}

function buildTokenizer(file: string, json: object): Tokenizer {
  try {
    return new Tokenizer(json, {});
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModelError(file, `no tokenizer can be built from it (${reason}).`, { cause: error });
  }
}

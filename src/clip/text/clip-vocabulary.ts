/**
 * @file `bpe_simple_vocab_16e6.txt.gz`, the vocabulary of openai/CLIP: a version line and then one merge a line, of
 * which CLIP takes the first 48,894 (clip/simple_tokenizer.py). Written out as a `tokenizer.json` and left to
 * the same library.
 */

import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { codeOf } from '../../compile/index.js';
import { ModelError, reasonOf } from '../model-error.js';
import { wordEnd } from './clip-cleaning.js';
import { encoderOf } from './hugging-face-tokenizer.js';
import type { TokenEncoder } from './token-encoder.js';

/** 49,152 − 256 − 2: what is left for merges beside the bytes and the two marks. */
const mergeCount = 48_894;
const maxFileBytes = 8 * 1024 * 1024;
/** The file unpacks to 3.2 MB; more is another file, or a trap. */
const maxTextBytes = 16 * 1024 * 1024;

const start = '<|startoftext|>';
const end = '<|endoftext|>';
/** How many tokens there are in all. */
export const clipVocabularySize = 2 * 256 + mergeCount + 2;

/** Throws ModelError when the file is not CLIP's vocabulary. */
export async function readClipVocabulary(file: string): Promise<TokenEncoder> {
  const lines = (await readText(file)).split('\n').slice(1, 1 + mergeCount);
  const merges = lines.map((line) => line.trim().split(' '));
  const faulty = merges.findIndex((merge) => merge.length !== 2 || merge.includes(''));
  if (faulty >= 0 || merges.length < mergeCount) {
    const line = faulty >= 0 ? faulty : merges.length;
    throw new ModelError(file, `it is not CLIP's vocabulary: line ${line + 2} is not a merge of two parts.`);
  }
  return encoderOf(file, tokenizerJson(merges), true);
}

async function readText(file: string): Promise<string> {
  try {
    const info = await stat(file);
    if (!info.isFile()) throw new ModelError(file, 'this is not a regular file.');
    if (info.size > maxFileBytes) {
      throw new ModelError(
        file,
        `the file is too large (${info.size} bytes; at most ${maxFileBytes} are read).`,
      );
    }
    const text = await promisify(gunzip)(await readFile(file), { maxOutputLength: maxTextBytes });
    return text.toString('utf8');
  } catch (error) {
    if (error instanceof ModelError) throw error;
    const code = codeOf(error);
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw new ModelError(
        file,
        `it unpacks to more than ${maxTextBytes} bytes; CLIP's vocabulary has 3 MB.`,
      );
    }
    const fault = code.startsWith('Z_')
      ? 'it is not a whole gzip file'
      : `it cannot be read, ${reasonOf(error)}`;
    throw new ModelError(file, `${fault}.`, { cause: error });
  }
}

/** In the form of Hugging Face's own conversion of CLIP. */
function tokenizerJson(merges: readonly (readonly string[])[]): object {
  const bytes = byteLetters();
  const tokens = [
    ...bytes,
    ...bytes.map((letter) => letter + wordEnd),
    ...merges.map((merge) => merge.join('')),
    start,
    end,
  ];
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  const mark = (content: string) => ({
    id: tokens.indexOf(content),
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  const words = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";
  return {
    version: '1.0',
    added_tokens: [mark(start), mark(end)],
    normalizer: { type: 'Sequence', normalizers: [{ type: 'NFC' }, { type: 'Lowercase' }] },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: words }, behavior: 'Removed', invert: true },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
      ],
    },
    post_processor: {
      type: 'RobertaProcessing',
      sep: [end, tokens.indexOf(end)],
      cls: [start, tokens.indexOf(start)],
      trim_offsets: false,
      add_prefix_space: false,
    },
    decoder: { type: 'ByteLevel' },
    model: { type: 'BPE', unk_token: end, end_of_word_suffix: wordEnd, vocab, merges },
  };
}

/**
 * The letters that stand for the 256 bytes, in the vocabulary's order: those that can be seen stand for
 * themselves, the others for letters from U+0100 on (GPT-2's bytes_to_unicode).
 */
function byteLetters(): string[] {
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const visible = [...range(33, 126), ...range(161, 172), ...range(174, 255)];
  const hidden = 256 - visible.length;
  return [...visible, ...range(256, 255 + hidden)].map((code) => String.fromCharCode(code));
}

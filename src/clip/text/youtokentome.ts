/**
 * @file ruCLIP's `bpe.model`, a vocabulary of VKCOM's YouTokenToMe. It is text: a line with the numbers of
 * characters and of merges; the characters, a code point and an id a line; the merges, two ids and the id that
 * they become; and the ids of the four marks, unknown, padding, start, end (youtokentome/cpp/utils.cpp,
 * `BPEState::dump`). Two merges may spell the same text and have different ids, so the merging is done on ids.
 */

import { withRegularFile } from '../checkpoint/regular-file.js';
import { ModelError } from '../model-error.js';
import type { TokenEncoder } from './token-encoder.js';

/** ruCLIP's has 1 MB. */
const maxBytes = 8 * 1024 * 1024;
/** U+2581, put before every word. */
const wordStart = 0x2581;
const mostIds = 2 ** 26;
/** A context of 77 tokens holds a few hundred characters; what comes after these is never looked at. */
const mostCharacters = 4000;
/** Stands for characters without an id while a word is merged; no merge has it. */
const unknown = -1;

interface Vocabulary {
  /** By code point. */
  readonly characters: ReadonlyMap<number, number>;
  /** By the key of the pair: the merge's rank, the lowest first, and the id it gives. */
  readonly merges: ReadonlyMap<number, { readonly rank: number; readonly id: number }>;
  readonly unknownId: number;
  readonly startId: number;
  readonly endId: number;
  readonly highestId: number;
}

/** Throws ModelError when the file is not such a vocabulary. */
export async function readYouTokenToMe(file: string): Promise<TokenEncoder> {
  const vocabulary = parse(file, await readNumbers(file));
  const { unknownId, startId, endId, highestId } = vocabulary;
  return {
    highestId,
    encode(text) {
      // ruclip/processor.py lowers the text; YouTokenToMe cuts it at the white space of C's locale.
      const words = text
        .slice(0, mostCharacters)
        .toLowerCase()
        .split(/[ \t\n\v\f\r\u2581]+/u)
        .filter((word) => word !== '');
      const ids = words.flatMap((word) => merged(word, vocabulary));
      return [startId, ...ids.map((id) => (id === unknown ? unknownId : id)), endId];
    },
  };
}

async function readNumbers(file: string): Promise<Int32Array> {
  const bytes = await withRegularFile(file, async (handle) => {
    const { size } = await handle.stat();
    if (size > maxBytes) {
      throw new ModelError(file, `the file is too large (${size} bytes; at most ${maxBytes} are read).`);
    }
    return handle.readFile();
  });
  // Counted before they are kept: a file of digits and spaces has half as many numbers as bytes.
  let count = 0;
  let inside = false;
  for (const byte of bytes) {
    if (!isDigit(byte) && byte !== minus && !isSpace(byte)) {
      throw new ModelError(file, 'this is no vocabulary of YouTokenToMe, which consists of numbers only.');
    }
    if (!inside && !isSpace(byte)) count++;
    inside = !isSpace(byte);
  }
  const numbers = new Int32Array(count);
  let start = 0;
  for (let index = 0; index < count; index++) {
    while (isSpace(bytes[start] ?? 0)) start++;
    let end = start;
    while (end < bytes.length && !isSpace(bytes[end] ?? 0)) end++;
    const number = Number(bytes.toString('latin1', start, end));
    // What no id can be becomes one that is refused.
    numbers[index] = Number.isInteger(number) && Math.abs(number) < 2 ** 31 ? number : -2;
    start = end;
  }
  return numbers;
}

const minus = 0x2d;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

function parse(file: string, numbers: Int32Array): Vocabulary {
  const [characterCount = 0, mergeCount = 0] = numbers;
  const expected = 2 + 2 * characterCount + 3 * mergeCount + 4;
  if (characterCount < 1 || mergeCount < 0 || numbers.length !== expected || !numbers.every(isId)) {
    throw new ModelError(
      file,
      `the vocabulary is not whole: it announces ${characterCount} characters and ${mergeCount} merges, ${expected} numbers in all, and has ${numbers.length}.`,
    );
  }
  const at = (index: number): number => numbers[index] ?? 0;
  const characters = new Map<number, number>();
  const merges = new Map<number, { rank: number; id: number }>();
  let highestId = 0;
  let next = 2;
  for (let i = 0; i < characterCount; i++, next += 2) {
    characters.set(at(next), at(next + 1));
    highestId = Math.max(highestId, at(next + 1));
  }
  for (let rank = 0; rank < mergeCount; rank++, next += 3) {
    merges.set(pairKey(at(next), at(next + 1)), { rank, id: at(next + 2) });
    highestId = Math.max(highestId, at(next + 2));
  }
  const [unknownId = 0, , startId = 0, endId = 0] = numbers.subarray(next);
  if (!characters.has(wordStart) || Math.min(unknownId, startId, endId) < 0) {
    throw new ModelError(
      file,
      'the vocabulary lacks the start of a word, or its marks for start, end and unknown.',
    );
  }
  return { characters, merges, unknownId, startId, endId, highestId: Math.max(highestId, startId, endId) };
}

/** −1 says that there is no such mark. */
const isId = (value: number): boolean => Number.isInteger(value) && value >= -1 && value < mostIds;

const pairKey = (first: number, second: number): number => first * (mostIds + 1) + second;

/** The lowest merge first, the leftmost of equals, until none applies. Runs of unknown characters become one. */
function merged(word: string, { characters, merges }: Vocabulary): number[] {
  const ids = [characters.get(wordStart) ?? unknown];
  for (const character of word) {
    const id = characters.get(character.codePointAt(0) ?? 0) ?? unknown;
    if (id !== unknown || ids.at(-1) !== unknown) ids.push(id);
  }
  for (;;) {
    let best: { rank: number; id: number } | undefined;
    let place = 0;
    for (let i = 0; i + 1 < ids.length; i++) {
      const merge = merges.get(pairKey(ids[i] ?? unknown, ids[i + 1] ?? unknown));
      if (merge && (best === undefined || merge.rank < best.rank)) {
        best = merge;
        place = i;
      }
    }
    if (best === undefined) return ids;
    ids.splice(place, 2, best.id);
  }
}

/**
 * @file ruCLIP's `bpe.model`, a vocabulary of VKCOM's YouTokenToMe. It is text: a line with the numbers of
 * characters and of merges; the characters, a code point and an id a line; the merges, two ids and the id that
 * they become; and the ids of the four marks, unknown, padding, start, end (youtokentome/cpp/utils.cpp,
 * `BPEState::dump`). Two merges may spell the same text and have different ids, so the merging is done on ids.
 */

import { readFile } from 'node:fs/promises';
import { withRegularFile } from '../checkpoint/regular-file.js';
import { ModelError } from '../model-error.js';
import type { TokenEncoder } from './token-encoder.js';

/** ruCLIP's has 1 MB. */
const maxBytes = 32 * 1024 * 1024;
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

async function readNumbers(file: string): Promise<number[]> {
  const text = await withRegularFile(file, async (handle) => {
    const { size } = await handle.stat();
    if (size > maxBytes) {
      throw new ModelError(file, `the file is too large (${size} bytes; at most ${maxBytes} are read).`);
    }
    return readFile(handle, 'latin1');
  });
  if (!/^[\d\s-]+$/u.test(text)) {
    throw new ModelError(file, 'this is no vocabulary of YouTokenToMe, which consists of numbers only.');
  }
  return text.trim().split(/\s+/u).map(Number);
}

function parse(file: string, numbers: readonly number[]): Vocabulary {
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
  const [unknownId = 0, , startId = 0, endId = 0] = numbers.slice(next);
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

/** @file The unknown words of a draft: which still stand, each named once, and how one is replaced. Pure. */
import type { UnknownWord } from '../../src/protocol/index.js';

/** Unknown words that still stand in the prompt where they were found. */
export function standingUnknown(prompt: string, unknown: readonly UnknownWord[]): readonly UnknownWord[] {
  return unknown.filter(({ word, start, end }) => prompt.slice(start, end) === word);
}

/** The first of each word, however often it is written. */
export function namedOnce(unknown: readonly UnknownWord[]): readonly UnknownWord[] {
  const seen = new Set<string>();
  return unknown.filter(({ word }) => {
    const fresh = !seen.has(word);
    seen.add(word);
    return fresh;
  });
}

/** The prompt with every standing place of `word` replaced; other words that merely contain it stay. */
export function replaceUnknown(
  prompt: string,
  unknown: readonly UnknownWord[],
  word: string,
  by: string,
): string {
  return standingUnknown(prompt, unknown)
    .filter((place) => place.word === word)
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end }) => text.slice(0, start) + by + text.slice(end), prompt);
}

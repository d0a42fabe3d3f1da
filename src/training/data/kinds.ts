/** @file What several things are kinds of, where that is no thing itself: a hat, a boat. */
import type { Concept } from './concepts.js';
import { headOf } from './english.js';
import type { WordNet } from './wordnet.js';

/** A thing to be described. */
export interface Shown extends Concept {
  /** Pictures of it that are learnt from. */
  readonly pictures: number;
}

/** Concepts that a word for a kind of them may mean. */
const MOST_OF_A_KIND = 2;

const NO_KIND = /^(person|man|woman|people|men|women) | (on|with|without|of|at) /u;

/**
 * Kind → the concepts of that kind, emoji first, then those that are called so, then those with most pictures: a hat is
 * a top hat, a boat a motor boat. Kinds are what names end in, when that is no concept itself; “umbrella on ground” is no
 * kind of ground.
 */
export function kindsOf(things: readonly Shown[], wordnet: WordNet): Map<string, number[]> {
  const known = new Set(things.map(({ name }) => name));
  const isKind = (word: string): boolean => !known.has(word) && wordnet.isDrawable(word);
  const kinds = new Map<string, number[]>();
  for (const { name } of things) if (!NO_KIND.test(name) && isKind(headOf(name))) kinds.set(headOf(name), []);
  for (const [number, { name }] of things.entries()) {
    if (NO_KIND.test(name)) continue;
    const above = new Set([headOf(name), ...wordnet.hypernyms(name, 2)]);
    for (const kind of above) kinds.get(kind)?.push(number);
  }
  for (const [kind, concepts] of kinds) {
    const rank = (number: number): number => {
      const { name, emojis, pictures } = things[number]!;
      return 4 * Number(emojis.length > 0) + 2 * Number(name.endsWith(kind)) + pictures / (pictures + 1);
    };
    concepts.sort((a, b) => rank(b) - rank(a) || a - b);
    kinds.set(kind, concepts.slice(0, MOST_OF_A_KIND));
  }
  return kinds;
}

/** @file What several things are kinds of, where that is no thing itself: a hat, a boat. */
import type { Concept } from './concepts.js';
import { headOf } from './english.js';
import type { WordNet } from './wordnet.js';

/** A thing to be described. */
export interface Shown extends Concept {
  /** Pictures of it that are learnt from. */
  readonly pictures: number;
}

const NO_KIND = /^(person|man|woman|people|men|women) | (on|with|without|of|at) /u;

/**
 * Kind → the concept that stands for it, an emoji if there is one, then one that is called so, then the one with most
 * pictures: a hat is a top hat, a boat a motor boat. One alone, as a vector between several is none of them. Kinds are
 * what names end in, when that is no concept itself; “umbrella on ground” is no kind of ground.
 */
export function kindsOf(things: readonly Shown[], wordnet: WordNet): Map<string, number> {
  const known = new Set(things.map(({ name }) => name));
  const candidates = [...things.entries()].filter(([, { name }]) => !NO_KIND.test(name));
  const isKind = (word: string): boolean => !known.has(word) && wordnet.isDrawable(word);
  const kinds = new Map<string, number[]>();
  for (const [, { name }] of candidates) if (isKind(headOf(name))) kinds.set(headOf(name), []);
  for (const [number, { name }] of candidates) {
    const above = new Set([headOf(name), ...wordnet.hypernyms(name, 2)]);
    for (const kind of above) kinds.get(kind)?.push(number);
  }
  const standing = new Map<string, number>();
  for (const [kind, concepts] of kinds) {
    const rank = (number: number): number => {
      const { name, emojis, pictures } = things[number]!;
      return 4 * Number(emojis.length > 0) + 2 * Number(name.endsWith(kind)) + pictures / (pictures + 1);
    };
    standing.set(kind, concepts.sort((a, b) => rank(b) - rank(a) || a - b)[0]!);
  }
  return standing;
}

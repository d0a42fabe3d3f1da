/**
 * @file What other languages call a concept beside the names of its emoji: five hundred concepts are no emoji's name
 * and would have an English one alone, and what people type (a tree, a hat) is often the name of no single emoji.
 * A dictionary's word counts where CLDR's keywords have it too; where there is no dictionary, the keyword of a language
 * that marks the same emoji as the English word does.
 */
import type { EmojiWords } from './cldr.js';
import type { Dictionary } from './dictionary.js';
import { headOf } from './english.js';

/** Senses of a dictionary's entry that are looked at, and words of each. */
const SENSES = 4;
const WORDS_OF_A_SENSE = 4;
/** A keyword that marks the same emoji: Dice's coefficient of the two sets, and emoji that both have, at least. */
const LEAST_DICE = 0.55;
const LEAST_COMMON = 2;
/** A word that is taken for more concepts than these says too little. */
const MOST_CONCEPTS = 3;

type Marks = ReadonlyMap<string, ReadonlySet<string>>;

export interface Translations {
  /** A dictionary and CLDR have it. */
  readonly sure: readonly string[];
  readonly likely: readonly string[];
}

/** One language, ready to be asked. */
export class Translator {
  private readonly marks: Marks;

  /** @param table CLDR's words, by emoji; without a dictionary keywords alone are asked */
  constructor(
    private readonly table: ReadonlyMap<string, EmojiWords>,
    private readonly english: EnglishKeywords,
    private readonly dictionary: Dictionary | undefined,
  ) {
    this.marks = marksOf(table);
  }

  /** @param named whether an emoji's name is a name of the concept already: then no unconfirmed word is added */
  translate(concept: string, named: boolean): Translations {
    const about = this.english.about(concept);
    const keywords = new Set([...about].flatMap((emoji) => wordsFor(this.table.get(emoji))));
    const senses = this.dictionary?.senses(concept).slice(0, SENSES) ?? [];
    const said = senses.flatMap((words) => words.slice(0, WORDS_OF_A_SENSE));
    const confirmed = said.filter((word) => keywords.has(word));
    const alike = this.dictionary === undefined || !named ? this.marksTheSame(about, keywords) : [];
    const unsure = confirmed.length > 0 || alike.length > 0 || named ? [] : said.slice(0, 1);
    return { sure: confirmed, likely: [...alike, ...unsure] };
  }

  private marksTheSame(about: ReadonlySet<string>, keywords: ReadonlySet<string>): string[] {
    let best: string | undefined;
    let most = LEAST_DICE;
    for (const word of keywords) {
      const marked = this.marks.get(word)!;
      const common = [...about].filter((emoji) => marked.has(emoji)).length;
      const dice = (2 * common) / (about.size + marked.size);
      if (common >= LEAST_COMMON && dice > most) [best, most] = [word, dice];
    }
    return best === undefined ? [] : [best];
  }
}

/** Which emoji an English word is about. */
export class EnglishKeywords {
  private readonly marks: Map<string, Set<string>>;

  constructor(table: ReadonlyMap<string, EmojiWords>) {
    this.marks = marksOf(table);
    for (const [emoji, { name }] of table) mark(this.marks, headOf(name.toLowerCase()), emoji);
  }

  about(word: string): ReadonlySet<string> {
    return this.marks.get(word) ?? new Set();
  }
}

/** What is known of a concept already, in one language. */
export interface Known {
  readonly names: readonly string[];
  /** That it is learnt from. */
  readonly pictures: number;
}

/**
 * What is left for each concept. Words that are English for another concept are not, as nothing tells the language of a
 * word and a boot is no boat; likely words that name another concept in that language are not, nor what stands for
 * too many. A word goes to one concept, as a vector between several is none of them: to one that it is sure for, then to
 * the one with most pictures.
 * @param known of every concept @param found of every concept, in the same language @param english whose name it is
 */
export function withoutDoubts(
  known: readonly Known[],
  found: readonly Translations[],
  english: ReadonlyMap<string, number>,
): string[][] {
  const taken = new Set(known.flatMap(({ names }) => names));
  const claims = new Map<string, { readonly concept: number; readonly strength: number }[]>();
  for (const [concept, { sure, likely }] of found.entries()) {
    const { names, pictures } = known[concept]!;
    const words = new Set([...sure, ...likely.filter((word) => !taken.has(word))]);
    for (const name of names) words.delete(name);
    for (const word of words) {
      if ((english.get(word) ?? concept) !== concept) continue;
      const strength = Number(sure.includes(word)) + pictures / (pictures + 1);
      claims.set(word, [...(claims.get(word) ?? []), { concept, strength }]);
    }
  }
  const kept = found.map((): string[] => []);
  for (const [word, claimants] of claims) {
    if (claimants.length > MOST_CONCEPTS) continue;
    const [first] = claimants.sort((a, b) => b.strength - a.strength || a.concept - b.concept);
    kept[first!.concept]!.push(word);
  }
  return kept;
}

const wordsFor = (words: EmojiWords | undefined): string[] =>
  words === undefined ? [] : [words.name, ...words.keywords].map((word) => word.toLowerCase());

function marksOf(table: ReadonlyMap<string, EmojiWords>): Map<string, Set<string>> {
  const marks = new Map<string, Set<string>>();
  for (const [emoji, words] of table) for (const word of wordsFor(words)) mark(marks, word, emoji);
  return marks;
}

function mark(marks: Map<string, Set<string>>, word: string, emoji: string): void {
  const marked = marks.get(word);
  if (marked) marked.add(emoji);
  else marks.set(word, new Set([emoji]));
}

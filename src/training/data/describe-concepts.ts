/** @file What every concept is called: by CLDR in its languages, by WordNet, by dictionaries and by the stamps. */
import type { ColourName } from '../../guidance/index.js';
import { cldrLanguages, cldrVariants, type EmojiWords, readCldr } from './cldr.js';
import { type Concept, splitColour } from './concepts.js';
import type { DataConcept } from './dataset.js';
import { readStampWords } from './debian.js';
import { dictionaries } from './dictionaries.js';
import { Dictionary } from './dictionary.js';
import { headOf } from './english.js';
import type { Packages } from './packages.js';
import { EnglishKeywords, type Translations, Translator, withoutDoubts } from './translations.js';
import type { WordNet } from './wordnet.js';

/** A thing to be described. */
export interface Shown extends Concept {
  /** Pictures of it that are learnt from. */
  readonly pictures: number;
}

/** Concepts that a word for a kind of them (a hat, a boat) may mean. */
const MOST_OF_A_KIND = 2;

export function describeConcepts(
  things: readonly Shown[],
  packages: Packages,
  wordnet: WordNet,
): DataConcept[] {
  const { modules } = packages;
  const english = readCldr(modules, 'en');
  const keywords = new EnglishKeywords(english);
  const kinds = kindsOf(things, wordnet);
  const asked = new Set([...things.map(({ name }) => name), ...kinds.keys()]);
  const stamps = readStampWords(packages.debian);
  const described = things.map(({ name, emojis }): Described => {
    const called = emojis.flatMap((emoji) => english.get(emoji)?.name.toLowerCase() ?? []);
    const synonyms = [...wordnet.synonyms(name), ...wordnet.hypernyms(name, 1)];
    return {
      name,
      synonyms: [...new Set(synonyms)],
      names: { en: [...new Set([name, ...called])] },
      translations: {},
      colours: {},
    };
  });
  for (const [kind, concepts] of kinds) {
    for (const number of concepts) add(described[number]!.translations, 'en', [kind]);
  }
  for (const language of cldrLanguages(modules)) {
    const table = readCldr(modules, language);
    const variants = cldrVariants(modules, language).map((variant) => readCldr(modules, variant));
    const translator = new Translator(table, keywords, dictionaryOf(language, packages, asked));
    const named = new Map<number, readonly string[]>();
    const found = new Map<number, Translations>();
    for (const [number, { name, emojis }] of things.entries()) {
      const concept = described[number]!;
      const called = namesOf(emojis, table);
      for (const emoji of emojis) {
        for (const words of [table, ...variants])
          addColour(concept.colours, english.get(emoji), words.get(emoji));
      }
      if (language !== 'en' && called.length > 0) concept.names[language] = called;
      named.set(number, concept.names[language] ?? []);
      const { sure, likely } = translator.translate(name, called.length > 0);
      const others = variants.flatMap((variant) => namesOf(emojis, variant));
      const stamped = stamps.get(name)?.[language] ?? [];
      found.set(number, { sure, likely: [...others, ...stamped, ...likely] });
    }
    for (const [kind, concepts] of kinds) {
      const { sure, likely } = translator.translate(kind, false);
      for (const number of concepts) {
        const before = found.get(number)!;
        found.set(number, { sure: [...before.sure, ...sure], likely: [...before.likely, ...likely] });
      }
    }
    for (const [number, words] of withoutDoubts(named, found)) {
      if (words.length > 0) add(described[number]!.translations, language, words);
    }
  }
  return described;
}

/** While it is being described. */
interface Described extends DataConcept {
  readonly names: Record<string, string[]>;
  readonly translations: Record<string, string[]>;
  readonly colours: Record<string, ColourName>;
}

const add = (words: Record<string, string[]>, language: string, more: readonly string[]): void => {
  words[language] = [...new Set([...(words[language] ?? []), ...more])];
};

const namesOf = (emojis: readonly string[], table: ReadonlyMap<string, EmojiWords>): string[] => [
  ...new Set(emojis.flatMap((emoji) => table.get(emoji)?.name.toLowerCase() ?? [])),
];

/** A red apple is red in every language. */
function addColour(
  colours: Record<string, ColourName>,
  english: EmojiWords | undefined,
  words: EmojiWords | undefined,
): void {
  const colour = english && splitColour(english.name.toLowerCase()).colour;
  if (colour !== undefined && words !== undefined) colours[words.name.toLowerCase()] = colour;
}

function dictionaryOf(
  language: string,
  { debian }: Packages,
  asked: ReadonlySet<string>,
): Dictionary | undefined {
  const [name, row] = Object.entries(dictionaries).find(([, one]) => one.language === language) ?? [];
  const root = name === undefined ? undefined : debian[name];
  return root === undefined || row === undefined ? undefined : Dictionary.read(root, row, asked);
}

/**
 * Kind → the concepts of that kind, emoji first, then those that are called so, then those with most pictures: a hat is
 * a top hat, a boat a sailboat. Kinds are what names end in, when that is no concept itself; “umbrella on ground” is no
 * kind of ground.
 */
function kindsOf(things: readonly Shown[], wordnet: WordNet): Map<string, number[]> {
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

const NO_KIND = /^(person|man|woman|people|men|women) | (on|with|without|of|at) /u;

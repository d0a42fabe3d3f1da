/** @file What every concept is called: by CLDR in its languages, by WordNet, by dictionaries and by the stamps. */
import type { ColourName } from '../../guidance/index.js';
import { cldrLanguages, cldrVariants, type EmojiWords, readCldr } from './cldr.js';
import { splitColour } from './concepts.js';
import type { DataConcept } from './dataset.js';
import { readStampWords } from './debian.js';
import { dictionaries } from './dictionaries.js';
import { Dictionary } from './dictionary.js';
import { kindsOf, type Shown } from './kinds.js';
import type { Packages } from './packages.js';
import { EnglishKeywords, type Translations, Translator, withoutDoubts } from './translations.js';
import type { WordNet } from './wordnet.js';

/** In the order of the things. */
export function describeConcepts(
  things: readonly Shown[],
  packages: Packages,
  wordnet: WordNet,
): DataConcept[] {
  const { modules } = packages;
  const english = readCldr(modules, 'en');
  const keywords = new EnglishKeywords(english);
  const kinds = kindsOf(things, wordnet);
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
  for (const [kind, number] of kinds) add(described[number]!.translations, 'en', [kind]);
  const inEnglish = new Map([
    ...kinds,
    ...described.flatMap(({ names }, i) => names.en!.map((word) => [word, i] as const)),
  ]);
  const asked = new Set([...things.map(({ name }) => name), ...kinds.keys()]);
  for (const language of cldrLanguages(modules)) {
    const table = readCldr(modules, language);
    const variants = cldrVariants(modules, language).map((variant) => readCldr(modules, variant));
    for (const [number, { emojis }] of things.entries()) {
      const { names, colours } = described[number]!;
      const called = namesOf(emojis, table);
      if (language !== 'en' && called.length > 0) names[language] = called;
      for (const emoji of emojis) {
        for (const one of [table, ...variants]) addColour(colours, english.get(emoji), one.get(emoji));
      }
    }
    const translator = new Translator(table, keywords, dictionaryOf(language, packages, asked));
    const found = described.map(({ name, names }, number): Translations => {
      const { sure, likely } = translator.translate(name, names[language] !== undefined);
      const others = variants.flatMap((variant) => namesOf(things[number]!.emojis, variant));
      return { sure, likely: [...others, ...(stamps.get(name)?.[language] ?? []), ...likely] };
    });
    for (const [kind, number] of kinds) {
      const { sure, likely } = translator.translate(kind, false);
      const before = found[number]!;
      found[number] = { sure: [...before.sure, ...sure], likely: [...before.likely, ...likely] };
    }
    const known = described.map(({ names }, i) => ({
      names: names[language] ?? [],
      pictures: things[i]!.pictures,
    }));
    for (const [number, words] of withoutDoubts(known, found, inEnglish).entries()) {
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

/** @file The texts from which the tokenizer learns: what captions are made of, as often as captions say it. */
import { grammars } from '../data/captions.js';
import type { DataConcept } from '../data/dataset.js';

/** Weights of the languages, roughly their share of the captions. */
const WEIGHT: Readonly<Record<string, number>> = { en: 40, ru: 20 };

export function textsOf(concepts: readonly DataConcept[]): Map<string, number> {
  const texts = new Map<string, number>();
  const add = (text: string, count: number): void => void texts.set(text, (texts.get(text) ?? 0) + count);
  for (const { names, synonyms } of concepts) {
    for (const [language, words] of Object.entries(names)) {
      for (const word of words) add(word, WEIGHT[language] ?? 1);
    }
    for (const synonym of synonyms) add(synonym, 2);
  }
  for (const { colours, media, onBackground } of Object.values(grammars)) {
    for (const colour of Object.values(colours)) add(onBackground('', colour), concepts.length);
    for (const medium of Object.values(media)) add(medium(''), concepts.length);
  }
  return texts;
}

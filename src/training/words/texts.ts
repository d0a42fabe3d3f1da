/** @file The texts from which the tokenizer learns: what captions are made of, as often as captions say it. */
import type { DataConcept } from '../data/dataset.js';
import { fill, grammars } from '../data/grammars.js';

/** Weights of the languages, roughly their share of the captions. */
const WEIGHT: Readonly<Record<string, number>> = { en: 40, ru: 20 };

const weightOf = (language: string): number => WEIGHT[language] ?? 1;

export function textsOf(concepts: readonly DataConcept[]): Map<string, number> {
  const texts = new Map<string, number>();
  const add = (text: string, count: number): void => void texts.set(text, (texts.get(text) ?? 0) + count);
  for (const { names, synonyms } of concepts) {
    for (const [language, words] of Object.entries(names)) {
      for (const word of words) add(word, weightOf(language));
    }
    for (const synonym of synonyms) add(synonym, 2);
  }
  for (const [language, { colours, media, onBackground }] of Object.entries(grammars)) {
    const often = Math.ceil((concepts.length * weightOf(language)) / weightOf('en'));
    for (const colour of Object.values(colours)) add(fill(onBackground, '', colour), often);
    for (const medium of Object.values(media)) add(fill(medium, ''), often);
  }
  return texts;
}

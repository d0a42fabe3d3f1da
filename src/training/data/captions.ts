/**
 * @file Captions, composed: the thing in one of the languages, its colour, the background's colour, number and size
 * and medium, where they are known. What a caption says is true of the picture it belongs to.
 */

import type { ColourName } from '../../guidance/index.js';
import type { SeededGenerator } from '../../random/index.js';
import { type CaptionLanguage, fill, type Grammar, grammars, type Medium } from './grammars.js';

/** What is known of a picture as it will be shown. */
export interface Sight {
  /** What the thing is called in the language of the caption. */
  readonly thing: string;
  readonly colour?: ColourName;
  readonly background?: ColourName;
  readonly medium: Medium;
  /** How many of it there are, 1 to 4. */
  readonly count: 1 | 2 | 3 | 4;
  readonly size: 'small' | 'medium' | 'big';
}

export interface Caption {
  readonly text: string;
  /** Of the thing, where the text says it. */
  readonly colour?: ColourName;
}

/** Chance that a known fact is said. */
const SAY = 0.5;
const SAY_MEDIUM = 0.35;

/** One caption. The same generator state gives the same caption. */
export function composeCaption(sight: Sight, language: CaptionLanguage, generator: SeededGenerator): Caption {
  const { coloured, colours, counts, sizes, onBackground, media }: Grammar = grammars[language];
  const says = (chance: number): boolean => generator.uniform(0, 1) < chance;
  let text = sight.thing;
  if (sight.count > 1 && says(SAY)) text = fill(counts[sight.count - 2]!, text);
  const colour = sight.colour !== undefined && says(SAY) ? sight.colour : undefined;
  if (colour !== undefined) text = fill(coloured, text, colours[colour]);
  if (sight.size !== 'medium' && says(SAY / 2)) text = fill(sizes[sight.size], text);
  if (sight.background !== undefined && says(SAY / 2)) {
    text = fill(onBackground, text, colours[sight.background]);
  }
  if (says(SAY_MEDIUM)) text = withArticle(fill(media[sight.medium], text));
  return colour === undefined ? { text } : { text, colour };
}

/** English alone has an article that depends on what follows. */
const withArticle = (text: string): string =>
  text.replace(/ of a (two|three|four) /u, ' of $1 ').replace(/ of a (?=[aeiou])/u, ' of an ');

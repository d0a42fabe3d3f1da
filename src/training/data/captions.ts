/**
 * @file Captions, composed: the thing in one of the languages, its colour, the background's colour, number and size
 * and medium, where they are known. What a caption says is true of the picture it belongs to.
 */

import type { ColourName } from '../../guidance/index.js';
import type { SeededGenerator } from '../../random/index.js';

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

export type Medium = 'drawing' | 'icon' | 'photo';

type Phrases = Readonly<Record<string, (thing: string) => string>>;

/** How one language says these things. Colours stand before or after the noun as the language has it. */
interface Grammar {
  readonly colours: Readonly<Record<ColourName, string>>;
  readonly coloured: (thing: string, colour: string) => string;
  readonly onBackground: (phrase: string, colour: string) => string;
  readonly media: Readonly<Record<Medium, (phrase: string) => string>>;
  readonly sizes: Phrases;
  readonly counts: readonly ((thing: string) => string)[];
}

/** Languages whose captions are composed; the others have their names alone. */
export const grammars = {
  en: {
    colours: {
      red: 'red',
      orange: 'orange',
      yellow: 'yellow',
      green: 'green',
      blue: 'blue',
      purple: 'purple',
      pink: 'pink',
      brown: 'brown',
      black: 'black',
      grey: 'grey',
      white: 'white',
    },
    coloured: (thing, colour) => `${colour} ${thing}`,
    onBackground: (phrase, colour) => `${phrase} on a ${colour} background`,
    media: {
      drawing: (phrase) => `a drawing of ${article(phrase)}`,
      icon: (phrase) => `an icon of ${article(phrase)}`,
      photo: (phrase) => `a photo of ${article(phrase)}`,
    },
    sizes: { small: (thing) => `small ${thing}`, big: (thing) => `big ${thing}` },
    counts: ['', 'two', 'three', 'four'].map((number) => (thing: string) => `${number} ${thing}s`),
  },
  ru: {
    colours: {
      red: 'красный',
      orange: 'оранжевый',
      yellow: 'жёлтый',
      green: 'зелёный',
      blue: 'синий',
      purple: 'фиолетовый',
      pink: 'розовый',
      brown: 'коричневый',
      black: 'чёрный',
      grey: 'серый',
      white: 'белый',
    },
    coloured: (thing, colour) => `${colour} цвет, ${thing}`,
    onBackground: (phrase, colour) => `${phrase}, фон ${colour}`,
    media: {
      drawing: (phrase) => `рисунок: ${phrase}`,
      icon: (phrase) => `значок: ${phrase}`,
      photo: (phrase) => `фотография: ${phrase}`,
    },
    sizes: { small: (thing) => `${thing}, маленький размер`, big: (thing) => `${thing}, большой размер` },
    counts: ['', 'две штуки', 'три штуки', 'четыре штуки'].map(
      (number) => (thing: string) => `${thing}, ${number}`,
    ),
  },
} as const satisfies Record<string, Grammar>;

export interface Caption {
  readonly text: string;
  /** Of the thing, where the text says it. */
  readonly colour?: ColourName;
}

export type CaptionLanguage = keyof typeof grammars;

/** Chance that a known fact is said. */
const SAY = 0.5;
const SAY_MEDIUM = 0.35;

/** One caption. The same generator state gives the same caption. */
export function composeCaption(sight: Sight, language: CaptionLanguage, generator: SeededGenerator): Caption {
  const grammar: Grammar = grammars[language];
  const says = (chance: number): boolean => generator.uniform(0, 1) < chance;
  let text = sight.thing;
  if (sight.count > 1 && says(SAY)) text = grammar.counts[sight.count - 1]!(text);
  const colour = sight.colour !== undefined && says(SAY) ? sight.colour : undefined;
  if (colour !== undefined) text = grammar.coloured(text, grammar.colours[colour]);
  if (sight.size !== 'medium' && says(SAY / 2)) text = grammar.sizes[sight.size]!(text);
  if (sight.background !== undefined && says(SAY / 2)) {
    text = grammar.onBackground(text, grammar.colours[sight.background]);
  }
  if (says(SAY_MEDIUM)) text = grammar.media[sight.medium](text);
  return colour === undefined ? { text } : { text, colour };
}

function article(phrase: string): string {
  if (/^(two|three|four) /u.test(phrase)) return phrase;
  return /^[aeiou]/u.test(phrase) ? `an ${phrase}` : `a ${phrase}`;
}

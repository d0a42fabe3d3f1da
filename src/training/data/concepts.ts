/**
 * @file The things a model is taught: every emoji with a look of its own, and every other drawable noun of which
 * several sets have a picture. A concept is called by its English name.
 */
import { type ColourName, colourNames } from '../../guidance/index.js';
import type { EmojiWords } from './cldr.js';
import { headOf, singularOf } from './english.js';
import type { WordNet } from './wordnet.js';

export interface Concept {
  /** Lower case, without a colour: a red heart is a heart. */
  readonly name: string;
  /** Plain emoji that show it; empty for a concept of icons. */
  readonly emojis: readonly string[];
}

/** A picture as its set calls it. */
export interface Named {
  readonly source: string;
  readonly emoji?: string;
  /** What it may be called, the likeliest first. */
  readonly words: readonly string[];
}

/** Sets that must have a picture of a noun before it becomes a concept. */
const LEAST_SOURCES = 2;

/** Emoji that say something rather than show something, or show what 64 pixels cannot. */
const NOT_DRAWABLE =
  /button|keycap|flag|o’clock|-thirty|japanese |input |arrow|sign$|symbol|indicator|mode$|skin tone|hair$|banknote|bopomofo|ideograph/iu;
const SKIN_OR_REGION = /[\u{1F3FB}-\u{1F3FF}\u{1F1E6}-\u{1F1FF}\u{E0020}-\u{E007F}♀♂]|^[0-9#*]/u;

const COLOURED = new RegExp(`^(${colourNames.join('|')}) (.+)$`, 'u');

/** `red heart` → `heart`, red. */
export function splitColour(name: string): { readonly thing: string; readonly colour?: ColourName } {
  const match = COLOURED.exec(name);
  return match ? { thing: match[2]!, colour: match[1] as ColourName } : { thing: name };
}

/** Words that mean a look, not a thing, when an icon's name is nothing but one. */
const NOT_A_THING = new Set(
  'box circle square triangle line point bar link chip plug player agent user man woman person people tag label plus minus cross check file text table template frame window screen page board block brand logo bot api app data base source center middle top bottom left right up down hash dot empty load export mute'.split(
    ' ',
  ),
);

/** `red-apple-outline` → `red apple`, however many styles stand at the end. */
export function thingOf(iconName: string, styles: RegExp): string {
  let name = iconName;
  while (styles.test(name) && name.replace(styles, '') !== '') name = name.replace(styles, '');
  return name.replaceAll('-', ' ').trim().toLowerCase();
}

/** Concepts by name. */
export class Concepts {
  private readonly byEmoji = new Map<string, string>();
  readonly all = new Map<string, Concept>();

  private constructor(private readonly wordnet: WordNet) {}

  /**
   * @param english names of emoji
   * @param pictures every picture there is to learn from
   */
  static build(
    english: ReadonlyMap<string, EmojiWords>,
    pictures: Iterable<Named>,
    wordnet: WordNet,
  ): Concepts {
    const concepts = new Concepts(wordnet);
    concepts.addEmojis(english);
    concepts.addNouns(pictures);
    return concepts;
  }

  /** The concept a picture shows, if it shows one. */
  conceptOf({ emoji, words }: Named): string | undefined {
    if (emoji !== undefined) return this.byEmoji.get(emoji);
    for (const word of words) {
      const found = this.known(word);
      if (found !== undefined) return found;
    }
    for (const word of words.slice(0, 2)) {
      const found = this.known(headOf(word));
      if (found !== undefined && word.split(' ').length <= 3) return found;
    }
    return undefined;
  }

  private known(word: string): string | undefined {
    if (this.all.has(word)) return word;
    const singular = singularOf(word);
    return this.all.has(singular) ? singular : undefined;
  }

  private addEmojis(english: ReadonlyMap<string, EmojiWords>): void {
    const names = new Map<string, string[]>();
    for (const [emoji, { name }] of english) {
      if (!/\p{Extended_Pictographic}/u.test(emoji) || SKIN_OR_REGION.test(emoji)) continue;
      if (NOT_DRAWABLE.test(name) || name.includes(':')) continue;
      const plain = name.toLowerCase().replaceAll('’', "'");
      names.set(plain, [...(names.get(plain) ?? []), emoji]);
    }
    for (const [name, emojis] of names) {
      // “cat face” and “cat” are both a cat to whoever asks for one.
      const animal = name.replace(/ face$/u, '');
      const merged = splitColour(names.has(animal) ? animal : name).thing;
      const before = this.all.get(merged)?.emojis ?? [];
      this.all.set(merged, { name: merged, emojis: [...before, ...emojis] });
      for (const emoji of emojis) this.byEmoji.set(emoji, merged);
    }
  }

  private addNouns(pictures: Iterable<Named>): void {
    const sources = new Map<string, Set<string>>();
    for (const { emoji, words, source } of pictures) {
      const word = singularOf(words[0] ?? '');
      if (emoji !== undefined || this.all.has(word)) continue;
      // A black cat is a cat.
      if (splitColour(word).colour !== undefined) continue;
      if (word.length < 3 || NOT_A_THING.has(word) || !this.wordnet.isDrawable(word)) continue;
      sources.set(word, (sources.get(word) ?? new Set()).add(source));
    }
    for (const [name, from] of sources) {
      if (from.size >= LEAST_SOURCES) this.all.set(name, { name, emojis: [] });
    }
  }
}

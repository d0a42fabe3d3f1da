/**
 * @file Names and keywords of emoji in a hundred languages, from Unicode CLDR. Emoji are told apart by their
 * characters without the variation selector U+FE0F, which fonts and sets write or leave out as they please.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What one language calls an emoji. */
export interface EmojiWords {
  /** The short name, as a screen reader says it. */
  readonly name: string;
  readonly keywords: readonly string[];
}

const entry = z.object({
  default: z.array(z.string()).default([]),
  tts: z.array(z.string()).default([]),
});
/** A few languages have a file without a word in it. */
const table = z.record(z.string(), entry).default({});
const file = z.union([
  z.object({ annotations: z.object({ annotations: table }) }),
  z.object({ annotationsDerived: z.object({ annotations: table }) }),
]);

/** The emoji without what does not change its meaning. */
const plainEmoji = (emoji: string): string => emoji.replaceAll('\uFE0F', '');

/** `1f468-200d-1f33e` → the characters. */
export const emojiOfCodes = (codes: string): string =>
  plainEmoji(String.fromCodePoint(...codes.split('-').map((code) => Number.parseInt(code, 16))));

/** Languages that have a file; regional variants such as `en-GB` are left out. @param modules a node_modules folder */
export function cldrLanguages(modules: string): string[] {
  const folder = join(modules, 'cldr-annotations-full', 'annotations');
  return readdirSync(folder).filter((name) => /^[a-z]{2,3}$/u.test(name));
}

/** Variants of a language that write it otherwise or in another script: `zh-Hant` of `zh`. */
export function cldrVariants(modules: string, language: string): string[] {
  const folder = join(modules, 'cldr-annotations-full', 'annotations');
  return readdirSync(folder).filter((name) => name.startsWith(`${language}-`));
}

/** Words of one language, by plain emoji. */
export function readCldr(modules: string, language: string): Map<string, EmojiWords> {
  const words = new Map<string, EmojiWords>();
  const files = [
    join(modules, 'cldr-annotations-full', 'annotations', language, 'annotations.json'),
    join(modules, 'cldr-annotations-derived-full', 'annotationsDerived', language, 'annotations.json'),
  ];
  for (const path of files) {
    if (!existsSync(path)) continue;
    const parsed = file.parse(JSON.parse(readFileSync(path, 'utf8')));
    const { annotations } = 'annotations' in parsed ? parsed.annotations : parsed.annotationsDerived;
    for (const [emoji, { tts, default: keywords }] of Object.entries(annotations)) {
      if (tts[0] !== undefined) words.set(plainEmoji(emoji), { name: tts[0], keywords });
    }
  }
  return words;
}

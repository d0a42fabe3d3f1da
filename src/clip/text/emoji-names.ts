/**
 * @file Emoji by their English names, for models that were taught the names and never saw the characters. The names
 * are CLDR's short ones, as in the captions that such a model learnt from.
 */
import { createRequire } from 'node:module';
import { z } from 'zod';

/** What changes how an emoji looks and not what it is called: variation selectors and skin tones. */
const LOOKS = /[\uFE0E\uFE0F\u{1F3FB}-\u{1F3FF}]/gu;
const MODIFIERS = String.raw`[\uFE0E\uFE0F\u20E3\u{1F3FB}-\u{1F3FF}\u{E0020}-\u{E007F}]*`;
const PICTURE = String.raw`\p{Extended_Pictographic}${MODIFIERS}`;
/** A flag, a keycap, or pictures joined to one (emoji sequences of Unicode's UTS 51). */
const EMOJI = new RegExp(String.raw`\p{RI}{2}|[0-9#*]\uFE0F?\u20E3|${PICTURE}(?:\u200D${PICTURE})*`, 'gu');
/** Flags and keycaps are called by what is on them. */
const BY_WHAT_IS_ON_IT = /^\p{RI}|[\u20E3\u{E007F}]$/u;

const require = createRequire(import.meta.url);
const table = z.record(z.string(), z.object({ name: z.string() }));
let names: ReadonlyMap<string, string> | undefined;

/** By emoji without what only changes its looks; read when the first emoji is met. */
function readNames(): ReadonlyMap<string, string> {
  const entries = Object.entries(table.parse(require('unicode-emoji-json')));
  return new Map(
    entries.map(([emoji, { name }]) => {
      const called = BY_WHAT_IS_ON_IT.test(emoji) ? name.slice(name.indexOf(' ') + 1) : name;
      return [emoji.replace(LOOKS, ''), called.replaceAll('’', "'")];
    }),
  );
}

/** Of one emoji; of a sequence without a name, the names of its pictures. */
function nameOf(emoji: string): string | undefined {
  names ??= readNames();
  const plain = emoji.replace(LOOKS, '');
  const whole = names.get(plain);
  if (whole !== undefined || !plain.includes('\u200D')) return whole;
  const parts = plain.split('\u200D').map((part) => names!.get(part));
  return parts.every((part) => part !== undefined) ? parts.join(' ') : undefined;
}

/** The text with each emoji that has a name as that name, set apart from what it touches; any other text as it is. */
export function nameEmoji(text: string): string {
  let touched = -1;
  return text.replace(EMOJI, (emoji: string, start: number) => {
    const name = nameOf(emoji);
    if (name === undefined) return emoji;
    const end = start + emoji.length;
    const before = start === touched || /[\p{L}\p{M}\p{N}]$/u.test(text.slice(0, start)) ? ' ' : '';
    const after = /^[\p{L}\p{N}]/u.test(text.slice(end)) ? ' ' : '';
    touched = after === '' ? end : -1;
    return `${before}${name}${after}`;
  });
}

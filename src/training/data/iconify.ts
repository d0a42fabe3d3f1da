/** @file Reading a set of icons of the Iconify project: names, emoji characters where it has them, and SVG. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { emojiOfCodes } from './cldr.js';

const icon = z.object({
  body: z.string(),
  left: z.number().optional(),
  top: z.number().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
});
const setSchema = z.object({
  icons: z.record(z.string(), icon),
  width: z.number().default(16),
  height: z.number().default(16),
});
const charsSchema = z.record(z.string(), z.string());

export interface Icon {
  /** As in the set: `red-apple`. */
  readonly name: string;
  /** Plain emoji, in sets of emoji. */
  readonly emoji?: string;
  readonly svg: string;
}

/** @param modules a node_modules folder @param tint CSS colour in place of `currentColor` */
export function readIcons(modules: string, packageName: string, tint: string): Icon[] {
  const folder = join(modules, packageName);
  const set = setSchema.parse(JSON.parse(readFileSync(join(folder, 'icons.json'), 'utf8')));
  const emojis = readEmojis(join(folder, 'chars.json'));
  return Object.entries(set.icons).map(([name, { body, left = 0, top = 0, width, height }]) => {
    const box = `${left} ${top} ${width ?? set.width} ${height ?? set.height}`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="${box}">${body.replaceAll('currentColor', tint)}</svg>`;
    const emoji = emojis.get(name);
    return { name, svg, ...(emoji === undefined ? {} : { emoji }) };
  });
}

/** Icon name → emoji. */
function readEmojis(file: string): Map<string, string> {
  if (!existsSync(file)) return new Map();
  const chars = charsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const pairs = Object.entries(chars)
    .map(([codes, name]): [string, string] => [name, emojiOfCodes(codes)])
    // Fonts of icons use private code points, which are no emoji.
    .filter(([, characters]) => /\p{Extended_Pictographic}/u.test(characters));
  // One name may stand for several code points; the first is the plain one.
  return new Map(pairs.reverse());
}

/** Width of the line that `outlined` draws, shares of the drawing's longer side: about what a felt pen leaves. */
const LINE = 0.028;

/** The same drawing with a dark line around each of its areas that has none of its own. */
export function outlined(svg: string): string {
  const [, , width = 0, height = 0] = (/viewBox="([^"]*)"/u.exec(svg)?.[1] ?? '').split(' ').map(Number);
  const line = `stroke="#1b1b1b" stroke-width="${(LINE * Math.max(width, height)).toFixed(2)}" stroke-linejoin="round" stroke-linecap="round"`;
  const from = svg.indexOf('>') + 1;
  const to = svg.lastIndexOf('</svg>');
  return `${svg.slice(0, from)}<g ${line}>${svg.slice(from, to)}</g></svg>`;
}

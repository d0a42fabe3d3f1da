/** @file Every picture of every package, as yet undrawn: what it may be called, and how it is got. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Named } from './concepts.js';
import { splitColour, thingOf } from './concepts.js';
import { readClipArt } from './debian.js';
import { readGlyphs } from './fonts.js';
import { type Icon, outlined, readIcons } from './iconify.js';
import type { Packages } from './packages.js';
import { type FontSource, type IconifySource, isFromDebian, type Source } from './source.js';
import { sources } from './sources.js';

export interface Found extends Named {
  readonly name: string;
  /** Black on nothing; the colour is chosen when it is shown. */
  readonly tinted: boolean;
  readonly colour?: string;
  readonly role: Source['role'];
  readonly medium: 'drawing' | 'icon' | 'photo';
  /** SVG text, or the path of a PNG. */
  load(): Promise<{ readonly svg: string } | { readonly png: string }>;
}

export function gatherPictures({ modules, debian }: Packages): Found[] {
  return Object.entries(sources).flatMap(([source, row]) => {
    const root = isFromDebian(row) ? debian[source] : join(modules, source);
    if (root === undefined) return [];
    if (row.from === 'font')
      return readGlyphs(modules, root, row).map((glyph) => drawingOf(source, row, glyph));
    if (row.from === 'iconify') {
      return readIcons(modules, source, '#000').flatMap((icon) => {
        const drawing = drawingOf(source, row, icon);
        if (row.colour !== 'full and outlined') return [drawing];
        const svg = outlined(icon.svg);
        return [drawing, { ...drawing, name: `${icon.name} outlined`, load: async () => ({ svg }) }];
      });
    }
    return readClipArt[row.layout](root).map(({ name, file, words }): Found => {
      const png = file.endsWith('.png');
      return {
        source,
        name,
        words,
        tinted: false,
        role: row.role,
        medium: png ? 'photo' : 'drawing',
        load: async () => (png ? { png: file } : { svg: await readFile(file, 'utf8') }),
      };
    });
  });
}

function drawingOf(source: string, row: FontSource | IconifySource, { name, emoji, svg }: Icon): Found {
  const called = row.from === 'font' ? '' : thingOf(name, row.styles);
  const { thing, colour } = splitColour(called);
  return {
    source,
    name,
    words: colour === undefined ? [called] : [called, thing],
    tinted: row.from === 'font' || row.colour === 'tinted',
    role: row.role,
    medium: emoji === undefined ? 'icon' : 'drawing',
    load: async () => ({ svg }),
    ...(emoji === undefined ? {} : { emoji }),
    ...(colour === undefined ? {} : { colour }),
  };
}

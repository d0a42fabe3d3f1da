/** @file Every picture of every package, as yet undrawn: what it may be called, and how it is got. */
import { readFile } from 'node:fs/promises';
import type { Named } from './concepts.js';
import { splitColour, thingOf } from './concepts.js';
import { readClipArt } from './debian.js';
import { readIcons } from './iconify.js';
import type { Packages } from './packages.js';
import { type Source, sources } from './sources.js';

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
    if (row.from === 'iconify') {
      return readIcons(modules, source, '#000').map(({ name, emoji, svg }): Found => {
        const called = thingOf(name, row.styles);
        const { thing, colour } = splitColour(called);
        return {
          source,
          name,
          words: colour === undefined ? [called] : [called, thing],
          tinted: row.colour === 'tinted',
          role: row.role,
          medium: emoji === undefined ? 'icon' : 'drawing',
          load: async () => ({ svg }),
          ...(emoji === undefined ? {} : { emoji }),
          ...(colour === undefined ? {} : { colour }),
        };
      });
    }
    const root = debian[source];
    if (root === undefined) return [];
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

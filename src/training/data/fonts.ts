/** @file Emoji as a font draws them, each glyph an SVG of one black path. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { emojiOfCodes } from './cldr.js';
import type { Icon } from './iconify.js';
import type { FontSource } from './source.js';

/** What is used of opentype.js, which the data set's own packages bring. */
interface OpenType {
  parse(bytes: ArrayBuffer): {
    readonly tables: { readonly cmap: { readonly glyphIndexMap: Readonly<Record<string, number>> } };
    readonly glyphs: { get(index: number): Glyph };
  };
}
interface Glyph {
  getPath(x: number, y: number, size: number): Path;
}
interface Path {
  getBoundingBox(): { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };
  toPathData(digits: number): string;
}

/** Units of the em that paths are written in. */
const EM = 512;

/**
 * @param modules a node_modules folder with opentype.js
 * @param root the package's folder
 */
export function readGlyphs(modules: string, root: string, { folder, files }: FontSource): Icon[] {
  const at = join(root, folder);
  if (!existsSync(at)) return [];
  const opentype = createRequire(import.meta.url)(join(modules, 'opentype.js')) as OpenType;
  const fonts = readdirSync(at).filter((name) => files.test(name));
  return fonts.sort().flatMap((file) => {
    const bytes = readFileSync(join(at, file));
    const font = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    return Object.entries(font.tables.cmap.glyphIndexMap).flatMap(([code, index]): Icon[] => {
      const emoji = emojiOfCodes(Number(code).toString(16));
      if (index === 0 || !/\p{Extended_Pictographic}/u.test(emoji)) return [];
      const svg = svgOf(font.glyphs.get(index).getPath(0, 0, EM));
      return svg === undefined ? [] : [{ name: `${file} ${code}`, emoji, svg }];
    });
  });
}

/** The path in the middle of a square that its longer side fills; nothing for an empty glyph. */
function svgOf(path: Path): string | undefined {
  const { x1, y1, x2, y2 } = path.getBoundingBox();
  const side = Math.max(x2 - x1, y2 - y1);
  if (!(side > 0)) return undefined;
  const box = [(x1 + x2 - side) / 2, (y1 + y2 - side) / 2, side, side]
    .map((value) => value.toFixed(2))
    .join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}"><path d="${path.toPathData(2)}"/></svg>`;
}

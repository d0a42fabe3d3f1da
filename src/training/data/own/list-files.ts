/** @file The files of a person's folder that matter to a training, in an order that does not depend on the disk. */
import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

export interface OwnFiles {
  /** Paths below the folder, with slashes. */
  readonly pictures: readonly string[];
  readonly texts: ReadonlySet<string>;
  readonly tables: readonly string[];
}

/** What sharp reads, and what people may take for pictures too: those are told as skipped. */
const PICTURE = /\.(png|jpe?g|webp|avif|gif|tiff?|svg|bmp|heic|heif|jxl|jp2|psd|ico)$/iu;

export async function listFiles(folder: string): Promise<OwnFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length).replaceAll('\\', '/'))
    .sort();
  return {
    pictures: files.filter((file) => PICTURE.test(file)),
    texts: new Set(files.filter((file) => file.toLowerCase().endsWith('.txt'))),
    tables: files.filter((file) => file.toLowerCase().endsWith('.csv')),
  };
}

/** `tiere/rote-katze_02.png` → `rote katze`; `tiere/0017.png` → `tiere`; nothing where no name says anything. */
export function captionOfName(file: string): string | undefined {
  const stem = basename(file, extname(file));
  const words = stem
    .replace(/[_\-.+]+/gu, ' ')
    .replace(/\(\d+\)/gu, ' ')
    .replace(/(^|\s)\d+(?=\s|$)/gu, ' ')
    .replace(/(?<=\p{L})\d+\s*$/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
  if (/\p{L}{2}/u.test(words) && !CAMERA.test(words)) return words;
  const above = dirname(file);
  return above === '.' ? undefined : captionOfName(`${basename(above)}.folder`);
}

/** What cameras and phones call their pictures. */
const CAMERA = /^(img|dsc[nf]?|pxl|image|photo|picture|screenshot|scan|p|wp|mvi|untitled)( \w?)?$/iu;

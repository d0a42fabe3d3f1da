/**
 * @file Pictures out of Debian's packages: the clip art's SVGs with their titles, the stamps with their
 * captions in many languages.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { DebianSource } from './source.js';
import { sources } from './sources.js';

export interface ClipArt {
  /** Path inside the package, without its ending. */
  readonly name: string;
  readonly file: string;
  /** What it may be called, the likeliest first. */
  readonly words: readonly string[];
  /** Captions by language. */
  readonly captions: Readonly<Record<string, string>>;
}

/** @param root the folder a package was taken apart in */
export const readClipArt: Readonly<Record<DebianSource['layout'], (root: string) => ClipArt[]>> = {
  openclipart: (root) => {
    const folder = join(root, 'usr/share/openclipart/svg');
    return filesIn(folder, ['.svg']).map((file) => ({
      name: file.slice(folder.length + 1, -4),
      file,
      words: wordsOfSvg(file),
      captions: {},
    }));
  },
  stamps: (root) => {
    const folder = join(root, 'usr/share/tuxpaint/stamps');
    return filesIn(folder, ['.svg', '.png'])
      .filter((file) => !/_mirror(_flip)?\.|_flip\./u.test(file))
      .map((file) => {
        const stem = file.slice(0, -extname(file).length);
        const captions = existsSync(`${stem}.txt`) ? readCaptions(`${stem}.txt`) : {};
        const said = captions.en?.replace(/^(an?|the|some)\s+/iu, '').replace(/[.!]+$/u, '') ?? '';
        return {
          name: stem.slice(folder.length + 1),
          file,
          words: [said, slugWords(basename(stem))],
          captions,
        };
      });
  },
};

/** Languages of the stamps that CLDR calls otherwise. */
const STAMP_LANGUAGES: Readonly<Record<string, string>> = { nb: 'no', zh_CN: 'zh', zh_TW: 'zh', pt_BR: 'pt' };

/**
 * English word → language → what the captions of stamps with just that word say.
 * @param debian roots of the packages that could be had
 */
export function readStampWords(
  debian: Readonly<Record<string, string>>,
): Map<string, Record<string, string[]>> {
  const words = new Map<string, Record<string, string[]>>();
  for (const [name, row] of Object.entries(sources)) {
    const root = debian[name];
    if (row.from !== 'debian' || row.layout !== 'stamps' || root === undefined) continue;
    for (const { words: english, captions } of readClipArt.stamps(root)) {
      const word = english[0]?.toLowerCase() ?? '';
      const said = words.get(word) ?? {};
      for (const [code, caption] of Object.entries(captions)) {
        const language = STAMP_LANGUAGES[code] ?? code;
        const text = caption
          .replace(/[.!。．।|]+$/u, '')
          .trim()
          .toLowerCase();
        if (language !== 'en' && text !== '' && !/[(（,–−]/u.test(text))
          said[language] = [...(said[language] ?? []), text];
      }
      words.set(word, said);
    }
  }
  return words;
}

/** First line English, then `ru.utf8=…`. */
function readCaptions(file: string): Record<string, string> {
  const [english = '', ...others] = readFileSync(file, 'utf8').split(/\r?\n/u);
  const captions: Record<string, string> = { en: english.trim() };
  for (const line of others) {
    const match = /^([a-z]{2,3}(?:_[A-Z]{2})?)\.utf8=(.+)$/u.exec(line);
    if (match) captions[match[1]!] = match[2]!.trim();
  }
  return captions;
}

/** Title and file name. The keywords are left: they name the shelf more often than the thing. */
function wordsOfSvg(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const title = /<dc:title>([^<]{1,80})<\/dc:title>/u.exec(text)?.[1] ?? '';
  return [slugWords(title), slugWords(basename(file, '.svg'))];
}

/** `cat_mark_ii_01` → `cat mark ii`. */
const slugWords = (slug: string): string =>
  slug
    .replace(/[_-]+/gu, ' ')
    .replace(/\b\d+\b/gu, '')
    .trim()
    .toLowerCase();

function filesIn(folder: string, endings: readonly string[]): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && endings.includes(extname(one.name).toLowerCase()))
    .map((one) => join(one.parentPath, one.name))
    .sort();
}

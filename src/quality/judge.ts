/** @file The judge: a model that had no part in the drawings says what it takes them for. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { hashWeights } from '../artwork/index.js';
import type { Clip } from '../clip/index.js';
import { dot } from '../guidance/index.js';
import type { Witnessed } from './calibration.js';
import { logShare, rankOf } from './measures.js';

/** Inverse temperature of the softmax that the embedded models were trained with. */
const SCALE = 20;

export class Judge {
  private constructor(
    private readonly clip: Clip,
    readonly words: readonly string[],
    private readonly vectors: readonly Float32Array[],
    /** Tells it from every other judge and every other list of words: by its weights, not by its name. */
    readonly key: string,
  ) {}

  /** @param clip is not closed with the judge @param words what it chooses from */
  static async open(clip: Clip, words: readonly string[]): Promise<Judge> {
    const vectors = await clip.embedTexts(words);
    const key = createHash('sha256')
      .update(JSON.stringify([await hashWeights(clip.weightFiles), words]))
      .digest('hex');
    return new Judge(clip, words, vectors, key.slice(0, 12));
  }

  get name(): string {
    return this.clip.name;
  }

  /** One vector of length 1 for each picture, square files of any size and format. */
  async look(pictures: readonly (string | Buffer)[]): Promise<Float32Array[]> {
    const side = this.clip.imageSize;
    const each = 3 * side * side;
    const images = new Float32Array(pictures.length * each);
    for (const [i, picture] of pictures.entries()) {
      const bytes = await sharp(picture)
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb')
        .resize(side, side, { fit: 'fill' })
        .removeAlpha()
        .raw()
        .toBuffer();
      for (let j = 0; j < each; j++) images[i * each + j] = bytes[j]! / 255;
    }
    return this.clip.embedImages(images, pictures.length);
  }

  /** Place of a word among all for a picture as it looked, 1 for the likest. */
  rank(vector: Float32Array, word: string): number {
    return rankOf(this.likeness(vector), this.words.indexOf(word));
  }

  /**
   * How sure it is of a word for a picture as it looked: the logarithm of its part of the softmax over all words, ≤ 0.
   * Unlike the rank it still tells pictures apart that are all first, or all far from it.
   */
  sureness(vector: Float32Array, word: string): number {
    return this.witness(vector, word).sureness(SCALE);
  }

  /** All that can be asked about one word for a picture as it looked. */
  witness(vector: Float32Array, word: string): Omit<Witnessed, 'sheet' | 'right'> {
    const [cosines, own] = [this.likeness(vector), this.words.indexOf(word)];
    return {
      likeness: cosines[own]!,
      rival: Math.max(...cosines.filter((_, i) => i !== own)),
      rank: rankOf(cosines, own),
      sureness: (scale) =>
        logShare(
          cosines.map((cosine) => scale * cosine),
          own,
        ),
    };
  }

  /** The likest words. */
  nearest(vector: Float32Array, count: number): string[] {
    const likeness = this.likeness(vector);
    return [...this.words.keys()]
      .sort((a, b) => likeness[b]! - likeness[a]!)
      .slice(0, count)
      .map((i) => this.words[i]!);
  }

  private likeness(vector: Float32Array): number[] {
    return this.vectors.map((word) => dot(word, vector));
  }
}

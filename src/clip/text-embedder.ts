/**
 * @file Texts to vectors: compiled for a few shapes, cached by text.
 *
 * A program has fixed shapes. Two batch sizes serve a prompt and a long list; a few lengths serve short
 * texts (nearly all of them) at a fraction of the cost, as padding behind the end token changes nothing.
 */

import type * as tf from '@tensorflow/tfjs-core';
import { type CompileOptions, compile, type Program } from '../compile/index.js';
import type { BoundWeights } from './checkpoint/bind-tensors.js';
import { canonicalTensors } from './nn/weight.js';
import { ProgramShelf } from './program-shelf.js';
import type { Tokenize } from './text/tokenizer.js';
import type { TextTower } from './tower.js';
import { unitRows } from './unit-vectors.js';
import { VectorCache } from './vector-cache.js';

const batchSizes = [64, 8] as const;
const shortLengths = [8, 32, 128] as const;
const cachedTexts = 8192;

export class TextEmbedder {
  readonly #tower: TextTower;
  readonly #weights: BoundWeights;
  readonly #tokenize: Tokenize;
  readonly #options: CompileOptions;
  readonly #shelf = new ProgramShelf();
  readonly #cache = new VectorCache(cachedTexts);

  constructor(tower: TextTower, weights: BoundWeights, tokenize: Tokenize, options: CompileOptions) {
    this.#tower = tower;
    this.#weights = weights;
    this.#tokenize = tokenize;
    this.#options = options;
  }

  /**
   * One vector of length 1 per text, in order; the caller may write into them. The same call gives the same bits whatever
   * was embedded before: how many rows a product has decides, with many threads, the last digits of its sums.
   */
  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    const tokens = new Map([...new Set(texts)].map((text) => [text, this.#tokenize(text)]));
    const vectors = new Map<string, Float32Array>();
    for (const { length, texts: group } of this.#groupByLength(tokens)) {
      for (const { batch, texts: sharers } of groupByBatch(group)) {
        const missing: string[] = [];
        for (const text of sharers) {
          const cached = this.#cache.get(cacheKey(batch, text));
          if (cached) vectors.set(text, cached);
          else missing.push(text);
        }
        for (let start = 0; start < missing.length; start += batch) {
          const part = missing.slice(start, start + batch);
          const rows = await this.#embedRows(
            batch,
            length,
            part.map((text) => tokens.get(text)!),
          );
          for (const [i, text] of part.entries()) {
            vectors.set(text, rows[i]!);
            this.#cache.set(cacheKey(batch, text), rows[i]!);
          }
        }
      }
    }
    return texts.map((text) => vectors.get(text)?.slice() ?? new Float32Array(0));
  }

  /** Frees the compiled programs until the next text that is not cached. */
  rest(): Promise<void> {
    return this.#shelf.rest();
  }

  dispose(): Promise<void> {
    return this.#shelf.dispose();
  }

  #groupByLength(texts: ReadonlyMap<string, Int32Array>) {
    const full = this.#tower.contextLength;
    const lengths = [...shortLengths.filter((length) => length < full), full];
    const groups = lengths.map((length) => ({ length, texts: [] as string[] }));
    for (const [text, tokens] of texts) {
      const used = tokens.findLastIndex((id) => id !== this.#tower.paddingToken) + 1;
      groups.find(({ length }) => used <= length)?.texts.push(text);
    }
    return groups;
  }

  /** @param rows token ids of at most `batch` texts, of which the first `length` are used */
  async #embedRows(batch: number, length: number, rows: readonly Int32Array[]): Promise<Float32Array[]> {
    const tokens = new Int32Array(batch * length).fill(this.#tower.paddingToken);
    for (const [row, ids] of rows.entries()) tokens.set(ids.subarray(0, length), row * length);
    const { embeddings } = await this.#run(batch, length, tokens);
    return unitRows(embeddings, rows.length);
  }

  #run(batch: number, length: number, ids: Int32Array): ReturnType<Program['run']> {
    const build = () =>
      compile(
        ({ tokens }, weights) => {
          if (!tokens) throw new Error('The program was not given its tokens.');
          const canonical = canonicalTensors(weights, this.#weights.transposed);
          return { embeddings: this.#tower.encode(tokens as tf.Tensor2D, canonical) };
        },
        { inputs: { tokens: { shape: [batch, length], dtype: 'int32' } }, weights: this.#weights.sources },
        { ...this.#options, packWeights: false },
      );
    return this.#shelf.use(`${batch}×${length}`, build, (program) => program.run({ tokens: ids }));
  }
}

const cacheKey = (batch: number, text: string): string => `${batch} ${text}`;

/** As many full large batches as there are; small ones for the rest. */
function groupByBatch(texts: readonly string[]) {
  const [large, small] = batchSizes;
  const full = large * Math.floor(texts.length / large);
  return [
    { batch: large, texts: texts.slice(0, full) },
    { batch: small, texts: texts.slice(full) },
  ];
}

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

  /** One vector of length 1 per text, in order; the caller may write into them. */
  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    const vectors = new Map<string, Float32Array>();
    const missing = new Map<string, Int32Array>();
    for (const text of new Set(texts)) {
      const cached = this.#cache.get(text);
      if (cached) vectors.set(text, cached);
      else missing.set(text, this.#tokenize(text));
    }
    for (const { length, texts: group } of this.#groupByLength(missing)) {
      for (const [text, vector] of await this.#embedGroup(group, length)) {
        vectors.set(text, vector);
        this.#cache.set(text, vector);
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
    const groups = lengths.map((length) => ({ length, texts: new Map<string, Int32Array>() }));
    for (const [text, tokens] of texts) {
      const used = tokens.findLastIndex((id) => id !== this.#tower.paddingToken) + 1;
      groups.find(({ length }) => used <= length)?.texts.set(text, tokens);
    }
    return groups;
  }

  async #embedGroup(
    group: ReadonlyMap<string, Int32Array>,
    length: number,
  ): Promise<[string, Float32Array][]> {
    const entries = [...group];
    const result: [string, Float32Array][] = [];
    while (result.length < entries.length) {
      const left = entries.length - result.length;
      const batch = batchSizes.find((size) => size <= left) ?? batchSizes[1];
      const part = entries.slice(result.length, result.length + batch);
      const tokens = new Int32Array(batch * length).fill(this.#tower.paddingToken);
      for (const [row, [, ids]] of part.entries()) tokens.set(ids.subarray(0, length), row * length);
      const { embeddings } = await this.#run(batch, length, tokens);
      for (const [row, vector] of unitRows(embeddings, part.length).entries()) {
        const entry = part[row];
        if (entry) result.push([entry[0], vector]);
      }
    }
    return result;
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

/** @file Images to vectors: compiled for a single image and for a batch. */

import type * as tf from '@tensorflow/tfjs-core';
import {
  type CompileOptions,
  compile,
  type Program,
  type TensorMap,
  type WeightSource,
} from '../compile/index.js';
import { ProgramShelf } from './program-shelf.js';
import { unitRows } from './unit-vectors.js';

const batchSizes = [16, 1] as const;

export class ImageEmbedder {
  readonly #encode: (images: tf.Tensor4D, weights: TensorMap) => tf.Tensor2D;
  readonly #imageSize: number;
  readonly #weights: Readonly<Record<string, WeightSource>>;
  readonly #options: CompileOptions;
  readonly #shelf = new ProgramShelf();

  constructor(
    encode: (images: tf.Tensor4D, weights: TensorMap) => tf.Tensor2D,
    imageSize: number,
    weights: Readonly<Record<string, WeightSource>>,
    options: CompileOptions,
  ) {
    this.#encode = encode;
    this.#imageSize = imageSize;
    this.#weights = weights;
    this.#options = options;
  }

  /** @param images count·R·R·3, RGB in 0..1. One vector of length 1 per image. */
  async embed(images: Float32Array, count: number): Promise<Float32Array[]> {
    const perImage = this.#imageSize * this.#imageSize * 3;
    if (!Number.isInteger(count) || count < 0 || images.length !== count * perImage) {
      throw new RangeError(
        `${count} images of ${this.#imageSize}×${this.#imageSize} RGB need ${count * perImage} numbers, but ${images.length} were given.`,
      );
    }
    const vectors: Float32Array[] = [];
    while (vectors.length < count) {
      const left = count - vectors.length;
      const batch = batchSizes.find((size) => size <= left) ?? batchSizes[1];
      const part = images.slice(vectors.length * perImage, (vectors.length + batch) * perImage);
      const { embeddings } = await this.#run(batch, part);
      vectors.push(...unitRows(embeddings, batch));
    }
    return vectors;
  }

  /** Frees the compiled programs until the next call of `embed`. */
  rest(): Promise<void> {
    return this.#shelf.rest();
  }

  dispose(): Promise<void> {
    return this.#shelf.dispose();
  }

  #run(batch: number, images: Float32Array): ReturnType<Program['run']> {
    const side = this.#imageSize;
    const build = () =>
      compile(
        ({ images }, weights) => {
          if (!images) throw new Error('The program was not given its images.');
          return { embeddings: this.#encode(images as tf.Tensor4D, weights) };
        },
        { inputs: { images: { shape: [batch, side, side, 3], dtype: 'float32' } }, weights: this.#weights },
        { ...this.#options, packWeights: false },
      );
    return this.#shelf.use(String(batch), build, (program) => program.run({ images }));
  }
}

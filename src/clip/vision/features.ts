/** @file What an image tower gives besides the embedding: the activations of layers asked for by name. */

import type * as tf from '@tensorflow/tfjs-core';

export interface ImageFeatures {
  /** [N, embedDim], not normalised. */
  readonly embedding: tf.Tensor2D;
  /**
   * The layers asked for, by name: maps [N, H, W, C] of convolutional towers, tokens [N, L, W] of transformers
   * (class token first, then patches row by row), and attention [N, heads, L] of the token that is read out.
   */
  readonly features: Readonly<Record<string, tf.Tensor>>;
}

/** Picks the wanted layers out of a tower's pass. */
export class LayerTaps {
  readonly #wanted: ReadonlySet<string>;
  readonly features: Record<string, tf.Tensor> = {};

  /** Throws RangeError for a layer that the tower has not. */
  constructor(known: readonly string[], wanted: readonly string[]) {
    const unknown = wanted.find((layer) => !known.includes(layer));
    if (unknown !== undefined) {
      throw new RangeError(
        `The image tower has no layer ${JSON.stringify(unknown)}; its layers are ${known.join(', ')}.`,
      );
    }
    this.#wanted = new Set(wanted);
  }

  wants(layer: string): boolean {
    return this.#wanted.has(layer);
  }

  /** Notes the activation if it is wanted, and hands it on. */
  tap<T extends tf.Tensor>(layer: string, activation: T): T {
    if (this.wants(layer)) this.features[layer] = activation;
    return activation;
  }
}

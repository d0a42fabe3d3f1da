/**
 * @file Layers of an image encoder as they are written in a row: `layer2:1 layer3:0.5`, with channels
 * `layer3#12,40:1`. Without any, those at the middle and at three quarters of the encoder.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { TextRow } from '../../parameters/index.js';
import type { LayerWish } from './view-objective.js';

const ONE = /^([\w.-]+?)(?:#(\d{1,5}(?:,\d{1,5})*))?(?::(\d+\.?\d*|\.\d+))?$/u;

/** The part of a text row that is the same for all rows of layers. */
export const layersText = {
  kind: 'text',
  maxLength: 200,
  pattern: /^\s*(?:[\w.-]+(?:#\d{1,5}(?:,\d{1,5})*)?(?::(?:\d+\.?\d*|\.\d+))?\s*)*$/u,
  wanted: {
    en: 'layers of the encoder such as “layer2:1 layer3:0.5”, or empty',
    ru: 'слои кодировщика, например «layer2:1 layer3:0.5», или пусто',
  },
  default: '',
} as const satisfies Partial<TextRow>;

/** An objective asks for something that the model does not have; one sentence. */
export class ObjectiveError extends Error {
  override readonly name = 'ObjectiveError';
}

/**
 * @param known the encoder's layers, from the first to the last
 * @throws ObjectiveError naming a layer that the encoder has not, and those it has
 */
export function readLayers(text: string, known: readonly string[], model: string): LayerWish[] {
  const maps = known.filter((layer) => !layer.includes('attention'));
  const words = text.trim().split(/\s+/u).filter(Boolean);
  if (words.length === 0) {
    const places = [Math.floor(maps.length * 0.5), Math.floor(maps.length * 0.75)];
    return [...new Set(places)].map((i) => ({ layer: maps[i]!, weight: 1, channels: [] }));
  }
  return words.map((word) => {
    const [, layer = '', channels = '', weight = '1'] = ONE.exec(word) ?? [];
    if (!maps.includes(layer)) {
      throw new ObjectiveError(
        `The encoder ${model} has no layer “${layer || word}”; its layers are ${maps.join(', ')}.`,
      );
    }
    return { layer, weight: Number(weight), channels: channels.split(',').filter(Boolean).map(Number) };
  });
}

/** @throws ObjectiveError naming a channel that a layer of this many has not */
export function expectChannels(layer: string, channels: readonly number[], count: number): void {
  const beyond = channels.find((channel) => channel >= count);
  if (beyond === undefined) return;
  throw new ObjectiveError(
    `The layer ${layer} has no channel ${beyond}; its channels are numbered from 0 to ${count - 1}.`,
  );
}

/** Activations as a list of places: maps [N, H, W, C] and tokens [N, L, C], less the class token, to [places, C]. */
export function placesOf(activations: tf.Tensor): tf.Tensor2D {
  const spatial = activations.rank === 3 ? withoutClassToken(activations as tf.Tensor3D) : activations;
  return tf.reshape(spatial, [-1, spatial.shape.at(-1)!]) as tf.Tensor2D;
}

/** How many places an activation of this shape has. */
export const placeCount = (shape: readonly number[]): number =>
  shape.length === 3 ? shape[0]! * (shape[1]! - 1) : shape[0]! * shape[1]! * shape[2]!;

const withoutClassToken = (tokens: tf.Tensor3D): tf.Tensor =>
  tf.slice(tokens, [0, 1, 0], [tokens.shape[0], tokens.shape[1] - 1, tokens.shape[2]]);

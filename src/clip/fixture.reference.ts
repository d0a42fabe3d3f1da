/**
 * @file Test support: the numbers PyTorch gave for the embedded model.
 *
 * The fixture's images and image gradient are NCHW, RGB in 0..1, before normalisation; the gradient is that of
 * sum(cosine × cosine_weight), with batch normalisation in inference mode and fp16 weights expanded to fp32.
 */

import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { tensorNamed, weightSource } from './checkpoint/tensor-table.js';
import { readSafetensorsHeader } from './safetensors/header.js';
import { readTensor } from './safetensors/read-tensor.js';

export const embeddedWeightsFile = fileURLToPath(
  new URL('../../models/embedded/model.safetensors', import.meta.url),
);
const fixtures = new URL('../../test/fixtures/', import.meta.url);

export const fixtureFile = fileURLToPath(new URL('embedded.expected.safetensors', fixtures));
/** Small models of random weights with what PyTorch gave for them. */
export const parityFolder = fileURLToPath(new URL('clip-parity/', fixtures));
/** More of them, in double precision (`bench/peers/clip_fixtures.py`). */
export const variantsFolder = fileURLToPath(new URL('clip-variants/', fixtures));

/** What `torch.save` wrote, and what it must come out as. */
export const torchFolder = fileURLToPath(new URL('torch/', fixtures));

export interface Fixture {
  readonly texts: readonly string[];
  readonly tokens: Int32Array;
  readonly tokenShape: readonly number[];
  /** NHWC */
  readonly imageShape: readonly number[];
  /** In `imageShape`; already normalised, but for the embedded model's. */
  readonly images: Float32Array;
  /** In `imageShape` */
  readonly imageGradient: Float32Array;
  readonly imageEmbedding: Float32Array;
  readonly textEmbedding: Float32Array;
  readonly cosine: Float32Array;
  readonly cosineWeight: Float32Array;
  /** Activations inside, by layer. */
  readonly features: Readonly<Record<string, Float32Array>>;
}

const featurePrefix = 'feature.';

export async function readFixture(file = fixtureFile): Promise<Fixture> {
  const header = await readSafetensorsHeader(file);
  const read = (name: string) => readTensor(weightSource(name, tensorNamed(header, name)));
  const floats = async (name: string) => Float32Array.from(await read(name));
  const [count = 0, channels = 0, height = 0, width = 0] = tensorNamed(header, 'image').shape;
  const features: Record<string, Float32Array> = {};
  for (const name of header.tensors.keys()) {
    if (name.startsWith(featurePrefix)) features[name.slice(featurePrefix.length)] = await floats(name);
  }
  return {
    texts: JSON.parse(header.metadata.get('texts') ?? '[]') as string[],
    tokens: Int32Array.from(await read('token_ids')),
    tokenShape: tensorNamed(header, 'token_ids').shape,
    imageShape: [count, height, width, channels],
    images: channelsLast(await floats('image'), count, height),
    imageGradient: channelsLast(await floats('image_gradient'), count, height),
    imageEmbedding: await floats('image_embedding'),
    textEmbedding: await floats('text_embedding'),
    cosine: await floats('cosine'),
    cosineWeight: await floats('cosine_weight'),
    features,
  };
}

/** [count, 3, side, side] → [count, side, side, 3] */
function channelsLast(images: Float32Array, count: number, side: number): Float32Array {
  const pixels = side * side;
  return Float32Array.from({ length: count * pixels * 3 }, (_, i) => {
    const channel = i % 3;
    const pixel = Math.floor(i / 3) % pixels;
    return images[(Math.floor(i / (3 * pixels)) * 3 + channel) * pixels + pixel] ?? 0;
  });
}

/** Largest difference, relative to the largest magnitude of `expected`. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let magnitude = 0;
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? Number.NaN)));
    magnitude = Math.max(magnitude, Math.abs(expected[i] ?? 0));
  }
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference / magnitude;
}

/** Rows of length one. */
export function normaliseRows<T extends tf.Tensor>(rows: T): T {
  return tf.div(rows, tf.norm(rows, 2, -1, true));
}

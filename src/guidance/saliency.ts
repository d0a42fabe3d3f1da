/**
 * @file Where in a picture an image encoder looks. Of an encoder with attention, what the token that is read out
 * attends to, the mean over heads and layers (CLIPasso, Vinker et al. 2022); of one without, how much each place of the
 * picture would change the length of its vector, the gradient of ½‖embedding‖² (Simonyan et al. 2013).
 */
import * as tf from '@tensorflow/tfjs-core';
import { onPaper, type SourceImage } from '../canvas/index.js';
import type { Clip } from '../clip/index.js';
import { compile, type TensorMap } from '../compile/index.js';
import { type RasterSize, ViewSampler } from '../raster/index.js';
import { fieldOf } from './source-picture.js';
import { wholeView } from './views/view-kind.js';

/** 0..1 over the whole picture, height·width. */
export interface SaliencyMap extends RasterSize {
  readonly data: Float32Array;
}

const WHITE = [1, 1, 1] as const;
/** Cells of a map along the picture's shorter side. */
const CELLS = 32;
/** Cells along a view that gradients are summed in: single pixels say little. */
const GRADIENT_CELLS = 16;

/** The picture is seen whole; the map is spread to 0..1, and 1 everywhere where the encoder sees no difference. */
export async function saliencyOf(clip: Clip, picture: SourceImage): Promise<SaliencyMap> {
  const field = fieldOf(picture);
  const sampler = new ViewSampler(picture, 1, clip.imageSize);
  const views = sampler.forward(onPaper(picture, WHITE), [wholeView(field)], WHITE);
  const { grid, side } = await lookedAt(clip, views);
  const longer = Math.max(field.width, field.height);
  const width = Math.round(CELLS * field.width);
  const height = Math.round(CELLS * field.height);
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = (0.5 + ((y + 0.5) / height - 0.5) * (field.height / longer)) * side - 0.5;
    for (let x = 0; x < width; x++) {
      const column = (0.5 + ((x + 0.5) / width - 0.5) * (field.width / longer)) * side - 0.5;
      data[y * width + x] = between(grid, side, row, column);
    }
  }
  return { width, height, data: spread(data) };
}

/** How much each cell of a square view counts, side·side. @param views R·R·3 */
async function lookedAt(
  clip: Clip,
  views: Float32Array,
): Promise<{ readonly grid: Float32Array; readonly side: number }> {
  const layers = clip.imageLayers.filter((layer) => layer.startsWith('attention'));
  const see = layers.length > 0 ? attended : graded;
  const program = await compile(
    ({ views }, weights) => ({ grid: see(clip, views as tf.Tensor4D, weights, layers) }),
    {
      inputs: { views: { shape: [1, clip.imageSize, clip.imageSize, 3], dtype: 'float32' } },
      weights: clip.imageWeights,
    },
    { name: `saliency of ${clip.name}`, ...clip.runtime },
  );
  const { grid } = await program.run({ views });
  await program.dispose();
  return { grid: grid!.data as Float32Array, side: Math.round(Math.sqrt(grid!.data.length)) };
}

/** Attention [1, heads, 1 + places] of each layer → [places], the mean over heads and layers. */
function attended(clip: Clip, views: tf.Tensor4D, weights: TensorMap, layers: readonly string[]): tf.Tensor {
  const { features } = clip.encodeFeatures(views, weights, layers);
  const means = layers.map((layer) => {
    const [, heads = 0, tokens = 0] = features[layer]!.shape;
    const places = tf.slice(features[layer]!, [0, 0, 1], [1, heads, tokens - 1]);
    return tf.reshape(tf.mean(places, 1), [tokens - 1]);
  });
  return tf.mean(tf.stack(means), 0);
}

/** Gradient of ½‖embedding‖² by the pixels, its length summed over cells → [cells·cells] */
function graded(clip: Clip, views: tf.Tensor4D, weights: TensorMap): tf.Tensor {
  const half = (images: tf.Tensor) =>
    tf.mul(tf.sum(tf.square(clip.encodeImages(images as tf.Tensor4D, weights))), 0.5);
  const lengths = tf.sqrt(tf.sum(tf.square(tf.grad(half)(views)), 3));
  const cell = Math.max(1, Math.floor(clip.imageSize / GRADIENT_CELLS));
  const cells = Math.floor(clip.imageSize / cell);
  const whole = tf.slice(lengths, [0, 0, 0], [1, cells * cell, cells * cell]);
  return tf.reshape(tf.sum(tf.reshape(whole, [cells, cell, cells, cell]), [1, 3]), [cells * cells]);
}

/** Linear interpolation between the middles of cells; beyond the outermost ones they go on. */
function between(grid: Float32Array, side: number, row: number, column: number): number {
  const at = (place: number): readonly [number, number, number] => {
    const inside = Math.min(side - 1, Math.max(0, place));
    const from = Math.floor(inside);
    return [from, Math.min(side - 1, from + 1), inside - from];
  };
  const [top, bottom, down] = at(row);
  const [left, right, across] = at(column);
  const along = (r: number): number =>
    (1 - across) * grid[r * side + left]! + across * grid[r * side + right]!;
  return (1 - down) * along(top) + down * along(bottom);
}

function spread(values: Float32Array): Float32Array {
  const [least, most] = values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);
  return values.map((value) => (most > least ? (value - least) / (most - least) : 1));
}

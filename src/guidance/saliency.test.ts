import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { SourceImage } from '../canvas/index.js';
import { loadClip } from '../clip/index.js';
import { EMBED, linearClip, RESOLUTION, randoms } from './linear-clip.reference.js';
import { saliencyOf } from './saliency.js';

/** White, with a dark square; left and top in cells of an eighth of the height. */
function picture(left: number, top: number, width = 64): SourceImage {
  const data = new Uint8Array(4 * width * 64).fill(255);
  for (let y = 8 * top; y < 8 * top + 16; y++) {
    for (let x = 8 * left; x < 8 * left + 16; x++) data.fill(0, 4 * (y * width + x), 4 * (y * width + x) + 3);
  }
  return { width, height: 64, data };
}

/** The same model with attention: its heads attend to dark cells, each layer and head by its own factor. */
const attentive = {
  ...linearClip,
  imageLayers: ['attention0', 'pooled', 'attention1'],
  encodeFeatures: (images: tf.Tensor4D, _: unknown, layers: readonly string[]) => {
    const dark = tf.reshape(tf.sub(1, tf.mean(images, 3)), [1, 1, RESOLUTION * RESOLUTION]);
    const own = tf.ones([1, 1, 1]);
    const features = layers.map((layer, i) => [
      layer,
      tf.concat(
        [1, 3].map((factor) => tf.concat([own, tf.mul(dark, factor + i)], 2)),
        1,
      ),
    ]);
    return {
      embedding: tf.zeros([1, EMBED]) as tf.Tensor2D,
      features: Object.fromEntries(features) as Record<string, tf.Tensor>,
    };
  },
};

const brightest = ({ width, data }: { width: number; data: Float32Array }): [number, number] => {
  const most = data.indexOf(Math.max(...data));
  return [most % width, Math.floor(most / width)];
};

it('finds what the encoder attends to, in a picture of any sides', async () => {
  const square = await saliencyOf(attentive, picture(6, 0));
  expect([square.width, square.height]).toEqual([32, 32]);
  const [x, y] = brightest(square);
  expect(x).toBeGreaterThan(26);
  expect(y).toBeLessThan(5);
  expect([Math.min(...square.data), Math.max(...square.data)]).toEqual([0, 1]);
  // Twice as wide, seen in a square with white above and below: the map is of the picture alone.
  const wide = await saliencyOf(attentive, picture(14, 6, 128));
  expect([wide.width, wide.height]).toEqual([64, 32]);
  const [right, low] = brightest(wide);
  expect(right).toBeGreaterThan(54);
  expect(low).toBeGreaterThan(20);
});

it('of an encoder without attention takes the gradient of its vector’s length', async () => {
  const size = RESOLUTION;
  const pixels = size * size * 3;
  const data = Uint8Array.from({ length: 4 * size * size }, (_, i) => (i % 4 === 3 ? 255 : (i * 37) % 256));
  const { data: map } = await saliencyOf(linearClip, { width: size, height: size, data });
  // ½‖xM‖² has the gradient M(Mᵀx); the model's matrix, in scalars.
  const matrix = randoms(1, pixels * EMBED);
  const x = Array.from({ length: pixels }, (_, i) => data[4 * Math.floor(i / 3) + (i % 3)]! / 255);
  const embedding = Array.from({ length: EMBED }, (_, k) =>
    x.reduce((sum, value, i) => sum + value * matrix[i * EMBED + k]!, 0),
  );
  const lengths = Array.from({ length: size * size }, (_, pixel) =>
    Math.hypot(
      ...[0, 1, 2].map((c) =>
        embedding.reduce((sum, value, k) => sum + value * matrix[(3 * pixel + c) * EMBED + k]!, 0),
      ),
    ),
  );
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  // Eight cells of the map to a pixel; the outermost show the pixel itself.
  const corners = [0, size - 1, size * (size - 1), size * size - 1];
  const cells = [0, 31, 32 * 31, 32 * 32 - 1];
  corners.forEach((pixel, i) => {
    expect(map[cells[i]!]).toBeCloseTo((lengths[pixel]! - least) / (most - least), 1);
  });
});

it('sees more in a picture’s figure than in its paper, through the built-in encoder', async () => {
  const clip = await loadClip();
  const { data } = await saliencyOf(clip, picture(1, 1));
  const sum = (from: number, to: number): number => {
    let total = 0;
    for (let y = from; y < to; y++) for (let x = from; x < to; x++) total += data[32 * y + x]!;
    return total;
  };
  expect(sum(2, 14)).toBeGreaterThan(sum(18, 30));
  await clip.dispose();
});

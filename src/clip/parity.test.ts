import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile, type TensorFunction } from '../compile/index.js';
import { type Fixture, normaliseRows, readFixture, relativeError } from './fixture.reference.js';
import { type Clip, loadClip } from './index.js';

/** The embedded model against the numbers PyTorch gave, on every engine that is always there. */
describe.each(['tfjs-cpu', 'onnx'] as const)('the embedded model on %s', (engine) => {
  let fixture: Fixture;
  let clip: Clip;
  beforeAll(async () => {
    fixture = await readFixture();
    clip = await loadClip(undefined, { engine, threads: 1 });
    return () => clip.dispose();
  });

  it('embeds texts', async () => {
    const vectors = await clip.embedTexts(fixture.texts);
    expect(
      relativeError(
        vectors.flatMap((v) => [...v]),
        unitRows(fixture.textEmbedding, 256),
      ),
    ).toBeLessThan(1e-4);
  });

  it('gives embeddings, cosines and the image gradient in one program', async () => {
    const score: TensorFunction = (inputs, weights) => {
      const { images, texts, cosineWeight } = inputs;
      if (!images || !texts || !cosineWeight) throw new Error('an input is missing');
      const embed = (x: tf.Tensor) => clip.encodeImages(x as tf.Tensor4D, weights);
      const cosine = (embedding: tf.Tensor2D) =>
        tf.matMul(normaliseRows(embedding), normaliseRows(texts as tf.Tensor2D), false, true);
      const objective = (x: tf.Tensor) => tf.sum(tf.mul(cosine(embed(x)), cosineWeight));
      const embedding = embed(images);
      return { embedding, cosine: cosine(embedding), gradient: tf.grad(objective)(images) };
    };
    const program = await compile(
      score,
      {
        inputs: {
          images: { shape: [3, 64, 64, 3], dtype: 'float32' },
          texts: { shape: [8, 256], dtype: 'float32' },
          cosineWeight: { shape: [3, 8], dtype: 'float32' },
        },
        weights: clip.imageWeights,
      },
      { name: 'parity', engine, threads: 1 },
    );
    const result = await program.run({
      images: fixture.images,
      texts: fixture.textEmbedding,
      cosineWeight: fixture.cosineWeight,
    });
    await program.dispose();
    expect(relativeError(result.embedding?.data ?? [], fixture.imageEmbedding)).toBeLessThan(1e-4);
    expect(relativeError(result.cosine?.data ?? [], fixture.cosine)).toBeLessThan(1e-4);
    expect(relativeError(result.gradient?.data ?? [], fixture.imageGradient)).toBeLessThan(1e-4);
  });
});

it('the embedded model embeds images', async () => {
  const fixture = await readFixture();
  const clip = await loadClip(undefined, { threads: 1 });
  const vectors = await clip.embedImages(fixture.images, 3);
  expect(
    relativeError(
      vectors.flatMap((v) => [...v]),
      unitRows(fixture.imageEmbedding, 256),
    ),
  ).toBeLessThan(1e-4);
  await clip.dispose();
});

function unitRows(rows: Float32Array, width: number): number[] {
  return [...rows].map((value, i) => {
    const start = i - (i % width);
    return value / Math.hypot(...rows.subarray(start, start + width));
  });
}

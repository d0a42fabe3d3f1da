import { copyFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../compile/index.js';
import { fixtureFile, parityFolder } from './fixture.reference.js';
import { loadClip, loadTextModel } from './index.js';

const parity = (name: string) => join(parityFolder, name);
const oneThread = { threads: 1 };

describe('a checkpoint that has a text encoder only', () => {
  let multilingual: string;
  beforeAll(async () => {
    multilingual = await mkdtemp(join(tmpdir(), 'atelier-mclip-'));
    await cp(parity('mclip'), multilingual, { recursive: true });
    const tokenizer = join(fixtureFile, '..', 'tokenizers', 'xlm-roberta.tokenizer.json');
    await copyFile(tokenizer, join(multilingual, 'tokenizer.json'));
  });
  afterAll(() => rm(multilingual, { recursive: true }));

  it('embeds texts alone and for another image encoder', async () => {
    const texts = [
      'hello world',
      'привет',
      'a much longer text, so that it has more than eight tokens, all told',
    ];
    const alone = await loadTextModel(multilingual, oneThread);
    const paired = await loadClip(parity('vit.hf.safetensors'), { ...oneThread, text: multilingual });
    expect(paired).toMatchObject({ imageSize: 64, embedDim: 48, contextLength: 64 });
    expect(paired.weightFiles).toHaveLength(2);
    const vectors = await alone.embedTexts(texts);
    expect(await paired.embedTexts(texts)).toEqual(vectors);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    const [first, second] = vectors;
    expect(first).not.toEqual(second);
    // Alone and in a batch, in a short program and in a long one: padding changes nothing.
    const tokens = [...alone.tokenize(texts[0] ?? '')];
    expect(tokens.at(-1)).toBe(1);
    const [again] = await (await loadTextModel(multilingual, oneThread)).embedTexts([texts[0] ?? '']);
    for (const [i, value] of (again ?? []).entries()) expect(first?.[i]).toBeCloseTo(value, 5);
    await alone.dispose();
    await paired.dispose();
  });

  it('is no CLIP by itself, and goes with vectors of its own length only', async () => {
    await expect(loadClip(multilingual)).rejects.toThrow(/this model has a text encoder only/);
    await expect(loadClip(parity('resnet.open_clip.safetensors'), { text: multilingual })).rejects.toThrow(
      /text vectors have 48 numbers, the image vectors of .* 40; they do not belong together/,
    );
  });
});

it('a model without a tokenizer embeds images, and says why it takes no texts', async () => {
  const clip = await loadClip(parity('resnet.open_clip.safetensors'), oneThread);
  const [vector] = await clip.embedImages(new Float32Array(64 * 64 * 3).fill(0.5), 1);
  expect(vector).toHaveLength(40);
  await expect(clip.embedTexts(['sun'])).rejects.toThrow(
    /resnet\.open_clip\.safetensors: there is no tokenizer/,
  );
  await clip.dispose();
});

describe('features', () => {
  it.each([
    [
      'the embedded convnet',
      undefined,
      { stem: [2, 32, 32, 32], block0: [2, 16, 16, 64], block3: [2, 4, 4, 288] },
    ],
    [
      'a ResNet',
      'resnet.open_clip.safetensors',
      { stem: [2, 16, 16, 16], layer1: [2, 16, 16, 64], layer4: [2, 2, 2, 512], attention: [2, 8, 5] },
    ],
    [
      'a ViT',
      'vit.hf.safetensors',
      {
        stem: [2, 17, 64],
        attention0: [2, 1, 17],
        block1: [2, 17, 64],
        attention2: [2, 1, 17],
        block2: [2, 17, 64],
      },
    ],
  ] as const)('of %s come by name, with the same embedding', async (_, weights, shapes) => {
    const clip = await loadClip(weights === undefined ? undefined : parity(weights), oneThread);
    const layers = Object.keys(shapes);
    expect(clip.imageLayers).toEqual(expect.arrayContaining(layers));
    const program = await compile(
      ({ images }, map) => {
        const { embedding, features } = clip.encodeFeatures(images as tf.Tensor4D, map, layers);
        return { ...features, embedding, plain: clip.encodeImages(images as tf.Tensor4D, map) };
      },
      { inputs: { images: { shape: [2, 64, 64, 3], dtype: 'float32' } }, weights: clip.imageWeights },
      { name: 'features', threads: 1 },
    );
    const images = Float32Array.from({ length: 2 * 64 * 64 * 3 }, (__, i) => ((i * 7919) % 256) / 255);
    const found = await program.run({ images });
    for (const [layer, shape] of Object.entries(shapes)) expect(found[layer]?.shape, layer).toEqual(shape);
    for (const [layer, { data, shape }] of Object.entries(found)) {
      // Every row of attention is a distribution.
      if (!layer.startsWith('attention')) continue;
      const length = shape.at(-1) ?? 0;
      for (let row = 0; row < data.length; row += length)
        expect([...data.subarray(row, row + length)].reduce((sum, share) => sum + share, 0)).toBeCloseTo(
          1,
          4,
        );
    }
    const plain = found.plain?.data ?? [];
    for (const [i, value] of [...(found.embedding?.data ?? [])].entries())
      expect(value).toBeCloseTo(plain[i] ?? Number.NaN, 4);
    await program.dispose();
    await clip.dispose();
  });

  it('that a tower has not are named with those that it has', async () => {
    const clip = await loadClip(undefined, oneThread);
    const asked = compile(
      ({ images }, map) => ({ y: clip.encodeFeatures(images as tf.Tensor4D, map, ['layer7']).embedding }),
      { inputs: { images: { shape: [1, 64, 64, 3], dtype: 'float32' } }, weights: clip.imageWeights },
      { name: 'features', threads: 1 },
    );
    await expect(asked).rejects.toThrow(
      /no layer "layer7"; its layers are stem, block0, block1, block2, block3/,
    );
    await clip.dispose();
  });
});

/**
 * The families of encoders against PyTorch, open_clip and transformers, in every naming and layout that a fixture
 * has, on every engine that is always there.
 */

import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type CompileOptions,
  compile,
  type Engine,
  type HostTensor,
  type TensorFunction,
  type TensorMap,
} from '../compile/index.js';
import { openArchitecture } from './checkpoint/architecture.js';
import { type BoundWeights, bindTensors } from './checkpoint/bind-tensors.js';
import { type Checkpoint, openCheckpoint } from './checkpoint/checkpoint.js';
import { recogniseNaming } from './checkpoint/namings/index.js';
import { tensorNamed, weightSource } from './checkpoint/tensor-table.js';
import {
  type Fixture,
  normaliseRows,
  parityFolder,
  readFixture,
  relativeError,
  variantsFolder,
} from './fixture.reference.js';
import { canonicalTensors } from './nn/weight.js';
import { readSafetensorsHeader } from './safetensors/header.js';
import { readTensor } from './safetensors/read-tensor.js';
import type { XlmRobertaSettings } from './text/xlm-roberta.js';
import type { TextTower } from './tower.js';

const engines: readonly Engine[] = ['tfjs-cpu', 'onnx'];
const tolerance = 1e-4;
/** For products in float16. */
const halfTolerance = 1e-2;

const tensor = (map: TensorMap, name: string): tf.Tensor => {
  const found = map[name];
  if (!found) throw new Error(`${name} is missing`);
  return found;
};
type Results = Readonly<Record<string, HostTensor>>;
const errorOf = (results: Results, name: string, expected: ArrayLike<number>) =>
  relativeError(results[name]?.data ?? [], expected);

/** Tokens [N, L] → text vectors [N, D]. */
async function embedTokens(
  tower: TextTower | undefined,
  bound: BoundWeights,
  engine: Engine,
  tokens: Int32Array,
  shape: readonly number[],
): Promise<Results> {
  if (!tower) throw new Error('The checkpoint has no text tower.');
  const program = await compile(
    (inputs, weights) => ({
      text: tower.encode(
        tensor(inputs, 'tokens') as tf.Tensor2D,
        canonicalTensors(weights, bound.transposed),
      ),
    }),
    { inputs: { tokens: { shape, dtype: 'int32' } }, weights: bound.sources },
    { name: 'texts', engine, threads: 1 },
  );
  const result = await program.run({ tokens });
  await program.dispose();
  return result;
}

/** Embedding, cosines, their weighted sum's gradient by the images, and activations inside. */
async function scoreImages(
  checkpoint: Checkpoint,
  fixture: Fixture,
  engine: Engine,
  precision: CompileOptions['precision'] & string = 'fp32',
): Promise<Results> {
  const { architecture, imageWeights } = checkpoint;
  const { image, embedDim } = architecture;
  if (!image) throw new Error('The checkpoint has no image tower.');
  const [images = 0] = fixture.imageShape;
  const [texts = 0] = fixture.tokenShape;
  const score: TensorFunction = (inputs, weights) => {
    const canonical = canonicalTensors(weights, imageWeights.transposed);
    const embed = (x: tf.Tensor, layers: readonly string[] = []) =>
      image.encode(x as tf.Tensor4D, canonical, layers);
    const against = normaliseRows(tensor(inputs, 'texts') as tf.Tensor2D);
    const cosine = (embedding: tf.Tensor2D) => tf.matMul(normaliseRows(embedding), against, false, true);
    const objective = (x: tf.Tensor) =>
      tf.sum(tf.mul(cosine(embed(x).embedding), tensor(inputs, 'cosineWeight')));
    const given = tensor(inputs, 'images');
    const { embedding, features } = embed(given, Object.keys(fixture.features));
    return { embedding, cosine: cosine(embedding), gradient: tf.grad(objective)(given), ...features };
  };
  const program = await compile(
    score,
    {
      inputs: {
        images: { shape: fixture.imageShape, dtype: 'float32' },
        texts: { shape: [texts, embedDim], dtype: 'float32' },
        cosineWeight: { shape: [images, texts], dtype: 'float32' },
      },
      weights: imageWeights.sources,
    },
    { name: 'parity', engine, precision, threads: 1 },
  );
  const { images: data, textEmbedding, cosineWeight } = fixture;
  const result = await program.run({ images: data, texts: textEmbedding, cosineWeight });
  await program.dispose();
  return result;
}

interface Model {
  readonly title: string;
  readonly weights: string;
  readonly expected: string;
  /** Of the image gradient, where the fixture itself is off by more. */
  readonly gradientTolerance?: number;
}

const inParity = (name: string) => join(parityFolder, name);
const inVariants = (...names: string[]) => join(variantsFolder, ...names);

const models: readonly Model[] = [
  {
    title: 'a ViT in open_clip naming',
    weights: inParity('vit.open_clip.safetensors'),
    expected: inParity('vit.expected.safetensors'),
  },
  {
    title: 'a ViT in Hugging Face naming',
    weights: inParity('vit.hf.safetensors'),
    expected: inParity('vit.expected.safetensors'),
  },
  {
    // The fixture's gradient, of PyTorch in fp32, is 1.4e-4 from that in double precision.
    title: 'a ResNet',
    weights: inParity('resnet.open_clip.safetensors'),
    expected: inParity('resnet.expected.safetensors'),
    gradientTolerance: 2.5e-4,
  },
  {
    title: 'a ResNet, in double precision',
    weights: inParity('resnet.open_clip.safetensors'),
    expected: inVariants('resnet.double.safetensors'),
  },
  {
    title: "open_clip's layout: averaged patches, no pre-norm, tanh GELU, layer scale, fp16",
    weights: inVariants('open_clip-average'),
    expected: inVariants('open_clip-average', 'expected.safetensors'),
  },
  {
    title: "Hugging Face's layout: shards, GELU, an end token that is not the highest, bf16",
    weights: inVariants('hugging-face'),
    expected: inVariants('hugging-face', 'expected.safetensors'),
  },
];

describe.each(models)('$title', ({ weights, expected, gradientTolerance = tolerance }) => {
  let checkpoint: Checkpoint;
  let fixture: Fixture;
  beforeAll(async () => {
    checkpoint = await openCheckpoint(weights);
    fixture = await readFixture(expected);
  });

  it.each(engines)('embeds texts as PyTorch on %s', async (engine) => {
    const { architecture, textWeights } = checkpoint;
    const { tokens, tokenShape, textEmbedding } = fixture;
    const found = await embedTokens(architecture.text, textWeights, engine, tokens, tokenShape);
    expect(errorOf(found, 'text', textEmbedding)).toBeLessThan(tolerance);
  });

  it.each(engines)('gives embeddings, cosines, gradients and features as PyTorch on %s', async (engine) => {
    const found = await scoreImages(checkpoint, fixture, engine);
    expect(errorOf(found, 'embedding', fixture.imageEmbedding)).toBeLessThan(tolerance);
    expect(errorOf(found, 'cosine', fixture.cosine)).toBeLessThan(tolerance);
    expect(errorOf(found, 'gradient', fixture.imageGradient)).toBeLessThan(gradientTolerance);
    for (const [layer, values] of Object.entries(fixture.features))
      expect(errorOf(found, layer, values), layer).toBeLessThan(tolerance);
  });

  it('is near them with products in half precision', async () => {
    const found = await scoreImages(checkpoint, fixture, 'onnx', 'fp16');
    expect(errorOf(found, 'embedding', fixture.imageEmbedding)).toBeLessThan(halfTolerance);
    expect(errorOf(found, 'cosine', fixture.cosine)).toBeLessThan(halfTolerance);
    expect(errorOf(found, 'gradient', fixture.imageGradient)).toBeLessThan(halfTolerance);
  });
});

describe('XLM-RoBERTa', () => {
  it.each(engines)('embeds texts as Multilingual-CLIP on %s, whatever stands behind them', async (engine) => {
    const { architecture, textWeights } = await openCheckpoint(inParity('mclip'));
    const expected = await readSafetensorsHeader(inParity('mclip/expected.safetensors'));
    const read = (name: string) => readTensor(weightSource(name, tensorNamed(expected, name)));
    const ids = await read('token_ids');
    const mask = await read('attention_mask');
    expect(mask.includes(0)).toBe(true);
    const padding = architecture.text?.paddingToken ?? Number.NaN;
    const tokens = Int32Array.from(ids, (id, i) => (mask[i] === 0 ? padding : id));
    const longer = new Int32Array(4 * 30).fill(padding);
    for (let row = 0; row < 4; row++) longer.set(tokens.subarray(row * 20, (row + 1) * 20), row * 30);
    const vectors = await read('text_embedding');
    const embed = (given: Int32Array, length: number) =>
      embedTokens(architecture.text, textWeights, engine, given, [4, length]);
    expect(errorOf(await embed(tokens, 20), 'text', vectors)).toBeLessThan(tolerance);
    expect(errorOf(await embed(longer, 30), 'text', vectors)).toBeLessThan(tolerance);
  });

  it.each(engines)("embeds texts as open_clip's towers from Hugging Face on %s", async (engine) => {
    const config: XlmRobertaSettings = {
      vocab_size: 60,
      width: 24,
      heads: 3,
      layers: 2,
      mlp_width: 40,
      activation: 'gelu',
      norm_eps: 1e-5,
      positions: 22,
      token_types: 1,
      padding_token: 1,
      context_length: 20,
      projection: 'mlp',
    };
    const settings = { embedDim: 16, text: { setting: 'text_cfg', type: 'xlm-roberta', config } };
    const { text } = openArchitecture('none', settings);
    const table = await readSafetensorsHeader(inVariants('xlm-roberta', 'model.safetensors'));
    const bound = bindTensors(table, recogniseNaming(table), { text: text?.tensors ?? {} });
    const expected = await readSafetensorsHeader(inVariants('xlm-roberta', 'expected.safetensors'));
    const read = (name: string) => readTensor(weightSource(name, tensorNamed(expected, name)));
    const tokens = Int32Array.from(await read('token_ids'));
    const found = await embedTokens(text, bound.text, engine, tokens, [4, 20]);
    expect(errorOf(found, 'text', await read('text_embedding'))).toBeLessThan(tolerance);
  });
});

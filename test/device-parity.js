/**
 * @file The fixtures of every family of encoders on one device, against what PyTorch gave for them: prints, for each
 * model, the largest error of its vectors, cosines, image gradient and activations inside, relative to the largest
 * value. A process of its own, because a driver, or where a package is found, is settled at its start.
 *
 *   node test/device-parity.js cpu|webgpu|cuda|tensorflow [fp32|fp16]
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { openCheckpoint } from '../dist/clip/checkpoint/checkpoint.js';
import { tensorNamed, weightSource } from '../dist/clip/checkpoint/tensor-table.js';
import { loadClip } from '../dist/clip/index.js';
import { canonicalTensors } from '../dist/clip/nn/weight.js';
import { readSafetensorsHeader } from '../dist/clip/safetensors/header.js';
import { readTensor } from '../dist/clip/safetensors/read-tensor.js';
import { compile } from '../dist/compile/index.js';

/** @typedef {import('../src/compile/index.js').CompileOptions} CompileOptions */
/** @typedef {import('../src/compile/index.js').HostTensor} HostTensor */
/** @typedef {import('../src/compile/index.js').TensorMap} TensorMap */
/** @typedef {import('../src/clip/vision/features.js').ImageFeatures} ImageFeatures */
/** @typedef {(images: tf.Tensor4D, weights: TensorMap, layers: readonly string[]) => ImageFeatures} Encode */
/** @typedef {Readonly<Record<string, { data: Float32Array | Int32Array, shape: readonly number[] }>>} Expected */

const [device = 'cpu', precision = 'fp32'] = process.argv.slice(2);
const target = /** @type {CompileOptions} */ ({ name: 'parity', device, precision });
const featurePrefix = 'feature.';
const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));
const models = [
  { weights: 'clip-parity/vit.open_clip.safetensors', expected: 'clip-parity/vit.expected.safetensors' },
  { weights: 'clip-parity/vit.hf.safetensors', expected: 'clip-parity/vit.expected.safetensors' },
  {
    weights: 'clip-parity/resnet.open_clip.safetensors',
    expected: 'clip-variants/resnet.double.safetensors',
  },
  { weights: 'clip-parity/mclip', expected: 'clip-parity/mclip/expected.safetensors' },
  {
    weights: 'clip-variants/open_clip-average',
    expected: 'clip-variants/open_clip-average/expected.safetensors',
  },
  { weights: 'clip-variants/hugging-face', expected: 'clip-variants/hugging-face/expected.safetensors' },
];

/**
 * @param {string} file
 * @returns {Promise<Expected>}
 */
async function readExpected(file) {
  const header = await readSafetensorsHeader(join(fixtures, file));
  const read = [...header.tensors.keys()].map(async (name) => {
    const stored = tensorNamed(header, name);
    return [name, { data: await readTensor(weightSource(name, stored)), shape: stored.shape }];
  });
  return Object.fromEntries(await Promise.all(read));
}

/**
 * @param {ArrayLike<number>} found
 * @param {ArrayLike<number>} wanted
 */
function errorOf(found, wanted) {
  let most = 0;
  let scale = 0;
  for (let i = 0; i < wanted.length; i += 1) {
    most = Math.max(most, Math.abs((found[i] ?? Number.NaN) - (wanted[i] ?? Number.NaN)));
    scale = Math.max(scale, Math.abs(wanted[i] ?? 0));
  }
  return most / scale;
}

/** @type {(rows: tf.Tensor2D) => tf.Tensor2D} */
const unit = (rows) => tf.div(rows, tf.norm(rows, 2, -1, true));

/** @type {(expected: Expected, name: string) => { data: Float32Array, shape: readonly number[] }} */
const floats = (expected, name) => /** @type {never} */ (expected[name]);

/** @type {(data: Float32Array, shape: readonly number[]) => Float32Array} NCHW → NHWC */
function channelsLast(data, [count = 0, , side = 0]) {
  const pixels = side * side;
  return Float32Array.from({ length: count * pixels * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3) % pixels;
    return data[(Math.floor(i / (3 * pixels)) * 3 + (i % 3)) * pixels + pixel] ?? 0;
  });
}

/**
 * @param {Encode} encode
 * @param {Expected} expected
 * @param {import('../src/compile/index.js').Signature['weights']} weights
 */
async function imageErrors(encode, expected, weights) {
  const { data: image, shape } = floats(expected, 'image');
  const texts = floats(expected, 'text_embedding');
  const cosineWeight = floats(expected, 'cosine_weight');
  const [count = 0, channels = 0, side = 0] = shape;
  const layers = Object.keys(expected).flatMap((name) =>
    name.startsWith(featurePrefix) ? [name.slice(featurePrefix.length)] : [],
  );
  const images = { shape: [count, side, side, channels], dtype: /** @type {const} */ ('float32') };
  const program = await compile(
    (inputs, tensors) => {
      const given = /** @type {Record<'images' | 'texts' | 'weight', tf.Tensor>} */ (inputs);
      /** @param {tf.Tensor2D} embedding */
      const cosine = (embedding) =>
        tf.matMul(unit(embedding), unit(/** @type {tf.Tensor2D} */ (given.texts)), false, true);
      /** @param {tf.Tensor} x */
      const embed = (x) => encode(/** @type {tf.Tensor4D} */ (x), tensors, layers);
      const objective = (/** @type {tf.Tensor} */ x) =>
        tf.sum(tf.mul(cosine(embed(x).embedding), given.weight));
      const { embedding, features } = embed(given.images);
      return {
        embedding,
        cosine: cosine(embedding),
        gradient: tf.grad(objective)(given.images),
        ...features,
      };
    },
    {
      inputs: {
        images,
        texts: { shape: texts.shape, dtype: 'float32' },
        weight: { shape: cosineWeight.shape, dtype: 'float32' },
      },
      ...(weights && { weights }),
    },
    target,
  );
  const found = await program.run({
    images: channelsLast(image, shape),
    texts: texts.data,
    weight: cosineWeight.data,
  });
  await program.dispose();
  const gradient = channelsLast(floats(expected, 'image_gradient').data, shape);
  return {
    embedding: errorOf(found.embedding?.data ?? [], floats(expected, 'image_embedding').data),
    cosine: errorOf(found.cosine?.data ?? [], floats(expected, 'cosine').data),
    gradient: errorOf(found.gradient?.data ?? [], gradient),
    ...Object.fromEntries(
      layers.map((layer) => [
        layer,
        errorOf(found[layer]?.data ?? [], floats(expected, featurePrefix + layer).data),
      ]),
    ),
  };
}

/**
 * @param {Awaited<ReturnType<typeof openCheckpoint>>} checkpoint
 * @param {Expected} expected
 */
async function textError({ architecture, textWeights }, expected) {
  const { text } = architecture;
  const ids = expected.token_ids;
  if (!text || !ids) return Number.NaN;
  const program = await compile(
    ({ tokens }, weights) => ({
      text: text.encode(
        /** @type {tf.Tensor2D} */ (tokens),
        canonicalTensors(weights, textWeights.transposed),
      ),
    }),
    { inputs: { tokens: { shape: ids.shape, dtype: 'int32' } }, weights: textWeights.sources },
    target,
  );
  const mask = expected.attention_mask?.data;
  const padding = text.paddingToken ?? 0;
  const tokens = Int32Array.from(ids.data, (id, i) => (mask?.[i] === 0 ? padding : id));
  const found = await program.run({ tokens });
  await program.dispose();
  return errorOf(found.text?.data ?? [], floats(expected, 'text_embedding').data);
}

/** @type {Record<string, Record<string, number>>} */
const errors = {};
for (const { weights, expected: file } of models) {
  const checkpoint = await openCheckpoint(join(fixtures, weights));
  const expected = await readExpected(file);
  const { image } = checkpoint.architecture;
  const { sources, transposed } = checkpoint.imageWeights;
  /** @type {Encode} */
  const encode = (images, tensors, layers) =>
    /** @type {NonNullable<typeof image>} */ (image).encode(
      images,
      canonicalTensors(tensors, transposed),
      layers,
    );
  errors[weights] = {
    text: await textError(checkpoint, expected),
    ...(image && (await imageErrors(encode, expected, sources))),
  };
}
const embedded = await loadClip(undefined, { device: 'cpu' });
const expected = await readExpected('embedded.expected.safetensors');
errors.embedded = await imageErrors(
  (images, weights) => ({ embedding: embedded.encodeImages(images, weights), features: {} }),
  expected,
  embedded.imageWeights,
);
console.log(JSON.stringify(errors));
process.exit(0);

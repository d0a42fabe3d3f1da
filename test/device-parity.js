/**
 * @file The embedded image tower, forward and input gradient, on the device named as its argument and on cpu:
 * prints the largest difference of each output, relative to its largest value. A process of its own, because a
 * driver, or where a package is found, is settled at its start.
 */
import * as tf from '@tensorflow/tfjs-core';
import { loadClip } from '../dist/clip/index.js';
import { compile } from '../dist/compile/index.js';

const clip = await loadClip(undefined, { device: 'cpu', threads: 2 });
const side = clip.imageSize;
const signature = {
  inputs: {
    images: { shape: [1, side, side, 3], dtype: /** @type {const} */ ('float32') },
    target: { shape: [1, clip.embedDim], dtype: /** @type {const} */ ('float32') },
  },
  weights: clip.imageWeights,
};
/** @type {import('../src/compile/index.js').TensorFunction} */
const likeness = (inputs, weights) => {
  const { images, target } = /** @type {Record<'images' | 'target', tf.Tensor>} */ (inputs);
  /** @param {tf.Tensor} x */
  const cosine = (x) => {
    const embedding = clip.encodeImages(/** @type {tf.Tensor4D} */ (x), weights);
    return /** @type {tf.Scalar} */ (tf.div(tf.sum(tf.mul(embedding, target)), tf.norm(embedding)));
  };
  const { value, grad } = tf.valueAndGrad(cosine)(images);
  return { cosine: value, gradient: grad };
};
const images = Float32Array.from({ length: side * side * 3 }, (_, i) => 0.5 + 0.5 * Math.sin(i * i));
const target = Float32Array.from({ length: clip.embedDim }, (_, i) => Math.cos(i * i));

/** @param {import('../src/compile/index.js').CompileOptions['device']} device */
async function run(device) {
  const program = await compile(likeness, signature, { name: 'parity', device });
  const outputs = await program.run({ images, target });
  await program.dispose();
  return outputs;
}

const wanted = await run('cpu');
const found = await run(/** @type {'webgpu' | 'tensorflow'} */ (process.argv[2]));
const errors = Object.entries(wanted).map(([name, { data }]) => {
  const other = found[name]?.data ?? [];
  const scale = data.reduce((/** @type {number} */ most, x) => Math.max(most, Math.abs(x)), 0);
  const error = data.reduce(
    (/** @type {number} */ most, x, i) => Math.max(most, Math.abs(x - (other[i] ?? Number.NaN))),
    0,
  );
  return [name, error / scale];
});
console.log(JSON.stringify(Object.fromEntries(errors)));
process.exit(0);

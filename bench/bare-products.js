/**
 * @file The products with weights that a vision transformer makes, and nothing else: what the engine reaches at their
 * shape. With few rows every matrix is read from memory for little work, so this is less than a square product's rate.
 */

import * as tf from '@tensorflow/tfjs-core';
import { loadClip } from '#atelier/clip';
import { compile } from '#atelier/compile';

/** The matrices of all blocks but the last, which computes the class token alone. */
const inBlocks =
  (/** @type {number} */ layers) => (/** @type {[string, { shape: readonly number[] }]} */ entry) => {
    const [name, { shape }] = entry;
    const layer = Number(/resblocks\.(\d+)\./.exec(name)?.[1] ?? layers);
    return layer < layers - 1 && shape.length === 2;
  };

/**
 * @param {string} folder a vision transformer's
 * @param {number} rows of every product
 * @param {number} layers
 */
export async function openBareProducts(folder, rows, layers) {
  const clip = await loadClip(folder, { device: 'cpu' });
  const entries = Object.entries(clip.imageWeights).filter(inBlocks(layers));
  const weights = Object.fromEntries(entries);
  const widths = [...new Set(entries.flatMap(([, { shape }]) => shape))];
  const inputs = Object.fromEntries(
    widths.map((width) => [`x${width}`, { shape: [rows, width], dtype: /** @type {const} */ ('float32') }]),
  );
  const program = await compile(
    (given, matrices) => {
      const product = (/** @type {string} */ name, /** @type {boolean} */ forward) => {
        const matrix = /** @type {tf.Tensor2D} */ (matrices[name]);
        const x = /** @type {tf.Tensor2D} */ (given[`x${matrix.shape[forward ? 1 : 0]}`]);
        return tf.slice(tf.matMul(x, matrix, false, forward), [0, 0], [1, 1]);
      };
      const names = Object.keys(weights);
      const forward = names.map((name) => product(name, true));
      const backward = names.reverse().map((name) => product(name, false));
      return { corners: tf.addN([...forward, ...backward]) };
    },
    { inputs, weights },
    { ...clip.runtime, name: 'bare products' },
  );
  await clip.dispose();
  const values = Object.fromEntries(
    widths.map((width) => [`x${width}`, Float32Array.from({ length: rows * width }, (_, i) => (i % 7) / 7)]),
  );
  return {
    operations: entries.reduce((sum, [, { shape }]) => sum + 4 * rows * (shape[0] ?? 0) * (shape[1] ?? 0), 0),
    run: () => program.run(values),
    close: () => program.dispose(),
  };
}

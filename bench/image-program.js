/** @file One image encoder as a compiled program: the mean cosine of its views and the gradient by them. */

import * as tf from '@tensorflow/tfjs-core';
import { loadClip } from '#atelier/clip';
import { compile } from '#atelier/compile';

/**
 * @typedef {object} ImageProgram
 * @property {() => Promise<Record<string, { data: ArrayLike<number> }>>} run `score` and `gradient`
 * @property {() => Promise<void>} close lets go of the model too
 */

/**
 * @param {Parameters<typeof loadClip>} model as `loadClip` takes it
 * @param {number} views
 * @param {(sizes: { side: number, embedDim: number }) => { images: Float32Array, target: Float32Array }} inputs
 * views·side·side·3, and the vector that they are compared with
 * @param {Partial<import('../src/compile/index.js').Runtime>} [runtime] default: the model's
 * @returns {Promise<ImageProgram>}
 */
export async function openImageProgram(model, views, inputs, runtime) {
  const clip = await loadClip(...model);
  const { imageSize: side, embedDim } = clip;
  const program = await compile(
    (given, weights) => {
      /** @param {tf.Tensor} images */
      const score = (images) => {
        const embedding = clip.encodeImages(/** @type {tf.Tensor4D} */ (images), weights);
        const unit = tf.div(embedding, tf.norm(embedding, 2, 1, true));
        return /** @type {tf.Scalar} */ (tf.div(tf.sum(tf.mul(unit, given.target ?? 0)), views));
      };
      const { value, grad } = tf.valueAndGrad(score)(/** @type {tf.Tensor} */ (given.images));
      return { score: value, gradient: grad };
    },
    {
      inputs: {
        images: { shape: [views, side, side, 3], dtype: 'float32' },
        target: { shape: [1, embedDim], dtype: 'float32' },
      },
      weights: clip.imageWeights,
    },
    { ...(runtime ?? clip.runtime), name: `benchmark of ${clip.name}` },
  );
  const { images, target } = inputs({ side, embedDim });
  return {
    run: () => program.run({ images, target }),
    async close() {
      await program.dispose();
      await clip.dispose();
    },
  };
}

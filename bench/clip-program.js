/**
 * @file The embedded image tower as a compiled program, beside eager PyTorch: 16 views, forward and the
 * gradient of the mean cosine by the views.
 */

import * as tf from '@tensorflow/tfjs-core';
import { loadClip } from '#atelier/clip';
import { compile } from '#atelier/compile';
import { startPeer } from './peers.js';
import { uniform } from './raster-scene.js';
import { ms, times } from './report.js';
import { byTurns, timesOf } from './timing.js';

export const VIEWS = 16;
const ROUNDS = 5;

/**
 * @returns {Promise<{ run: () => Promise<unknown>, close: () => Promise<void> }>} one forward and backward pass
 */
export async function openTower() {
  const clip = await loadClip();
  const side = clip.imageSize;
  const program = await compile(
    (inputs, weights) => {
      /** @param {import('@tensorflow/tfjs-core').Tensor} images */
      const score = (images) => {
        const embedding = clip.encodeImages(/** @type {tf.Tensor4D} */ (images), weights);
        const unit = tf.div(embedding, tf.norm(embedding, 2, 1, true));
        return /** @type {tf.Scalar} */ (tf.div(tf.sum(tf.mul(unit, inputs.target ?? 0)), VIEWS));
      };
      const { value, grad } = tf.valueAndGrad(score)(/** @type {tf.Tensor} */ (inputs.images));
      return { score: value, gradient: grad };
    },
    {
      inputs: {
        images: { shape: [VIEWS, side, side, 3], dtype: 'float32' },
        target: { shape: [1, clip.embedDim], dtype: 'float32' },
      },
      weights: clip.imageWeights,
    },
    { name: 'benchmark of the image tower' },
  );
  const random = uniform(7);
  const images = Float32Array.from({ length: VIEWS * side * side * 3 }, random);
  const target = Float32Array.from({ length: clip.embedDim }, () => random() - 0.5);
  return {
    run: () => program.run({ images, target }),
    async close() {
      await program.dispose();
      await clip.dispose();
    },
  };
}

/** @returns {Promise<import('./report.js').Table>} */
export async function clipTable() {
  const notes = [];
  const tower = await openTower();
  const ours = () => timesOf(tower.run, 10, 2);
  const name = `embedded image tower, ${VIEWS} views, forward + input gradient, fp32`;
  const start = await startPeer('torch_tower', { check: true });
  const row = [name];
  if ('missing' in start) {
    const { mine } = await byTurns({ mine: ours }, ROUNDS);
    row.push(`${ms(mine.least)} (median ${ms(mine.median)})`, 'PyTorch: not measured here', '');
    notes.push(`PyTorch was not measured: ${start.missing}.`);
  } else {
    const { peer, answer } = start;
    if (Math.max(answer.embedding_error, answer.gradient_error) > 1e-4) {
      throw new Error(`bench/peers/torch_tower.py is not the embedded tower: ${JSON.stringify(answer)}`);
    }
    /** @param {string} layout */
    const torch = (layout) => async () =>
      (await peer.ask({ views: VIEWS, layout, warm: 2, repeats: 10 })).times_ms;
    const { mine, plain, last } = await byTurns(
      { mine: ours, plain: torch('default'), last: torch('channels_last') },
      ROUNDS,
    );
    peer.close();
    const best = plain.least < last.least ? plain : last;
    row.push(
      `${ms(mine.least)} (median ${ms(mine.median)})`,
      `PyTorch ${answer.torch}: ${ms(best.least)} (median ${ms(best.median)})`,
      times(best.least / mine.least),
    );
    notes.push(
      `PyTorch eager on two threads, the faster of its memory layouts (default ${ms(plain.least)}, channels last ${ms(last.least)}); its network agrees with the fixture to ${answer.gradient_error.toExponential(0)} in the gradient.`,
    );
  }
  await tower.close();
  return { title: 'CLIP program', columns: ['what', 'ours', 'peer', 'ratio'], rows: [row], notes };
}

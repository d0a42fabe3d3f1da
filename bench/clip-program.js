/**
 * @file The embedded image tower as a compiled program, beside eager PyTorch: 16 views, forward and the
 * gradient of the mean cosine by the views.
 */

import { openImageProgram } from './image-program.js';
import { startPeer } from './peers.js';
import { uniform } from './raster-scene.js';
import { ms, times } from './report.js';
import { byTurns, timesOf } from './timing.js';

export const VIEWS = 16;
const ROUNDS = 5;

/** One forward and backward pass of the embedded tower, on random views. */
export const openTower = () =>
  openImageProgram([], VIEWS, ({ side, embedDim }) => {
    const random = uniform(7);
    const images = Float32Array.from({ length: VIEWS * side * side * 3 }, random);
    return { images, target: Float32Array.from({ length: embedDim }, () => random() - 0.5) };
  });

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

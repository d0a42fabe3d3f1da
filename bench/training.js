/**
 * @file A step of training, beside PyTorch: the same network, weights, batch and loss, forward and backward, AdamW and
 * the moving average. The batch lies ready on both sides.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPeer } from './peers.js';
import { ms } from './report.js';
import { byTurns, timesOf } from './timing.js';
import { openTraining, RATE } from './training-scene.js';

const BATCH = 64;
const ROUNDS = 4;
/** Steps of one turn. */
const STEPS = 4;
/** Steps after which the losses of both sides are compared. */
const CHECKED = 3;

/** @returns {Promise<import('./report.js').Table>} */
export async function trainingTable() {
  const rows = [];
  const notes = [
    `Batch ${BATCH}, images, labels and tokens ready in memory; forward, backward, AdamW and moving average. The ratio is that of least times, then of medians.`,
  ];
  const folder = await mkdtemp(join(tmpdir(), 'atelier-bench-'));
  try {
    for (const name of /** @type {import('./training-scene.js').Name[]} */ (['guide', 'judge'])) {
      const { start, step, close } = await openTraining(name, BATCH, 1);
      const file = join(folder, `${name}.safetensors`);
      await writeFile(file, start);
      const what = `${name}’s network, ${BATCH} images a step, fp32`;
      const peer = await startPeer('torch_training', {
        design: name,
        file,
        batch: BATCH,
        rate: RATE,
        moves: 1,
        layout: 'default',
        steps: CHECKED,
      });
      /** @type {number[]} */
      const losses = [];
      for (let i = 0; i < CHECKED; i++) losses.push((await step()).loss);
      const ours = () => timesOf(step, STEPS);
      if ('missing' in peer) {
        const { mine } = await byTurns({ mine: ours }, ROUNDS);
        rows.push([what, speed(mine), 'PyTorch: not measured here', '', '']);
        notes.push(`PyTorch was not measured: ${peer.missing}.`);
      } else {
        const off = Math.max(...losses.map((loss, i) => Math.abs(loss / peer.answer.losses[i] - 1)));
        if (!(off < 1e-3)) throw new Error(`The two trainings differ: ${losses} and ${peer.answer.losses}`);
        const torch = (/** @type {string} */ layout) => async () =>
          (await peer.peer.ask({ steps: STEPS, layout })).times_ms;
        const { mine, plain, last } = await byTurns(
          { mine: ours, plain: torch('default'), last: torch('channels_last') },
          ROUNDS,
        );
        peer.peer.close();
        const best = plain.least < last.least ? plain : last;
        const ratio = [best.least / mine.least, best.median / mine.median]
          .map((part) => `${part.toFixed(2)} ×`)
          .join(', ');
        rows.push([what, speed(mine), `PyTorch ${peer.answer.torch}: ${speed(best)}`, ratio, '≥ 0.8 ×']);
        notes.push(
          `${name}: PyTorch on two threads, the faster of its memory layouts (default ${ms(plain.least)}, channels last ${ms(last.least)}); the losses of the first ${CHECKED} steps agree to ${off.toExponential(0)}.`,
        );
      }
      await close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return { title: 'Training', columns: ['what', 'ours', 'peer', 'ratio', 'asked'], rows, notes };
}

/** @param {import('./timing.js').Timing} timing */
const speed = ({ least, median }) =>
  `${ms(least)} (median ${ms(median)}), ${((1000 * BATCH) / least).toFixed(0)} images/s`;

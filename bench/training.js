/**
 * @file A step of training, beside PyTorch: the same network, weights, batch and loss, forward and backward, AdamW and
 * the moving average. The batch lies ready on both sides.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeededGenerator } from '#atelier/random';
import {
  colourTableName,
  designs,
  encodeSafetensors,
  firstState,
  Learner,
  openClipTensors,
  openDesign,
  tableName,
} from '#atelier/training';
import { startPeer } from './peers.js';
import { uniform } from './raster-scene.js';
import { ms, times } from './report.js';
import { byTurns, timesOf } from './timing.js';

const BATCH = 64;
const VOCABULARY = 12_000;
const CONCEPTS = 1800;
const COLOURS = 11;
const ROUNDS = 4;
const RATE = 1e-3;
/** Steps of one turn. */
const STEPS = 4;
/** Steps after which the losses of both sides are compared. */
const CHECKED = 3;

/** @typedef {'guide' | 'judge'} Name */

/** @param {Name} name */
async function openStep(name) {
  const { network } = openDesign(designs[name], VOCABULARY);
  const shape = { ...network, batch: BATCH, concepts: CONCEPTS, colours: COLOURS };
  const state = firstState(shape, SeededGenerator.fromSeed(1));
  const random = uniform(7);
  const whole = (/** @type {number} */ below) => Math.floor(random() * below);
  const { imageSize } = shape.image;
  const context = shape.text.contextLength;
  const batch = {
    images: Float32Array.from({ length: BATCH * imageSize ** 2 * 3 }, random),
    labels: Int32Array.from({ length: BATCH }, () => whole(CONCEPTS)),
    colours: Int32Array.from({ length: BATCH }, () => whole(COLOURS + 1) - 1),
    tokens: Int32Array.from({ length: BATCH * context }, (_, i) =>
      i % context === context - 1 ? VOCABULARY - 1 : whole(VOCABULARY - 1),
    ),
    reach: new Float32Array(BATCH),
  };
  const tables = {
    [tableName]: {
      shape: [CONCEPTS, shape.embedDim],
      data: /** @type {Float32Array} */ (state.values[tableName]),
    },
    [colourTableName]: {
      shape: [COLOURS, shape.embedDim],
      data: /** @type {Float32Array} */ (state.values[colourTableName]),
    },
    images: { shape: [BATCH, imageSize, imageSize, 3], data: batch.images },
    labels: { shape: [BATCH], data: Float32Array.from(batch.labels) },
    colours: { shape: [BATCH], data: Float32Array.from(batch.colours) },
    tokens: { shape: [BATCH, context], data: Float32Array.from(batch.tokens) },
  };
  const start = encodeSafetensors(
    { ...openClipTensors(shape, { ...state.values, ...state.running }), ...tables },
    'F32',
    {},
  );
  const learner = await Learner.open(shape, state, false);
  return { start, step: () => learner.learn(batch, RATE), close: () => learner.close() };
}

/** @returns {Promise<import('./report.js').Table>} */
export async function trainingTable() {
  const rows = [];
  const notes = [
    `Batch ${BATCH}, images, labels and tokens ready in memory; forward, backward, AdamW and moving average. The ratio is that of least times, then of medians.`,
  ];
  const folder = await mkdtemp(join(tmpdir(), 'atelier-bench-'));
  try {
    for (const name of /** @type {Name[]} */ (['guide', 'judge'])) {
      const { start, step, close } = await openStep(name);
      const file = join(folder, `${name}.safetensors`);
      await writeFile(file, start);
      const what = `${name}’s network, ${BATCH} images a step, fp32`;
      const peer = await startPeer('torch_training', { design: name, file, rate: RATE, steps: CHECKED });
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
        const ratio = `${times(best.least / mine.least)}, ${times(best.median / mine.median)}`;
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

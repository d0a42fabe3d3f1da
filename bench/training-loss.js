/**
 * @file The loss of the trainer beside PyTorch's over the first 200 steps, from the same weights over the same batches:
 * adversarial moves, forward, backward, AdamW and batch norm, as they add up. The guide learns as embedded-v2 did last.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPeer } from './peers.js';
import { openTraining, RATE } from './training-scene.js';

const BATCH = 32;
/** Batches, met by turns, so that there is something to learn. */
const BATCHES = 8;
const STEPS = 200;
const ADVERSARIAL = { moved: Math.round(0.6 * BATCH), reach: 2.5, moves: 2 };
/** @type {readonly { name: import('./training-scene.js').Name, adversarial?: import('./training-scene.js').Adversarial }[]} */
const TRAININGS = [{ name: 'guide', adversarial: ADVERSARIAL }, { name: 'judge' }];
const SHOWN = [1, 2, 10, 50, 100, 150, 200];

/** @returns {Promise<import('./report.js').Table>} */
export async function lossTable() {
  const rows = [];
  const notes = [
    `${BATCHES} batches of ${BATCH} by turns, random weights, images and labels; rate ${RATE}, fp32 on both sides. Of each of the guide’s batches ${ADVERSARIAL.moved} images are moved against it, in ${ADVERSARIAL.moves} steps, by up to ${ADVERSARIAL.reach}; the judge learns without.`,
  ];
  const folder = await mkdtemp(join(tmpdir(), 'atelier-bench-'));
  try {
    for (const { name, adversarial } of TRAININGS) {
      const { start, step, close } = await openTraining(name, BATCH, BATCHES, adversarial);
      const file = join(folder, `${name}.safetensors`);
      await writeFile(file, start);
      /** @type {number[]} */
      const ours = [];
      for (let i = 0; i < STEPS; i++) ours.push((await step()).loss);
      await close();
      const moves = adversarial?.moves ?? 1;
      const request = { design: name, file, batch: BATCH, rate: RATE, moves, steps: STEPS };
      const peer = await startPeer('torch_training', request);
      if ('missing' in peer) {
        notes.push(`PyTorch was not asked: ${peer.missing}.`);
        rows.push(...SHOWN.map((at) => [name, `${at}`, loss(ours, at), '', '']));
        continue;
      }
      peer.peer.close();
      const torch = /** @type {number[]} */ (peer.answer.losses);
      rows.push(
        ...SHOWN.map((at) => [name, `${at}`, loss(ours, at), loss(torch, at), apart(ours, torch, at)]),
      );
      const most = Math.max(...ours.map((value, i) => Math.abs(value - /** @type {number} */ (torch[i]))));
      notes.push(
        `${name}: at no step are the losses further apart than ${most.toPrecision(2)}; PyTorch ${peer.answer.torch}.`,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return {
    title: 'Loss over the first 200 steps',
    columns: ['network', 'step', 'ours', 'PyTorch', 'apart, relative'],
    rows,
    notes,
  };
}

/** @param {readonly number[]} losses @param {number} step counted from one */
const loss = (losses, step) => /** @type {number} */ (losses[step - 1]).toFixed(5);

/** @param {readonly number[]} ours @param {readonly number[]} torch @param {number} step counted from one */
function apart(ours, torch, step) {
  const theirs = /** @type {number} */ (torch[step - 1]);
  return Math.abs(/** @type {number} */ (ours[step - 1]) / theirs - 1).toExponential(0);
}

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
      const theirs = await lossesOfPyTorch(name, file, adversarial?.moves ?? 1);
      if ('missing' in theirs) {
        notes.push(`PyTorch was not asked: ${theirs.missing}.`);
        rows.push(...SHOWN.map((at) => [name, `${at}`, loss(ours, at), '', '', '']));
        continue;
      }
      const { plain, last, torch } = theirs;
      rows.push(
        ...SHOWN.map((at) => [
          name,
          `${at}`,
          loss(ours, at),
          loss(plain, at),
          apart(ours, plain, at),
          apart(last, plain, at),
        ]),
      );
      const most = (/** @type {readonly number[]} */ losses) =>
        Math.max(...losses.map((value, i) => Math.abs(value - /** @type {number} */ (plain[i])))).toPrecision(
          2,
        );
      notes.push(
        `${name}: at no step are our losses and PyTorch’s further apart than ${most(ours)}, PyTorch’s of its two memory layouts than ${most(last)}; PyTorch ${torch}.`,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return {
    title: 'Loss over the first 200 steps',
    columns: [
      'network',
      'step',
      'ours',
      'PyTorch',
      'apart, relative',
      'PyTorch with channels last, apart from its default',
    ],
    rows,
    notes,
  };
}

/**
 * PyTorch's losses in both memory layouts, which round differently: what two right trainings may be apart.
 * @param {string} design
 * @param {string} file
 * @param {number} moves
 * @returns {Promise<{ plain: number[], last: number[], torch: string } | { missing: string }>}
 */
async function lossesOfPyTorch(design, file, moves) {
  const request = { design, file, batch: BATCH, rate: RATE, moves, steps: STEPS };
  const answers = [];
  for (const layout of ['default', 'channels_last']) {
    const peer = await startPeer('torch_training', { ...request, layout });
    if ('missing' in peer) return peer;
    peer.peer.close();
    answers.push(peer.answer);
  }
  const [plain, last] = answers;
  return { plain: plain.losses, last: last.losses, torch: plain.torch };
}

/** @param {readonly number[]} losses @param {number} step counted from one */
const loss = (losses, step) => /** @type {number} */ (losses[step - 1]).toFixed(5);

/** @param {readonly number[]} ours @param {readonly number[]} torch @param {number} step counted from one */
function apart(ours, torch, step) {
  const theirs = /** @type {number} */ (torch[step - 1]);
  return Math.abs(/** @type {number} */ (ours[step - 1]) / theirs - 1).toExponential(0);
}

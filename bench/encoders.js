/**
 * @file CLIP's own image encoders as compiled programs beside eager PyTorch with open_clip on the same weights
 * (random ones: the speed does not depend on them): forward and the gradient by the views, at 1, 4 and 16 views,
 * and how near that is to the rate at which the machine multiplies matrices at all.
 */

import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { compile } from '#atelier/compile';
import { openBareProducts } from './bare-products.js';
import { openImageProgram } from './image-program.js';
import { startPeer } from './peers.js';
import { ms, times } from './report.js';
import { byTurns, timesOf } from './timing.js';

const SIDE = 224;
const SGEMM = 2048;
const ROUNDS = 4;
const cache = fileURLToPath(new URL('../.cache/peers/models', import.meta.url));

/** A vision transformer of width 768 at 224², whose multiplications are counted. */
const base = { width: 768, layers: 12 };

/**
 * `goal`: least ratio to PyTorch that issue 4 asks for; `vit`: what its share of the sgemm rate is reckoned from.
 * @type {readonly { model: string, views: readonly number[], goal: number, vit?: { width: number, layers: number, patch: number } }[]}
 */
const encoders = [
  { model: 'ViT-B-32-quickgelu', views: [1, 4, 16], goal: 2, vit: { ...base, patch: 32 } },
  { model: 'ViT-B-16-quickgelu', views: [1, 4], goal: 1.5, vit: { ...base, patch: 16 } },
  { model: 'RN50-quickgelu', views: [1, 4], goal: 1.5 },
];

/**
 * Floating-point operations of a forward pass and the gradient by the picture as our program makes them: the last
 * block computes the class token alone, and no keys and values of the other tokens.
 * @param {{ width: number, layers: number, patch: number }} vit
 */
function operationsOf({ width, layers, patch }) {
  const patches = (SIDE / patch) ** 2;
  const tokens = patches + 1;
  // Backward, a product with weights is made once more, and each of attention's two products twice.
  const block = (/** @type {number} */ products, /** @type {number} */ queries) =>
    2 * products * width ** 2 + 6 * queries * tokens * width;
  const full = block(12 * tokens, tokens);
  const heads = width / 64;
  const last = block(12, heads);
  const embedding = 2 * patches * 3 * patch ** 2 * width;
  return 2 * ((layers - 1) * full + last + embedding);
}

/** The pictures and the target of bench/peers/torch_encoder.py. */
const picture = (/** @type {number} */ i, /** @type {number} */ n) =>
  0.5 + 0.5 * Math.sin(((i * i) % 1000) + n);

/**
 * @param {string} folder
 * @param {number} views
 */
const openProgram = (folder, views) =>
  openImageProgram([folder, { device: 'cpu' }], views, ({ side, embedDim }) => {
    const size = side * side * 3;
    const images = Float32Array.from({ length: views * size }, (_, i) =>
      picture(i % size, Math.floor(i / size)),
    );
    const raw = Float32Array.from({ length: embedDim }, (_, j) => Math.cos((j * j) % 1000));
    const length = Math.hypot(...raw);
    return { images, target: raw.map((value) => value / length) };
  });

/** One product of two square matrices in the engine that runs our programs. */
async function openProduct() {
  const matrix = /** @type {const} */ ({ shape: [SGEMM, SGEMM], dtype: 'float32' });
  const program = await compile(
    ({ a, b }) => ({
      corner: tf.slice(
        tf.matMul(/** @type {tf.Tensor2D} */ (a), /** @type {tf.Tensor2D} */ (b)),
        [0, 0],
        [1, 1],
      ),
    }),
    { inputs: { a: matrix, b: matrix } },
    { name: 'sgemm' },
  );
  const a = Float32Array.from({ length: SGEMM ** 2 }, (_, i) => (i % 7) / 7);
  return { run: () => program.run({ a, b: a }), close: () => program.dispose() };
}

/** @param {import('./peers.js').Peer} peer @param {string} folder @param {number} views */
async function expectSame(peer, folder, views) {
  const program = await openProgram(folder, views);
  const { score, gradient } = await program.run();
  await program.close();
  const theirs = await peer.ask({ views, check: true });
  const error = theirs.gradient.reduce(
    (/** @type {number} */ most, /** @type {number} */ value, /** @type {number} */ i) =>
      Math.max(most, Math.abs(value - Number(gradient?.data[i]))),
    Math.abs(theirs.score - Number(score?.data[0])) * theirs.largest,
  );
  const relative = error / theirs.largest;
  if (!(relative < 1e-4))
    throw new Error(`Our encoder in ${folder} differs from open_clip's by ${relative}.`);
  return relative;
}

/** @returns {Promise<import('./report.js').Table>} */
export async function encodersTable() {
  const columns = [
    'encoder, forward + input gradient, fp32',
    'ours',
    'PyTorch',
    'ratio',
    'asked',
    'weights not frozen',
    'ratio',
    'GFLOP/s',
    'of sgemm',
    'of the same products alone',
  ];
  /** @type {string[][]} */
  const rows = [];
  const notes = [];
  let largestError = 0;
  for (const { model, views: counts, goal, vit } of encoders) {
    const folder = `${cache}/${model}`;
    const start = await startPeer('torch_encoder', { model, folder });
    if ('missing' in start) {
      notes.push(`${model} was not measured: ${start.missing}.`);
      continue;
    }
    const { peer, answer } = start;
    largestError = Math.max(largestError, await expectSame(peer, folder, 2));
    for (const views of counts) {
      const program = await openProgram(folder, views);
      const product = await openProduct();
      const tokens = vit ? (SIDE / vit.patch) ** 2 + 1 : 0;
      const bare = vit && (await openBareProducts(folder, views * tokens, vit.layers));
      const repeats = views > 4 ? 2 : 4;
      const torch = (/** @type {boolean} */ frozen) => async () =>
        (await peer.ask({ views, frozen, warm: 1, repeats })).times_ms;
      const { mine, theirs, all, sgemm, torchSgemm, products, torchProducts } = await byTurns(
        {
          mine: () => timesOf(program.run, repeats, 1),
          theirs: torch(true),
          all: torch(false),
          sgemm: () => timesOf(product.run, 3, 1),
          torchSgemm: async () => (await peer.ask({ sgemm: SGEMM, repeats: 3 })).times_ms,
          products: async () => (bare ? timesOf(bare.run, repeats, 1) : []),
          torchProducts: async () =>
            bare ? (await peer.ask({ products: views * tokens, repeats: 2 })).times_ms : [],
        },
        ROUNDS,
      );
      await product.close();
      await bare?.close();
      await program.close();
      const rate = vit && (views * operationsOf(vit)) / mine.least / 1e6;
      const machine = (2 * SGEMM ** 3) / Math.min(sgemm.least, torchSgemm.least) / 1e6;
      const [alone, torchAlone] = [products, torchProducts].map(
        ({ least }) => (bare?.operations ?? 0) / least / 1e6,
      );
      rows.push([
        `${model.replace('-quickgelu', '')}, ${views} ${views === 1 ? 'view' : 'views'}`,
        `${ms(mine.least)} (median ${ms(mine.median)})`,
        `${ms(theirs.least)} (median ${ms(theirs.median)})`,
        times(theirs.least / mine.least),
        `≥ ${goal} ×`,
        ms(all.least),
        times(all.least / mine.least),
        rate ? rate.toFixed(0) : '',
        rate ? `${((100 * rate) / machine).toFixed(0)} % of ${machine.toFixed(0)}` : '',
        rate && alone
          ? `${((100 * rate) / alone).toFixed(0)} % of ${alone.toFixed(0)} (PyTorch ${torchAlone?.toFixed(0)})`
          : '',
      ]);
    }
    peer.close();
    if (rows.length > 0 && notes.length === 0)
      notes.push(
        `PyTorch ${answer.torch}, open_clip ${answer.open_clip}, eager, two threads, the same random weights.`,
      );
  }
  notes.push(
    `Our gradients agree with PyTorch's to ${largestError.toExponential(0)}. The ratios are of least times. “Weights not frozen” is PyTorch as CLIPDraw and its kin run it: the encoder's parameters ask for gradients too, which nobody uses. GFLOP/s count what our program computes (the last block for the class token alone); sgemm is the faster of ONNX Runtime's and PyTorch's product of two ${SGEMM}² matrices in the same run. “The same products alone” are those of all blocks but the last with their weights, forward and backward, with as many rows and nothing between them, in ONNX Runtime with packed matrices and in PyTorch: what can be reached at that shape.`,
  );
  return { title: "CLIP's encoders", columns, rows, notes };
}

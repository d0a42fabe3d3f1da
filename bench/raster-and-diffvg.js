/**
 * @file Strokes to pixels and back, beside diffvg: CLIPDraw's scene at half-widths 1 and 8 pixels. Both draw
 * the identical strokes; how far the two pictures lie apart stands in the notes.
 */

import { StrokeRaster } from '../dist/raster/index.js';
import { startPeer } from './peers.js';
import { asStrokes, clipdrawScene } from './raster-scene.js';
import { ms, times } from './report.js';
import { byTurns, timesOf } from './timing.js';

/** Least ratio to diffvg that issue 3 asks for, by half-width in pixels. */
const GOALS = /** @type {const} */ ([
  [1, 150],
  [8, 60],
]);
const ROUNDS = 4;

/** @returns {Promise<import('./report.js').Table>} */
export async function rasterTable() {
  const rows = [];
  const notes = [];
  const first = await startPeer('diffvg_clipdraw', { scene: clipdrawScene(1), repeats: 1 });
  for (const [halfWidth, goal] of GOALS) {
    const scene = clipdrawScene(halfWidth);
    const raster = new StrokeRaster({ width: scene.width, height: scene.height });
    const strokes = asStrokes(scene);
    const upstream = new Float32Array(scene.width * scene.height * 3).fill(
      1 / (scene.width * scene.height * 3),
    );
    /** @param {'forward' | 'backward'} part */
    const ours = (part) => async () => {
      const forward = () => raster.forward(strokes, scene.paper);
      const backward = () => raster.adjoint(upstream);
      forward();
      return timesOf(part === 'forward' ? forward : backward, 30, 10);
    };
    const mine = { forward: ours('forward'), backward: ours('backward') };
    const name = `raster, 256 strokes, 224², half-width ${halfWidth}`;
    if ('missing' in first) {
      const { forward, backward } = await byTurns(mine, ROUNDS);
      rows.push([name, parts(forward, backward), 'diffvg: not measured here', '', `≥ ${goal} ×`]);
      continue;
    }
    const { image } = await first.peer.ask({ scene, repeats: 1, image: true });
    notes.push(`Half-width ${halfWidth}: ${difference(raster.forward(strokes, scene.paper), image)}`);
    /** @type {{ forward: number[], backward: number[], calls: number[] }} */
    const theirs = { forward: [], backward: [], calls: [] };
    const measured = await byTurns(
      {
        ...mine,
        async diffvg() {
          const answer = await first.peer.ask({ repeats: 2 });
          theirs.forward.push(...answer.forward_kernel_ms);
          theirs.backward.push(...answer.backward_kernel_ms);
          return answer.forward_ms.map(
            (/** @type {number} */ t, /** @type {number} */ i) => t + answer.backward_ms[i],
          );
        },
      },
      ROUNDS,
    );
    const other = { forward: Math.min(...theirs.forward), backward: Math.min(...theirs.backward) };
    const own = measured.forward.least + measured.backward.least;
    rows.push([
      name,
      parts(measured.forward, measured.backward),
      `diffvg: ${ms(other.forward)} + ${ms(other.backward)} (whole call ${ms(measured.diffvg.least)})`,
      times((other.forward + other.backward) / own),
      `≥ ${goal} ×`,
    ]);
  }
  if ('missing' in first) notes.push(`diffvg was not measured: ${first.missing}.`);
  else first.peer.close();
  return { title: 'Raster', columns: ['what', 'ours', 'peer', 'ratio', 'asked'], rows, notes };
}

/**
 * @param {import('./timing.js').Timing} forward
 * @param {import('./timing.js').Timing} backward
 */
const parts = (forward, backward) =>
  `${ms(forward.least)} + ${ms(backward.least)} (median ${ms(forward.median)} + ${ms(backward.median)})`;

/**
 * @param {Float32Array} ours
 * @param {string} base64 diffvg's picture, float32
 */
function difference(ours, base64) {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  const theirs = new Float32Array(bytes.buffer);
  const sum = ours.reduce((total, value, i) => total + Math.abs(value - (theirs[i] ?? 0)), 0);
  return `the two pictures differ by ${((255 * sum) / ours.length).toFixed(2)}/255 on average (diffvg takes 2×2 jittered samples a pixel).`;
}

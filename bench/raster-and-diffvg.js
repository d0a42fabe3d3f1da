/**
 * @file Strokes and shapes to pixels and back, beside diffvg: CLIPDraw's scene at half-widths 1 and 8 pixels, and blobs.
 * Both draw the identical marks; how far the two pictures lie apart stands in the notes.
 */

import { ShapeRaster, StrokeRaster } from '#atelier/raster';
import { startPeer } from './peers.js';
import { asShapes, asStrokes, blobScene, clipdrawScene } from './raster-scene.js';
import { ms, times } from './report.js';
import { byTurns, summarise } from './timing.js';

/**
 * @typedef {object} Contest
 * @property {string} name
 * @property {import('./raster-scene.js').Scene} scene
 * @property {number} goal least ratio to diffvg, of issues 3 and 5
 */

/** @type {readonly Contest[]} */
const CONTESTS = [
  { name: '256 strokes, 224², half-width 1', scene: clipdrawScene(1), goal: 150 },
  { name: '256 strokes, 224², half-width 8', scene: clipdrawScene(8), goal: 60 },
  { name: '512 blobs, 224²', scene: blobScene(), goal: 40 },
];
const ROUNDS = 4;
/** Steps of one turn; diffvg's are longer. */
const OUR_STEPS = 20;
const THEIR_STEPS = 3;
/** Along a pixel's side, for the picture that ours is compared with: enough to be near the coverage. */
const FINE_SAMPLES = 8;

/** @typedef {{ forward: number[], backward: number[] }} Parts ms of each step */

/** @returns {Promise<import('./report.js').Table>} */
export async function rasterTable() {
  const rows = [];
  const notes = [
    'The ratio is that of the least times, then of the medians; diffvg is timed without its Python.',
  ];
  const start = await startPeer('diffvg_clipdraw', { scene: clipdrawScene(1), repeats: 1 });
  for (const { name, scene, goal } of CONTESTS) {
    const { forward, adjoint } = oursFor(scene);
    /** @type {Parts} */
    const own = { forward: [], backward: [] };
    /** @type {Parts} */
    const other = { forward: [], backward: [] };
    const turns = {
      ours: async () => ourSteps(forward, adjoint, scene, own),
      diffvg: async () => ('peer' in start ? theirSteps(start.peer, other) : []),
    };
    if ('peer' in start) {
      const { image } = await start.peer.ask({ scene, image: FINE_SAMPLES });
      const distance = meanDifference(forward(), image);
      notes.push(
        `${name}: our picture and diffvg's at ${FINE_SAMPLES}×${FINE_SAMPLES} samples differ by ${distance.toFixed(2)}/255 on average.`,
      );
    }
    const { ours, diffvg } = await byTurns(turns, ROUNDS);
    rows.push([
      `${name}, forward + adjoint`,
      parts(own),
      'peer' in start ? `diffvg ${parts(other)}` : 'diffvg: not measured here',
      'peer' in start ? `${times(diffvg.least / ours.least)}, ${times(diffvg.median / ours.median)}` : '',
      `≥ ${goal} ×`,
    ]);
  }
  if ('missing' in start) notes.push(`diffvg was not measured: ${start.missing}.`);
  else start.peer.close();
  return { title: 'Raster', columns: ['what', 'ours', 'peer', 'ratio', 'asked'], rows, notes };
}

/** Our raster of a scene. @param {import('./raster-scene.js').Scene} scene */
function oursFor(scene) {
  const size = { width: scene.width, height: scene.height };
  const strokes = new StrokeRaster(size);
  const shapes = new ShapeRaster(size);
  const raster = scene.closed ? shapes : strokes;
  const [asStroke, asShape] = [asStrokes(scene), asShapes(scene)];
  return {
    forward: () =>
      scene.closed ? shapes.forward(asShape, scene.paper) : strokes.forward(asStroke, scene.paper),
    adjoint: (/** @type {Float32Array} */ upstream) => raster.adjoint(upstream),
  };
}

/**
 * @param {() => unknown} forward
 * @param {(upstream: Float32Array) => unknown} adjoint
 * @param {import('./raster-scene.js').Scene} scene
 * @param {Parts} parts receives the times
 * @returns {number[]} ms of each step, both parts together
 */
function ourSteps(forward, adjoint, { width, height }, parts) {
  const upstream = new Float32Array(width * height * 3).fill(1 / (width * height * 3));
  const times = [];
  for (let step = -5; step < OUR_STEPS; step++) {
    const begin = performance.now();
    forward();
    const middle = performance.now();
    adjoint(upstream);
    const end = performance.now();
    if (step < 0) continue;
    parts.forward.push(middle - begin);
    parts.backward.push(end - middle);
    times.push(end - begin);
  }
  return times;
}

/**
 * @param {import('./peers.js').Peer} peer
 * @param {Parts} parts receives the times of diffvg's own render calls
 * @returns {Promise<number[]>} ms of each step, both parts together
 */
async function theirSteps(peer, parts) {
  const { forward_kernel_ms: forward, backward_kernel_ms: backward } = await peer.ask({
    repeats: THEIR_STEPS,
  });
  parts.forward.push(...forward);
  parts.backward.push(...backward);
  return forward.map((/** @type {number} */ time, /** @type {number} */ i) => time + backward[i]);
}

/** @param {Parts} measured */
function parts({ forward, backward }) {
  const [there, back] = [summarise(forward), summarise(backward)];
  return `${ms(there.least)} + ${ms(back.least)} (median ${ms(there.median)} + ${ms(back.median)})`;
}

/**
 * @param {Float32Array} ours
 * @param {string} base64 diffvg's picture, float32
 * @returns {number} in 1/255
 */
function meanDifference(ours, base64) {
  const theirs = new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
  const sum = ours.reduce((total, value, i) => total + Math.abs(value - (theirs[i] ?? 0)), 0);
  return (255 * sum) / ours.length;
}

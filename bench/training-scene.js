/**
 * @file What both sides of a comparison of trainings begin with: first weights of a design, and batches of random
 * images, labels, colours and tokens that are met by turns.
 */
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
import { uniform } from './raster-scene.js';

const VOCABULARY = 12_000;
const CONCEPTS = 1800;
const COLOURS = 11;
export const RATE = 1e-3;

/** @typedef {'guide' | 'judge'} Name */

/**
 * @typedef {object} Adversarial
 * @property {number} moved images of each batch
 * @property {number} reach how far they are moved at most, L2
 * @property {number} moves steps on the way
 */

/** @type {Adversarial} */
const UNMOVED = { moved: 0, reach: 0, moves: 1 };

/**
 * @param {Name} name
 * @param {number} size images of a batch
 * @param {number} count batches
 * @param {Adversarial} [adversarial] none: no image is moved
 * @returns what PyTorch begins with (a safetensors file: weights, tables and the batches, one after the other along
 * their first axis), and a step of ours
 */
export async function openTraining(name, size, count, { moved, reach: farthest, moves } = UNMOVED) {
  const { network } = openDesign(designs[name], VOCABULARY);
  const shape = { ...network, batch: size, concepts: CONCEPTS, colours: COLOURS };
  const state = firstState(shape, SeededGenerator.fromSeed(1));
  const random = uniform(7);
  const whole = (/** @type {number} */ below) => Math.floor(random() * below);
  const side = shape.image.imageSize;
  const context = shape.text.contextLength;
  const all = size * count;
  const images = Float32Array.from({ length: all * side ** 2 * 3 }, random);
  const labels = Int32Array.from({ length: all }, () => whole(CONCEPTS));
  const colours = Int32Array.from({ length: all }, () => whole(COLOURS + 1));
  const said = Int32Array.from({ length: all }, () => whole(COLOURS + 1));
  const reach = Float32Array.from({ length: count * moved }, () => farthest * random());
  const tokens = Int32Array.from({ length: all * context }, (_, i) =>
    i % context === context - 1 ? VOCABULARY - 1 : whole(VOCABULARY - 1),
  );
  const table = (/** @type {string} */ key, /** @type {number} */ rows) => ({
    shape: [rows, shape.embedDim],
    data: /** @type {Float32Array} */ (state.values[key]),
  });
  const beside = {
    [tableName]: table(tableName, CONCEPTS),
    [colourTableName]: table(colourTableName, COLOURS),
    images: { shape: [all, side, side, 3], data: images },
    labels: { shape: [all], data: Float32Array.from(labels) },
    colours: { shape: [all], data: Float32Array.from(colours) },
    tokens: { shape: [all, context], data: Float32Array.from(tokens) },
    said: { shape: [all], data: Float32Array.from(said) },
    reach: { shape: [count, moved], data: reach },
  };
  const start = encodeSafetensors(
    { ...openClipTensors(shape, { ...state.values, ...state.running }), ...beside },
    'F32',
    {},
  );
  const batches = Array.from({ length: count }, (_, i) => ({
    images: part(images, i, count),
    labels: part(labels, i, count),
    colours: part(colours, i, count),
    tokens: part(tokens, i, count),
    said: part(said, i, count),
    reach: part(reach, i, count),
  }));
  const learner = await Learner.open(shape, state, { moved, moves, lowPass: 1 });
  let steps = 0;
  const step = () => learner.learn(/** @type {(typeof batches)[0]} */ (batches[steps++ % count]), RATE);
  return { start, step, close: () => learner.close() };
}

/**
 * @template {Float32Array | Int32Array} T
 * @param {T} whole
 * @param {number} index
 * @param {number} count
 * @returns {T} the index-th of count equal parts, not copied
 */
function part(whole, index, count) {
  const length = whole.length / count;
  return /** @type {T} */ (whole.subarray(index * length, (index + 1) * length));
}

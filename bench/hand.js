/** @file How soon an edit by hand, its undo and its redo are answered, in a paused drawing that somebody watches. */
import { openSession } from '#atelier/session';
import { ms } from './report.js';
import { summarise } from './timing.js';

const ROUNDS = 20;
/** Steps before the first edit, so that there are moments. */
const STEPS = 6;

/** @typedef {import('#atelier/session').Session} Session */
/** @typedef {import('#atelier/session').Change} Change */

/** @type {Change} */
const MOVE = { type: 'alter', marks: [0], change: { move: [0.01, 0] } };
/** @type {Change} */
const LASSO = {
  type: 'region',
  outline: [
    [0.1, 0.1],
    [0.9, 0.1],
    [0.5, 0.9],
  ],
};

/** @type {readonly (readonly [label: string, settings: object, edit: Change])[]} */
const DRAWINGS = [
  ['strokes, 256: one is moved', { strokes: 256, sketch: 0 }, MOVE],
  ['strokes, 1,024: one is moved', { strokes: 1024, sketch: 0 }, MOVE],
  ['shapes, 512 blobs: one is moved', { canvas: 'shapes', shapes: 512 }, MOVE],
  ['collage: a piece is moved', { canvas: 'collage' }, MOVE],
  ['pixels, 512²: a lasso', { canvas: 'pixels', side: 512 }, LASSO],
];

/** @returns {Promise<import('./report.js').Table>} */
export async function handTable() {
  const session = await openSession();
  session.watch(true);
  const rows = [];
  try {
    for (const [label, settings, edit] of DRAWINGS) {
      await drawSome(session, settings);
      /** @type {Record<'edit' | 'undo' | 'redo', number[]>} */
      const times = { edit: [], undo: [], redo: [] };
      for (let round = 0; round < ROUNDS; round++) {
        times.edit.push(await toFrame(session, () => session.steer(edit)));
        times.undo.push(await toFrame(session, () => session.undo()));
        times.redo.push(await toFrame(session, () => session.redo()));
      }
      const said = Object.values(times).map(
        (each) => `${ms(summarise(each).median)} (most ${ms(Math.max(...each))})`,
      );
      rows.push([label, ...said, 'undo ≤ 50 ms']);
    }
  } finally {
    await session.close();
  }
  return {
    title: 'Edits by hand',
    columns: ['drawing', 'edit to its frame', 'undo to its frame', 'redo to its frame', 'asked'],
    rows,
    notes: [`Medians of ${ROUNDS}; the session is paused after ${STEPS} steps.`],
  };
}

/** @param {Session} session @param {object} settings */
async function drawSome(session, settings) {
  const reached = new Promise((resolve) => {
    const stop = session.on((event) => {
      if (event.type !== 'progress' || event.state !== 'running' || event.iteration < STEPS) return;
      stop();
      session.pause();
      resolve(undefined);
    });
  });
  await session.start(/** @type {any} */ ({ prompt: 'a house', iterations: 20_000, ...settings }));
  await reached;
  // What was under way when it paused is over once this is answered.
  await session.checkpoint();
}

/** @param {Session} session @param {() => Promise<unknown>} act @returns {Promise<number>} ms */
async function toFrame(session, act) {
  const before = performance.now();
  const shown = new Promise((resolve) => {
    const stop = session.on((event) => {
      if (event.type !== 'frame') return;
      stop();
      resolve(undefined);
    });
  });
  await Promise.all([act(), shown]);
  return performance.now() - before;
}

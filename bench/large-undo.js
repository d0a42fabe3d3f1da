/**
 * @file The memory of the whole studio when frequencies are painted at 4K in it, saved, undone and redone: the points of
 * its history lie on the disk.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { startStudio } from './processes.js';
import { openViewer } from './viewer.js';

const WIDTH = 3840;
const HEIGHT = 2160;
const STEPS = 12;
const LOOK_MS = 100;
const ROUNDS = 3;
/** Longer than between two savings. */
const SAVING_MS = 15_000;

/** @returns {Promise<{ readonly most: number, readonly undo: readonly number[] }>} bytes, ms */
export async function largeUndo() {
  const studio = await startStudio();
  const viewer = openViewer(studio.address);
  let most = 0;
  const look = setInterval(() => {
    most = Math.max(most, studio.memory());
  }, LOOK_MS);
  try {
    const stepped = viewer.event(({ type, iteration }) => type === 'progress' && iteration >= STEPS);
    const values = { width: WIDTH, height: HEIGHT, side: HEIGHT, iterations: 300 };
    await viewer.ask('draw', { settings: { prompt: 'sun', canvas: 'pixels', values } });
    await stepped;
    await pause(SAVING_MS);
    const paused = viewer.event(({ type, state }) => type === 'progress' && state === 'paused');
    await viewer.ask('pause', {});
    await paused;
    const undo = [];
    for (let round = 0; round < ROUNDS; round++) {
      const before = performance.now();
      await viewer.ask('undo', {});
      undo.push(performance.now() - before);
      await viewer.ask('redo', {});
    }
    return { most, undo };
  } finally {
    clearInterval(look);
    viewer.close();
    await studio.stop();
  }
}

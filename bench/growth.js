/** @file Whether the studio's memory grows: 5,000 steps of one drawing with a viewer, memory noted on the way. */

import { startStudio } from './processes.js';
import { megabytes } from './studio.js';
import { openViewer } from './viewer.js';

const STEPS = 5000;
/** Before this step caches and the compiler are still filling. */
const SETTLED = 1000;
const EVERY = 50;

/** @returns {Promise<import('./report.js').Table>} */
export async function growthTable() {
  const studio = await startStudio();
  const viewer = openViewer(studio.address);
  /** @type {{ step: number, bytes: number }[]} */
  const notes = [];
  try {
    await viewer.frame(() => true);
    const began = viewer.event(({ type, example }) => type === 'started' && !example);
    await viewer.draw('a red sailboat', { seed: 1, iterations: STEPS });
    const { run } = await began;
    await viewer.event((event) => {
      if (event.run !== run) return false;
      if (event.type === 'progress' && event.iteration % EVERY === 0) {
        notes.push({ step: event.iteration, bytes: studio.memory() });
      }
      return event.type === 'finished';
    });
  } finally {
    viewer.close();
    await studio.stop();
  }
  const settled = notes.filter(({ step }) => step >= SETTLED);
  const mean = (/** @type {typeof notes} */ part) =>
    part.reduce((sum, { bytes }) => sum + bytes, 0) / part.length;
  const quarter = Math.floor(settled.length / 4);
  const [early, late] = [mean(settled.slice(0, quarter)), mean(settled.slice(-quarter))];
  const rows = [
    [`memory over steps ${SETTLED}–${settled[quarter - 1]?.step}`, megabytes(early), ''],
    [`memory over steps ${settled.at(-quarter)?.step}–${STEPS}`, megabytes(late), ''],
    ['growth', megabytes(late - early), 'none'],
    ['most on the way', megabytes(Math.max(...notes.map(({ bytes }) => bytes))), '≤ 600 MB'],
  ];
  return { title: `Memory over ${STEPS} steps`, columns: ['what', 'measured', 'asked'], rows };
}

/** @file The whole studio as a person meets it: how long it takes to start and to draw, and what memory it holds. */

import { setTimeout as pause } from 'node:timers/promises';
import { findChromium, timeDrawToFrame } from './browser.js';
import { startStudio } from './processes.js';
import { summarise } from './timing.js';
import { openViewer } from './viewer.js';

const STARTS = 3;
const DRAWING_SECONDS = 15;

/** @returns {Promise<import('./report.js').Table>} */
export async function studioTable() {
  /** @type {{ listening: number[], drawing: number[], warm: number[] }} */
  const times = { listening: [], drawing: [], warm: [] };
  let memory = 0;
  /** @type {number[]} */
  let browser = [];
  const notes = [];
  for (let start = 0; start < STARTS; start++) {
    const studio = await startStudio();
    const viewer = openViewer(studio.address);
    try {
      const first = await viewer.frame(({ iteration }) => iteration > 0);
      times.listening.push(studio.listeningAt - studio.startedAt);
      times.drawing.push(first.at - studio.startedAt);
      times.warm.push(await drawToFrame(viewer));
      if (start < STARTS - 1) continue;
      memory = await mostMemory(studio, viewer);
      const chromium = findChromium();
      if (chromium) browser = await timeDrawToFrame(studio.address, chromium);
      else
        notes.push('No Chromium was found (ATELIER_CHROMIUM names one), so nothing was timed in a browser.');
    } finally {
      viewer.close();
      await studio.stop();
    }
  }
  const rows = [
    ['`npm start` to a listening studio', seconds(times.listening), ''],
    ['`npm start` to the first frame after a step of the example', seconds(times.drawing), '≤ 4 s'],
    ['Draw on a warm studio to the first frame after a step, at a socket', seconds(times.warm), '≤ 1.5 s'],
    [
      'Draw pressed in Chromium to the first frame shown',
      browser.length > 0 ? seconds(browser) : 'not measured here',
      '≤ 1.5 s',
    ],
    [
      `resident memory while drawing 256 strokes, most in ${DRAWING_SECONDS} s`,
      megabytes(memory),
      '≤ 600 MB',
    ],
  ];
  notes.push('Memory is that of the studio and its children, without npm itself.');
  return { title: 'Studio', columns: ['what', 'measured', 'asked'], rows, notes };
}

/** @param {ReturnType<typeof openViewer>} viewer @returns {Promise<number>} ms */
async function drawToFrame(viewer) {
  const stopped = viewer.event(({ type }) => type === 'finished');
  await viewer.stop();
  await stopped;
  await pause(1000);
  const began = viewer.event(({ type }) => type === 'started').then(({ run }) => run);
  const start = performance.now();
  /** @type {number | undefined} */
  let run;
  began.then((number) => {
    run = number;
  });
  const frame = viewer.frame((seen) => seen.run === run && seen.iteration > 0);
  await viewer.draw('a house', { seed: 1, iterations: 20_000 });
  return (await frame).at - start;
}

/**
 * @param {import('./processes.js').Studio} studio
 * @param {ReturnType<typeof openViewer>} viewer
 * @returns {Promise<number>} bytes
 */
async function mostMemory(studio, viewer) {
  await viewer.draw('a red sailboat', { seed: 1, iterations: 20_000, strokes: 256 });
  let most = 0;
  for (let second = 0; second < DRAWING_SECONDS; second++) {
    await pause(1000);
    most = Math.max(most, studio.memory());
  }
  return most;
}

/** @param {readonly number[]} times ms */
function seconds(times) {
  const { least, median } = summarise(times);
  return `${(least / 1000).toFixed(2)} s (median of ${times.length}: ${(median / 1000).toFixed(2)} s)`;
}

/** @param {number} bytes */
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

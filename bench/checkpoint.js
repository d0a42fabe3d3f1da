/** @file What the studio's autosave costs: asking the session for its state between two steps, and writing the file. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveCheckpoint } from '#atelier/artwork';
import { openSession } from '#atelier/session';
import { ms } from './report.js';
import { summarise } from './timing.js';

const ROUNDS = 20;
/** Steps before the first checkpoint, so that moments and a best picture are there. */
const STEPS = 6;

/** @type {readonly (readonly [label: string, settings: object, goal: string])[]} */
const DRAWINGS = [
  ['strokes, 1,024, the best kept too', { strokes: 1024, sketch: 0, keep: 'best' }, '≤ 100 ms, ≤ 1 MB'],
  ['shapes, 512 blobs', { canvas: 'shapes', shapes: 512 }, ''],
  ['pixels, 512²', { canvas: 'pixels', side: 512 }, ''],
];

/** @returns {Promise<import('./report.js').Table>} */
export async function checkpointTable() {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-bench-'));
  const file = join(folder, 'checkpoint.atelier');
  const session = await openSession();
  const rows = [];
  try {
    for (const [label, settings, goal] of DRAWINGS) {
      await drawSome(session, { prompt: 'a house', iterations: 20_000, ...settings });
      /** @type {number[]} */
      const asked = [];
      /** @type {number[]} */
      const written = [];
      for (let round = 0; round < ROUNDS; round++) {
        const before = performance.now();
        const state = await session.checkpoint();
        const between = performance.now();
        if (!state) throw new Error('There is nothing to save.');
        await saveCheckpoint(file, state, { name: session.model.name, sha256: '0'.repeat(64) });
        asked.push(between - before);
        written.push(performance.now() - between);
      }
      const { size } = await stat(file);
      rows.push([
        label,
        ms(summarise(asked).median),
        `${ms(summarise(written).median)} (most ${ms(Math.max(...written))})`,
        `${(size / 1e6).toFixed(2)} MB`,
        goal,
      ]);
    }
  } finally {
    await session.close();
    await rm(folder, { recursive: true });
  }
  return {
    title: 'Checkpoints',
    columns: ['drawing', 'state from the session, paused', 'encoded and written', 'file', 'asked'],
    rows,
    notes: [`Medians of ${ROUNDS}; the session is paused after ${STEPS} steps.`],
  };
}

/**
 * @param {import('#atelier/session').Session} session
 * @param {any} settings
 */
async function drawSome(session, settings) {
  await session.start(settings);
  await new Promise((resolve) => {
    const off = session.on((event) => {
      if (event.type !== 'progress' || event.iteration < STEPS) return;
      off();
      session.pause();
      resolve(undefined);
    });
  });
}

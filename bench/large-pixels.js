/**
 * @file The memory of the whole command when it paints frequencies at 4K: `atelier draw` at 3840×2160, every pixel
 * optimised, its largest resident set as Linux counts it.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { largeUndo } from './large-undo.js';
import { mostOf } from './processes.js';
import { ms } from './report.js';
import { megabytes } from './studio.js';
import { summarise } from './timing.js';

const SIDES = /** @type {const} */ ([512, 1080, 2160]);
const STEPS = 3;
const LOOK_MS = 50;
const program = fileURLToPath(new URL('../bin/atelier.js', import.meta.url));

/** @returns {Promise<import('./report.js').Table>} */
export async function largePixelsTable() {
  const rows = [];
  for (const side of SIDES) {
    const width = Math.round((side * 16) / 9);
    const asked = side === 2160 ? '≤ 2 GB' : '';
    rows.push([`${width}×${side}`, megabytes(await peakOf(width, side)), asked]);
  }
  const { most, undo } = await largeUndo();
  rows.push(['3840×2160 in the studio, saved and undone', megabytes(most), '≤ 2 GB']);
  return {
    title: 'Memory of painting frequencies',
    columns: ['painted size', 'largest resident set', 'asked'],
    rows,
    notes: [
      `\`atelier draw sun --canvas pixels\` for ${STEPS} steps from its start to the saved PNG, the built-in model with 16 views; VmHWM of the process.`,
      `In the studio somebody watches, and the drawing is saved, undone and redone; the history lies on the disk, and an undo takes ${ms(summarise(undo).median)}.`,
    ],
  };
}

/** @param {number} width @param {number} side @returns {Promise<number>} bytes */
async function peakOf(width, side) {
  const out = mkdtempSync(join(tmpdir(), 'atelier-large-'));
  const size = ['--size', `${width}x${side}`, '--side', String(side)];
  const args = ['draw', 'sun', '--canvas', 'pixels', ...size, '--iterations', String(STEPS), '--out', out];
  const child = spawn(process.execPath, [program, ...args], { stdio: 'ignore' });
  let most = 0;
  const look = setInterval(() => {
    most = Math.max(most, mostOf(child.pid));
  }, LOOK_MS);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(look);
  rmSync(out, { recursive: true });
  if (code !== 0) throw new Error(`Drawing at ${width}×${side} ended with ${code}.`);
  return most;
}

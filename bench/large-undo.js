/**
 * @file The memory of the whole studio when frequencies are painted at 4K in it, saved, undone and redone: the points of
 * its history lie on the disk.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { addressOf, mostOf } from './processes.js';
import { openViewer } from './viewer.js';

const program = fileURLToPath(new URL('../bin/atelier.js', import.meta.url));

const WIDTH = 3840;
const HEIGHT = 2160;
const STEPS = 12;
const ROUNDS = 3;
/** Longer than between two savings. */
const SAVING_MS = 15_000;

/** @returns {Promise<{ readonly most: number, readonly undo: readonly number[] }>} bytes, ms */
export async function largeUndo() {
  const cwd = mkdtempSync(join(tmpdir(), 'atelier-large-'));
  const args = [program, 'studio', '--no-open', '--no-examples', '--port', '0'];
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const viewer = openViewer(await addressOf(child));
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
    return { most: mostOf(child.pid), undo };
  } finally {
    viewer.close();
    child.kill('SIGINT');
    await ended;
    rmSync(cwd, { recursive: true });
  }
}

/** @file Undo, redo and edits as the session answers and tells of them, in every medium. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadClip } from '../clip/index.js';
import { canvasNames, numbersOf, smallSettings } from './drawing.reference.js';
import { SessionEngine } from './engine.js';
import type { SessionEvent } from './events.js';

let engine: SessionEngine;
let events: SessionEvent[] = [];
let onFinished: () => void = () => {};
let run = 0;

beforeAll(async () => {
  engine = new SessionEngine([{ clip: await loadClip(), weight: 1 }], (event) => {
    events.push(event);
    if (event.type === 'finished' && event.run === run) onFinished();
  });
});
afterAll(() => engine.close());

async function bytesNow(): Promise<string> {
  const state = await engine.handle({ type: 'checkpoint' });
  return createHash('sha256').update(numbersOf(state!)).digest('hex');
}

/** To the end of the drawing. */
async function drawOn(): Promise<void> {
  const finished = new Promise<void>((resolve) => {
    onFinished = resolve;
  });
  await engine.handle({ type: 'resume' });
  await finished;
}

/** As far as it goes; how many stretches there are depends on the clock. */
async function travel(way: 'undo' | 'redo'): Promise<void> {
  for (;;) {
    try {
      await engine.handle({ type: way });
    } catch {
      return;
    }
  }
}

it.each(canvasNames)('gives the earlier bytes back on undo and the later on redo, in %s', async (canvas) => {
  const settings = smallSettings(canvas, { iterations: 8 });
  await engine.handle({ type: 'start', run: ++run, settings, options: { paused: true } });
  const beginning = await bytesNow();
  await drawOn();
  const end = await bytesNow();
  await engine.handle({ type: 'steer', change: { type: 'values', values: { cosine: 2 } } });
  await engine.handle({ type: 'undo' });
  expect(await bytesNow()).toBe(end);
  await travel('undo');
  expect(await bytesNow()).toBe(beginning);
  await travel('redo');
  await engine.handle({ type: 'undo' });
  expect(await bytesNow()).toBe(end);
  // And forth from the beginning, as the first time.
  await travel('undo');
  await drawOn();
  expect(await bytesNow()).toBe(end);
});

it('shows an edit in a frame at once, paused too, and says what is held', async () => {
  const settings = smallSettings('strokes', { sketch: 0 });
  await engine.handle({ type: 'start', run: ++run, settings, options: { paused: true } });
  await engine.handle({ type: 'watch', on: true });
  events = [];
  await engine.handle({ type: 'steer', change: { type: 'hold', marks: [2] } });
  await engine.handle({ type: 'steer', change: { type: 'remove', marks: [0] } });
  await engine.handle({ type: 'watch', on: false });
  expect(events).toMatchObject([
    { type: 'history' },
    { type: 'steered', held: [2] },
    { type: 'frame', iteration: 0, marks: [0, 1, 2, 3, 4, 5, 6, 7] },
    { type: 'history' },
    { type: 'steered', held: [2] },
    { type: 'frame', iteration: 0, marks: [1, 2, 3, 4, 5, 6, 7] },
  ]);
  const again = engine.handle({ type: 'steer', change: { type: 'remove', marks: [0] } });
  await expect(again).rejects.toThrow('There is no mark 0 in this drawing; it has 7 others.');
});

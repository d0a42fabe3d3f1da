/** @file Undo, redo and edits as the session answers and tells of them, in every medium. */
import { createHash } from 'node:crypto';
import { ftruncateSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadClip } from '../clip/index.js';
import { canvasNames, numbersOf, smallSettings } from './drawing.reference.js';
import type { DrawingState } from './drawing-state.js';
import { SessionEngine } from './engine.js';
import type { SessionEvent } from './events.js';
import { Shelf, type Shelved } from './shelf.js';

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

describe('a drawing too large for memory', () => {
  let folder: string;
  let large: SessionEngine;
  let told: SessionEvent[] = [];
  const points: Shelved[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-large-'));
    class NotingShelf extends Shelf {
      override put(state: DrawingState): Shelved {
        const point = super.put(state);
        points.push(point);
        return point;
      }
    }
    const options = { shelf: new NotingShelf(folder), limits: { nodes: 9, bytes: 9 } };
    large = new SessionEngine([{ clip: await loadClip(), weight: 1 }], (event) => told.push(event), options);
    await large.handle({
      type: 'start',
      run: 1,
      settings: smallSettings('pixels', { width: 2048, height: 1024, side: 64 }),
      options: { paused: true },
    });
    await large.handle({ type: 'watch', on: true });
    // Points that are not of the same iteration.
    for (const noiseStart of [0.2, 0.4]) {
      await large.handle({ type: 'steer', change: { type: 'values', values: { noiseStart } } });
    }
  });
  afterAll(async () => {
    await large.close();
    await rm(folder, { recursive: true });
  });
  const frames = () => told.filter((event) => event.type === 'frame');
  const bytes = async () => numbersOf((await large.handle({ type: 'checkpoint' }))!);

  it('shows a small picture of where it goes before it is there, and the whole one after it was answered', async () => {
    const before = await bytes();
    told = [];
    await large.handle({ type: 'undo' });
    expect(frames()).toHaveLength(1);
    await expect.poll(() => frames().length).toBe(2);
    const [glimpse, whole] = frames();
    expect([glimpse!.iteration, whole!.iteration]).toEqual([0, 0]);
    await large.handle({ type: 'redo' });
    expect(await bytes()).toBe(before);
    expect(points).toHaveLength(3);
    // The picture of a point is still there after it was shown.
    const shown = await large.handle({ type: 'pictureAt', node: 1 });
    expect(shown?.kind === 'pixels' && shown.rgb.length).toBeGreaterThan(0);
  });

  it('stays as it is where the disk does not give a point back, and shows itself again', async () => {
    await expect.poll(() => frames().length).toBe(4);
    const before = await bytes();
    ftruncateSync((points[1] as unknown as { file: number }).file, 9);
    told = [];
    await expect(large.handle({ type: 'undo' })).rejects.toThrow(/^That point cannot be read from the disk/u);
    expect(frames()).toHaveLength(2);
    expect(await bytes()).toBe(before);
    // The points beyond are there as before.
    await large.handle({ type: 'goTo', node: 1 });
    await large.handle({ type: 'goTo', node: 3 });
    expect(await bytes()).toBe(before);
  });
});

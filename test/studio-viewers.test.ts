import { afterEach, describe, expect, it } from 'vitest';
import { applyEvent, type ClientMessage, helloSchema, studioEventSchema } from '../src/protocol/index.js';
import { parameterRows } from '../src/session/index.js';
import type { FakeSession } from './fake-session.js';
import { cleanUp, joinStudio, openStudio, until } from './studio-harness.js';

afterEach(cleanUp);

const draw = (prompt: string, values: Record<string, number> = {}) => ({ settings: { prompt, values } });
const steps = (session: FakeSession, count: number) => {
  for (let i = 0; i < count; i++) session.step();
};

describe('a viewer', () => {
  it('is greeted with all the page needs', async () => {
    const { url } = await openStudio();
    const { hellos } = await joinStudio(url);
    const hello = helloSchema.parse(hellos[0]);
    // Patterns are checked where the settings are; the page is told in words what they ask for.
    const told = parameterRows.map((row) => {
      const { pattern: _, ...rest } = { pattern: undefined, ...row };
      return rest;
    });
    expect(hello.rows).toEqual(told);
    expect(hello.model).toEqual({ name: 'fake', concepts: 5 });
    expect(hello.suggestions).toContainEqual({ en: 'umbrella', ru: 'зонт' });
    expect(hello.snapshot.state).toBe('idle');
  });

  it('draws, pauses, resumes, changes the prompt and stops', async () => {
    const { url, session } = await openStudio();
    const viewer = await joinStudio(url);
    expect(await viewer.ask('draw', draw('a red house', { strokes: 8, iterations: 50 }))).toEqual({
      ok: true,
    });
    steps(session, 3);
    expect(await viewer.ask('pause', {})).toEqual({ ok: true });
    expect(await viewer.ask('resume', {})).toEqual({ ok: true });
    expect(await viewer.ask('prompt', { prompt: 'tree' })).toEqual({ ok: true });
    expect(await viewer.ask('stop', {})).toEqual({ ok: true });
    expect(session.calls).toEqual(['start a red house', 'pause', 'resume', 'prompt tree', 'stop']);
    await viewer.settled();
    expect(viewer.events.map(({ type }) => type)).toEqual([
      ...['started', 'promptChecked', 'progress', 'progress', 'progress', 'progress', 'progress'],
      ...['promptChecked', 'finished'],
    ]);
    for (const event of viewer.events) studioEventSchema.parse(event);
    expect(viewer.events.map(({ sequence }) => sequence)).toEqual(viewer.events.map((_, i) => i + 1));
    expect(viewer.frames.at(-1)).toMatchObject({ final: true, iteration: 3 });
  });

  it('edits by hand, undoes it, and every window sees the same', async () => {
    const { url, session } = await openStudio();
    const [viewer, other] = [await joinStudio(url), await joinStudio(url)];
    await viewer.ask('draw', draw('a red house', { strokes: 8 }));
    await other.settled();
    const frames = other.frames.length;
    expect(await viewer.ask('edit', { edit: { type: 'hold', marks: [3] } })).toEqual({ ok: true, marks: [] });
    await other.settled();
    expect(other.events.slice(-2)).toMatchObject([
      { type: 'steered', held: [3], outline: null },
      { type: 'history', canUndo: true },
    ]);
    expect(other.frames.length).toBe(frames + 1);
    expect(other.frames.at(-1)?.marks).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const late = await joinStudio(url);
    expect(late.hellos[0]?.snapshot.drawing).toMatchObject({ handiwork: { held: [3] } });
    expect(await other.ask('undo', {})).toEqual({ ok: true });
    await viewer.settled();
    expect(viewer.events.slice(-2)).toMatchObject([{ held: [] }, { canUndo: false }]);
    expect(session.calls).toEqual(['start a red house', 'hold', 'undo']);
    for (const event of viewer.events) studioEventSchema.parse(event);
  });

  it('may edit a finished drawing, but not before there is one', async () => {
    const { url } = await openStudio();
    const viewer = await joinStudio(url);
    const hold: ClientMessage<'edit'> = { edit: { type: 'hold', marks: [0] } };
    for (const answer of [await viewer.ask('edit', hold), await viewer.ask('undo', {})]) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'state' } });
    }
    await viewer.ask('draw', draw('house'));
    await viewer.ask('stop', {});
    expect(await viewer.ask('edit', hold)).toMatchObject({ ok: true });
  });

  it('gets every progress event, whatever becomes of the frames', async () => {
    const { url, session } = await openStudio();
    const viewer = await joinStudio(url);
    viewer.acknowledging = false;
    await viewer.ask('draw', draw('house'));
    steps(session, 200);
    await viewer.settled();
    expect(viewer.events.filter(({ type }) => type === 'progress')).toHaveLength(200);
  });

  it('learns which words of a draft are unknown', async () => {
    const { url } = await openStudio();
    const viewer = await joinStudio(url);
    expect(await viewer.ask('check', { prompt: 'red house' })).toMatchObject({
      ok: true,
      unknown: [{ word: 'red', start: 0, end: 3 }],
    });
    expect(await viewer.ask('check', { prompt: ' ' })).toEqual({
      ok: true,
      unknown: [],
      hints: [],
      fault: null,
    });
  });
});

describe('frames', () => {
  it('wait for a viewer that does not acknowledge: two, then the newest', async () => {
    const { url, session } = await openStudio();
    const viewer = await joinStudio(url);
    viewer.acknowledging = false;
    await viewer.ask('draw', draw('house'));
    steps(session, 100);
    await viewer.settled();
    expect(viewer.frames.map(({ iteration }) => iteration)).toEqual([0, 1]);
    await viewer.ask('frameAck', { sequence: viewer.frames[0]!.sequence });
    await viewer.settled();
    expect(viewer.frames.map(({ iteration }) => iteration)).toEqual([0, 1, 100]);
  });

  it('of one slow viewer hold up nobody else', async () => {
    const { url, session } = await openStudio();
    const slow = await joinStudio(url);
    slow.acknowledging = false;
    const quick = await joinStudio(url);
    await quick.ask('draw', draw('house'));
    for (let i = 0; i < 10; i++) {
      session.step();
      await until(() => quick.frames.at(-1)?.iteration === i + 1);
    }
    await slow.settled();
    expect(slow.frames).toHaveLength(2);
    expect(slow.events.at(-1)).toEqual(quick.events.at(-1));
  });

  it('are asked of the session only while somebody watches', async () => {
    const { url, session } = await openStudio();
    expect(session.watching).toBe(false);
    const first = await joinStudio(url);
    const second = await joinStudio(url);
    first.socket.disconnect();
    await second.settled();
    expect(session.watching).toBe(true);
    second.socket.disconnect();
    await until(() => !session.watching);
  });
});

describe('after a reload', () => {
  it('the snapshot and the newest frame show the running drawing at once', async () => {
    const { url, session } = await openStudio();
    const before = await joinStudio(url);
    await before.ask('draw', draw('a red house', { strokes: 8 }));
    steps(session, 40);
    await before.settled();
    before.socket.disconnect();
    const after = await joinStudio(url);
    const { snapshot } = after.hellos[0]!;
    expect(snapshot).toMatchObject({
      state: 'running',
      drawing: {
        settings: { prompt: 'a red house', values: { strokes: 8 } },
        unknown: [{ word: 'a' }, { word: 'red' }],
      },
    });
    expect(snapshot.drawing?.progress?.iteration).toBe(40);
    expect(snapshot.drawing?.history).toHaveLength(40);
    await until(() => after.frames.length > 0);
    expect(after.frames[0]).toMatchObject({ iteration: 40 });
    session.step();
    await after.settled();
    expect(after.events.map(({ sequence }) => sequence)).toEqual([snapshot.sequence + 1]);
  });

  it('what the page makes of the events equals what the next page is told', async () => {
    const { url, session } = await openStudio();
    const viewer = await joinStudio(url);
    await viewer.ask('draw', draw('house', { iterations: 30 }));
    steps(session, 30);
    await viewer.settled();
    const seen = viewer.events.reduce(applyEvent, viewer.hellos[0]!.snapshot);
    const late = await joinStudio(url);
    expect(seen).toEqual(late.hellos[0]!.snapshot);
    expect(seen.state).toBe('finished');
  });

  it('no frame of the drawing before is shown', async () => {
    const { url, session } = await openStudio();
    const viewer = await joinStudio(url);
    viewer.acknowledging = false;
    await viewer.ask('draw', draw('house'));
    steps(session, 5);
    await viewer.ask('draw', draw('tree'));
    await viewer.ask('frameAck', { sequence: 2 });
    await viewer.settled();
    expect(viewer.frames.map(({ run }) => run)).toEqual([1, 1, 2]);
  });
});

describe('a failure of the session', () => {
  it('is told to everybody, and the next drawing works', async () => {
    const { url, session } = await openStudio();
    const viewer = await joinStudio(url);
    const other = await joinStudio(url);
    session.nextStartFails = new Error('The model broke.');
    expect(await viewer.ask('draw', draw('house'))).toEqual({
      ok: false,
      error: { code: 'failed', message: 'The model broke.' },
    });
    await other.settled();
    expect(other.events).toEqual([expect.objectContaining({ type: 'failed', message: 'The model broke.' })]);
    expect(await viewer.ask('draw', draw('house'))).toEqual({ ok: true });
  });

  it('that comes as an event, or as nonsense, reaches the page as a failed event', async () => {
    const { url, session } = await openStudio();
    const viewer = await joinStudio(url);
    await viewer.ask('draw', draw('house', { strokes: 4 }));
    session.emit({ type: 'failed', run: 1, code: 'drawing', message: 'Not a number.' });
    const picture = { kind: 'strokes', strokes: { ...emptyStrokes, segments: Uint8Array.of(1) } } as const;
    const size = { width: 9, height: 9, paper: [1, 1, 1] } as const;
    session.emit({ type: 'frame', run: 1, iteration: 1, picture, marks: [0], ...size });
    await viewer.settled();
    expect(viewer.events.slice(-2)).toMatchObject([
      { type: 'failed', code: 'drawing' },
      { type: 'failed', code: 'internal' },
    ]);
  });
});

const emptyStrokes = {
  segments: new Uint8Array(0),
  points: new Float32Array(0),
  widths: new Float32Array(0),
  colours: new Float32Array(0),
};

describe('examples', () => {
  it('are drawn until somebody draws, and each is followed by another', async () => {
    const { url, session } = await openStudio({ examples: true, exampleRest: 5 });
    const viewer = await joinStudio(url);
    expect(viewer.hellos[0]!.snapshot.drawing ?? viewer.events[0]).toMatchObject({ example: true });
    steps(session, 1000);
    await until(() => session.calls.length === 2);
    expect(session.calls).toEqual(['start umbrella', 'start house']);
    await viewer.ask('draw', draw('sun', { iterations: 3 }));
    await viewer.settled();
    expect(viewer.events.findLast(({ type }) => type === 'started')).toMatchObject({ example: false });
    steps(session, 3);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(session.calls.at(-1)).toBe('start sun');
  });

  it('wait for a viewer before the next', async () => {
    const { url, session } = await openStudio({ examples: true, exampleRest: 1 });
    await until(() => session.calls.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    steps(session, 1000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(session.calls).toHaveLength(1);
    await joinStudio(url);
    await until(() => session.calls.length === 2);
  });

  it('end when somebody stops one, or gives it another prompt', async () => {
    const { url, session } = await openStudio({ examples: true, exampleRest: 1 });
    const viewer = await joinStudio(url);
    await viewer.ask('prompt', { prompt: 'tree' });
    await viewer.settled();
    expect(viewer.events.at(-1)).toMatchObject({ type: 'promptChecked', prompt: 'tree', example: false });
    await viewer.ask('stop', {});
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(session.calls).toEqual(['start umbrella', 'prompt tree', 'stop']);
  });
});

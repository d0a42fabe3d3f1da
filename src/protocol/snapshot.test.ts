import { describe, expect, it } from 'vitest';
import { promptLimits } from '../guidance/index.js';
import {
  applyEvent,
  clientMessages,
  idleSnapshot,
  limits,
  type Snapshot,
  type StudioEvent,
  snapshotSchema,
} from './index.js';

type Body = StudioEvent extends infer E ? (E extends StudioEvent ? Omit<E, 'sequence'> : never) : never;

/** The snapshot after these events, numbered from 1. */
function snapshotAfter(...events: readonly Body[]): Snapshot {
  return events.reduce<Snapshot>(
    (snapshot, event, i) => applyEvent(snapshot, { ...event, sequence: i + 1 } as StudioEvent),
    idleSnapshot,
  );
}

const settings = { prompt: 'house', values: { strokes: 64 } };
const started = (run: number): Body => ({ type: 'started', run, settings, example: false, attempt: null });
const progress = (run: number, iteration: number, iterations = 100): Body => ({
  type: 'progress',
  run,
  iteration,
  iterations,
  score: iteration / 1000,
  rate: 20,
  secondsLeft: 1,
  skipped: 0,
  trying: null,
  state: 'running',
});

describe('applyEvent', () => {
  it('follows a drawing from start to finish', () => {
    const running = snapshotAfter(started(1), progress(1, 1), progress(1, 2));
    expect(running).toMatchObject({
      state: 'running',
      sequence: 3,
      drawing: {
        history: [
          [1, 0.001],
          [2, 0.002],
        ],
      },
    });
    const done = snapshotAfter(started(1), progress(1, 1), {
      type: 'finished',
      run: 1,
      reason: 'completed',
      iteration: 1,
      score: 1,
    });
    expect(done).toMatchObject({ state: 'finished', drawing: { finish: { reason: 'completed' } } });
  });

  it('begins anew with the next drawing', () => {
    const fresh = snapshotAfter(started(1), progress(1, 1), started(2));
    expect(fresh.drawing).toMatchObject({ run: 2, progress: null, history: [] });
  });

  it('changes nothing for an event it has seen or of a drawing that was replaced', () => {
    const snapshot = snapshotAfter(started(1), started(2), progress(2, 5));
    expect(applyEvent(snapshot, { ...progress(2, 6), sequence: 3 } as StudioEvent)).toBe(snapshot);
    const late = applyEvent(snapshot, { ...progress(1, 90), sequence: 4 } as StudioEvent);
    expect(late).toEqual({ ...snapshot, sequence: 4 });
  });

  it('takes up a changed prompt and its unknown words', () => {
    const unknown = [{ word: 'hous', start: 0, end: 4, nearest: ['house'] }];
    const changed = snapshotAfter(started(1), {
      type: 'promptChecked',
      run: 1,
      prompt: 'hous',
      example: false,
      unknown,
    });
    expect(changed.drawing).toMatchObject({
      settings: { prompt: 'hous', values: { strokes: 64 } },
      unknown,
    });
  });

  it('takes up what was done by hand, and forgets it with the next drawing', () => {
    const outline: [number, number][] = [
      [0, 0],
      [1, 0],
      [1, 1],
    ];
    const point = { id: 1, parent: null, iteration: 4, score: 0.1, deed: 'start', name: 'first' };
    const timeline = { points: [point], current: 1, canUndo: true, canRedo: false };
    const edited: Body = { type: 'steered', run: 1, settings, example: false, held: [3, 7], outline };
    const events = [started(1), edited, { type: 'history', run: 1, ...timeline } as const];
    expect(snapshotAfter(...events).drawing).toMatchObject({
      handiwork: { held: [3, 7], outline },
      timeline,
    });
    expect(snapshotAfter(...events, started(2)).drawing).toMatchObject({
      handiwork: { held: [], outline: null },
      timeline: { points: [], current: null, canUndo: false, canRedo: false },
    });
  });

  it('shows a failure before the first drawing too, and recovers when a drawing goes on', () => {
    const failed: Body = { type: 'failed', run: 0, code: 'worker', message: 'It broke.' };
    expect(snapshotAfter(failed)).toMatchObject({
      state: 'failed',
      drawing: null,
      failure: { message: 'It broke.' },
    });
    expect(snapshotAfter(started(1), { ...failed, run: 1 }, progress(1, 1)).state).toBe('running');
  });

  it.each([1, 999, 1000, 1001, 20_000])(
    'keeps a bounded, evenly spaced score curve over %i iterations',
    (length) => {
      const steps = Array.from({ length }, (_, i) => progress(1, i + 1, length));
      const snapshot = snapshotAfter(started(1), ...steps);
      const history = snapshot.drawing!.history;
      expect(snapshotSchema.safeParse(snapshot).success).toBe(true);
      expect(history.length).toBeGreaterThanOrEqual(Math.min(length, limits.historyPoints / 2));
      expect(history.length).toBeLessThanOrEqual(limits.historyPoints);
      expect(history.at(-1)![0]).toBeGreaterThan(length - 1 - (length / limits.historyPoints) * 2);
    },
  );
});

describe('client messages', () => {
  const draw = (prompt: unknown, values: unknown = {}) =>
    clientMessages.draw.safeParse({ settings: { prompt, values } });

  const hollow = { kind: 'strokes', segments: [1], points: [], widths: [0.1], colours: [0, 0, 0, 1] };

  it('accept what can be drawn, and allow as long a prompt as the grammar does', () => {
    expect(draw('a red house', { strokes: 12 }).success).toBe(true);
    expect(limits.promptCharacters).toBe(promptLimits.characters);
  });

  it.each([
    ['an empty prompt', draw('  ')],
    ['a prompt of 10,000 characters', draw('x'.repeat(10_000))],
    ['a prompt that is no text', draw(7)],
    ['infinity', draw('x', { strokes: Number.POSITIVE_INFINITY })],
    ['a value that is neither number nor text', draw('x', { strokes: [7] })],
    ['a text of 1,001 characters', draw('x', { palette: 'x'.repeat(1001) })],
    ['too many values', draw('x', Object.fromEntries(Array.from({ length: 129 }, (_, i) => [`n${i}`, i])))],
    ['an extra field', clientMessages.pause.safeParse({ now: true })],
    ['a fractional sequence', clientMessages.frameAck.safeParse({ sequence: 0.5 })],
    ['an unknown edit', clientMessages.edit.safeParse({ edit: { type: 'smudge' } })],
    ['a mark below 0', clientMessages.edit.safeParse({ edit: { type: 'hold', marks: [-1] } })],
    ['no mark', clientMessages.edit.safeParse({ edit: { type: 'hold', marks: [] } })],
    ['a lasso of a line', clientMessages.edit.safeParse({ edit: { type: 'region', outline: [[0, 0]] } })],
    ['a stroke without points', clientMessages.edit.safeParse({ edit: { type: 'add', picture: hollow } })],
    ['nothing at all', clientMessages.stop.safeParse(undefined)],
  ])('refuse %s', (_, result) => {
    expect(result.success).toBe(false);
  });
});

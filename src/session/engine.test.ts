import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clip, loadClip } from '../clip/index.js';
import type { DrawingState } from './drawing-state.js';
import { SessionEngine } from './engine.js';
import type { FinishedEvent, SessionEvent } from './events.js';
import { completeSettings, type DrawRequest } from './index.js';

/** Small enough to draw many times in a test. */
const small = { strokes: 8, iterations: 8, views: 2 } as const;

describe('SessionEngine', () => {
  let clip: Clip;
  let engine: SessionEngine;
  let events: SessionEvent[] = [];
  let listener: (event: SessionEvent) => void = () => {};
  let run = 0;

  beforeAll(async () => {
    clip = await loadClip();
    engine = new SessionEngine([{ clip, weight: 1 }], (event) => {
      events.push(event);
      listener(event);
    });
  });
  afterAll(() => engine.close());

  const until = <T extends SessionEvent['type']>(type: T, ofRun: number) =>
    new Promise<Extract<SessionEvent, { type: T }>>((resolve, reject) => {
      listener = (event) => {
        if (event.run !== ofRun) return;
        if (event.type === type) resolve(event as Extract<SessionEvent, { type: T }>);
        else if (event.type === 'failed') reject(new Error(event.message));
      };
    });

  async function draw(
    request: DrawRequest,
    meanwhile?: (event: SessionEvent) => void,
  ): Promise<FinishedEvent> {
    events = [];
    const mine = ++run;
    const finished = until('finished', mine);
    const settle = listener;
    listener = (event) => {
      meanwhile?.(event);
      settle(event);
    };
    await engine.handle({ type: 'start', run: mine, settings: completeSettings(request) });
    return finished;
  }
  const strokesOf = ({ picture }: FinishedEvent) => {
    if (picture.kind !== 'strokes') throw new Error(`a picture of ${picture.kind} where strokes belong`);
    return picture.strokes;
  };
  const bytes = (finished: FinishedEvent) => {
    const { segments, points, widths, colours } = strokesOf(finished);
    return Buffer.concat([segments, points, widths, colours].map(({ buffer }) => Buffer.from(buffer)));
  };

  it('tells of a drawing in order: started, prompt, every step, finished', async () => {
    const finished = await draw({ prompt: 'umbrella', ...small });
    // How often the history is told of depends on the clock.
    const types = events.map(({ type }) => type).filter((type) => type !== 'history');
    expect(types).toEqual(['started', 'prompt', ...Array(small.iterations).fill('progress'), 'finished']);
    expect(events.at(-2)?.type).toBe('history');
    const steps = events.filter((event) => event.type === 'progress').map(({ iteration }) => iteration);
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(finished).toMatchObject({ reason: 'completed', iteration: 8 });
    expect(strokesOf(finished).segments).toHaveLength(small.strokes);
  });

  it('goes on where it had stopped on a plateau, with its patience anew, and is redrawn so', async () => {
    const request = {
      prompt: 'umbrella',
      ...small,
      sketch: 0,
      iterations: 400,
      patience: 10,
      leastGain: 0.1,
    };
    const first = await draw(request);
    expect(first.reason).toBe('plateau');
    const state = (await engine.handle({ type: 'checkpoint' }))!;
    const mine = ++run;
    const { settings } = state.facts;
    await engine.handle({ type: 'start', run: mine, settings, options: { state, paused: true } });
    const again = until('finished', mine);
    await engine.handle({ type: 'resume' });
    const second = await again;
    expect(second.reason).toBe('plateau');
    expect(second.iteration).toBeGreaterThanOrEqual(first.iteration + 10);
    expect(bytes(await draw(second.settings))).toEqual(bytes(second));
  });

  it('gives the same bytes for the same settings, watched and paused or not, and others for another seed', async () => {
    const plain = bytes(await draw({ prompt: 'umbrella', ...small, seed: 5 }));
    await engine.handle({ type: 'watch', on: true });
    let paused = false;
    const watched = await draw({ prompt: 'umbrella', ...small, seed: 5 }, (event) => {
      if (event.type === 'progress' && event.iteration === 3 && !paused) {
        paused = true;
        void engine.handle({ type: 'pause' }).then(() => engine.handle({ type: 'resume' }));
      }
    });
    await engine.handle({ type: 'watch', on: false });
    expect(events.some((event) => event.type === 'progress' && event.state === 'paused')).toBe(true);
    expect(events.some((event) => event.type === 'frame')).toBe(true);
    expect(bytes(watched).equals(plain)).toBe(true);
    expect(bytes(await draw({ prompt: 'umbrella', ...small, seed: 6 })).equals(plain)).toBe(false);
  });

  it('goes on towards a prompt typed while it runs, and its settings draw the same again', async () => {
    let typed = false;
    const changed = await draw({ prompt: 'umbrella', ...small, iterations: 12 }, (event) => {
      if (event.type === 'progress' && event.iteration === 3 && !typed) {
        typed = true;
        void engine.handle({ type: 'steer', change: { type: 'prompt', prompt: 'house' } });
      }
    });
    const { changes } = changed.settings;
    expect(changes).toHaveLength(1);
    expect(changes[0]!.iteration).toBeGreaterThan(2);
    expect(bytes(await draw(changed.settings)).equals(bytes(changed))).toBe(true);
    expect(bytes(await draw({ prompt: 'umbrella', ...small, iterations: 12 })).equals(bytes(changed))).toBe(
      false,
    );
  });

  it('stops at the next step, and its settings stop there again', async () => {
    const stopped = await draw({ prompt: 'umbrella', ...small, iterations: 1000 }, (event) => {
      if (event.type === 'progress' && event.iteration === 2) void engine.handle({ type: 'stop' });
    });
    expect(stopped.reason).toBe('stopped');
    expect(stopped.iteration).toBeLessThan(10);
    expect(stopped.settings.stopAt).toBe(stopped.iteration);
    const again = await draw(stopped.settings);
    expect(bytes(again).equals(bytes(stopped))).toBe(true);
  });

  it('lets the newest of several starts at once replace the others', async () => {
    events = [];
    const settings = completeSettings({ prompt: 'sun', ...small });
    const runs = [++run, ++run, ++run];
    const finished = until('finished', runs[2]!);
    await Promise.all(runs.map((each) => engine.handle({ type: 'start', run: each, settings })));
    await finished;
    expect(events.filter(({ type }) => type === 'finished').map((event) => event.run)).toEqual([runs[2]]);
    const order = events.filter(({ type }) => type === 'started').map((event) => event.run);
    expect(order.at(-1)).toBe(runs[2]);
  });

  it('stops a drawing that was still being started', async () => {
    const mine = ++run;
    const finished = until('finished', mine);
    const settings = completeSettings({ prompt: 'sun', ...small, views: 3, iterations: 1000 });
    const started = engine.handle({ type: 'start', run: mine, settings });
    await engine.handle({ type: 'stop' });
    await started;
    expect((await finished).iteration).toBeLessThan(5);
  });

  it('refuses a bad prompt and keeps drawing', async () => {
    let refused: unknown;
    const finished = await draw({ prompt: 'umbrella', ...small }, (event) => {
      if (event.type === 'progress' && event.iteration === 2) {
        engine.handle({ type: 'steer', change: { type: 'prompt', prompt: '' } }).catch((error: unknown) => {
          refused = error;
        });
      }
    });
    expect(finished.iteration).toBe(small.iterations);
    expect(refused).toMatchObject({ name: 'PromptError' });
  });

  it('undoes and redoes edits and stretches, where it pauses, and goes on another way', async () => {
    // Fewer steps than a stretch has, so that a slow machine keeps no more of them.
    const drawn = await draw({ prompt: 'umbrella', ...small, iterations: 4 });
    const told = <T extends SessionEvent['type']>(type: T) =>
      events.findLast((event): event is Extract<SessionEvent, { type: T }> => event.type === type);
    await engine.handle({ type: 'steer', change: { type: 'remove', marks: [0, 1] } });
    expect(told('progress')).toMatchObject({ state: 'paused', iteration: 4 });
    expect(told('history')).toMatchObject({ canUndo: true, canRedo: false });
    await engine.handle({ type: 'undo' });
    expect(told('history')).toMatchObject({ canUndo: true, canRedo: true });
    await engine.handle({ type: 'undo' });
    expect(told('steered')).toMatchObject({ iteration: 0 });
    await expect(engine.handle({ type: 'undo' })).rejects.toThrow('There is nothing to undo.');
    await engine.handle({ type: 'redo' });
    await engine.handle({ type: 'redo' });
    await expect(engine.handle({ type: 'redo' })).rejects.toThrow('There is nothing to redo.');
    const edited = await engine.handle({ type: 'checkpoint' });
    expect(edited?.facts.changes).toEqual([{ type: 'remove', marks: [0, 1], iteration: 4 }]);
    expect(edited?.arrays['now/canvas/widths']).toHaveLength(6);

    const { nodes } = told('history')!;
    const pictures = await Promise.all(nodes.map(({ id }) => engine.handle({ type: 'pictureAt', node: id })));
    expect(pictures.map((picture) => picture?.kind === 'strokes' && picture.strokes.widths.length)).toEqual([
      8, 8, 6,
    ]);
    await engine.handle({ type: 'goTo', node: nodes[0]!.id });
    await engine.handle({ type: 'steer', change: { type: 'prompt', prompt: 'house' } });
    const finished = until('finished', run);
    await engine.handle({ type: 'resume' });
    const other = await finished;
    expect(other.settings.changes).toEqual([{ type: 'prompt', prompt: 'house', iteration: 0 }]);
    expect(bytes(other).equals(bytes(drawn))).toBe(false);
    expect(bytes(await draw(other.settings)).equals(bytes(other))).toBe(true);
  });

  it('ends in the time it is given, and its settings draw the same again without a clock', async () => {
    const mine = ++run;
    const finished = until('finished', mine);
    const settings = completeSettings({ prompt: 'sun', ...small, iterations: 5000 });
    await engine.handle({ type: 'start', run: mine, settings, options: { seconds: 1 } });
    const paced = await finished;
    expect(paced.reason).toBe('completed');
    expect(paced.iteration).toBeLessThan(5000);
    expect(paced.settings.changes.length).toBeGreaterThan(0);
    expect(bytes(await draw(paced.settings)).equals(bytes(paced))).toBe(true);
  });

  it('goes on from a checkpoint as if it had not been interrupted', async () => {
    const whole = await draw({ prompt: 'umbrella', ...small });
    let state: DrawingState | undefined;
    await draw({ prompt: 'umbrella', ...small }, (event) => {
      if (event.type === 'progress' && event.iteration === 3 && !state) {
        void engine.handle({ type: 'checkpoint' }).then((saved) => {
          state = saved;
        });
      }
    });
    const mine = ++run;
    const finished = until('finished', mine);
    const { settings } = state!.facts;
    await engine.handle({ type: 'start', run: mine, settings, options: { state: state! } });
    expect(bytes(await finished).equals(bytes(whole))).toBe(true);
  });
});

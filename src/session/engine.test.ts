import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clip, loadClip } from '../clip/index.js';
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
    engine = new SessionEngine(clip, (event) => {
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
  const bytes = ({ picture: { strokes } }: FinishedEvent) =>
    Buffer.concat([
      Buffer.from(strokes.segments.buffer),
      Buffer.from(strokes.points.buffer),
      Buffer.from(strokes.widths.buffer),
      Buffer.from(strokes.colours.buffer),
    ]);

  it('tells of a drawing in order: started, prompt, every step, finished', async () => {
    const finished = await draw({ prompt: 'umbrella', ...small });
    expect(events.map(({ type }) => type)).toEqual([
      'started',
      'prompt',
      ...Array(small.iterations).fill('progress'),
      'finished',
    ]);
    const steps = events.filter((event) => event.type === 'progress').map(({ iteration }) => iteration);
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(finished).toMatchObject({ reason: 'completed', iteration: 8 });
    expect(finished.picture.strokes.segments).toHaveLength(small.strokes);
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
        void engine.handle({ type: 'prompt', prompt: 'house' });
      }
    });
    const { promptChanges } = changed.settings;
    expect(promptChanges).toHaveLength(1);
    expect(promptChanges[0]!.iteration).toBeGreaterThan(2);
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
        engine.handle({ type: 'prompt', prompt: '' }).catch((error: unknown) => {
          refused = error;
        });
      }
    });
    expect(finished.iteration).toBe(small.iterations);
    expect(refused).toMatchObject({ name: 'PromptError' });
  });
});

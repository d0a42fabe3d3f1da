/** @file The page's state: what a hello, the events and the person's hands do to it. */
import { describe, expect, it, vi } from 'vitest';
import type { Hello, StudioEvent, WirePreset } from '../../src/protocol/index.js';
import { createStore } from './store.js';
import { type Action, emptyStudio, isAtWork, mediumOf, reduceStudio, type Studio } from './studio.js';

const settings = { prompt: 'a cat', values: { strokes: 32 } };
const started = { type: 'started', sequence: 1, run: 1, settings, example: false, attempt: null } as const;
const progress: StudioEvent = {
  type: 'progress',
  sequence: 2,
  run: 1,
  iteration: 5,
  iterations: 100,
  score: 0.2,
  rate: 20,
  secondsLeft: 5,
  skipped: 0,
  trying: null,
  state: 'running',
};

const hello: Hello = {
  protocolVersion: 3,
  model: { name: 'test', concepts: 2 },
  media: [
    { name: 'strokes', label: { en: 'Strokes', ru: 'Штрихи' }, covers: false, vector: true },
    { name: 'pixels', label: { en: 'Pixels', ru: 'Пиксели' }, covers: true, vector: false },
  ],
  presets: [],
  rows: [],
  limits: { promptCharacters: 1000, pngSize: { min: 16, max: 2048, default: 1024 } },
  suggestions: [{ en: 'cat', ru: 'кот' }],
  snapshot: emptyStudio.snapshot,
};

function given(...actions: readonly Action[]): Studio {
  return actions.reduce(reduceStudio, emptyStudio);
}

describe('reduceStudio', () => {
  it('follows the session into an untouched draft', () => {
    const studio = given({ type: 'hello', hello }, { type: 'event', event: started });
    expect(studio.draft.prompt).toBe('a cat');
    expect(studio.draft.values).toEqual({ strokes: 32 });
    expect(isAtWork(studio)).toBe(true);
  });

  it('leaves the prompt box empty while an example is drawn', () => {
    const studio = given({ type: 'event', event: { ...started, example: true } });
    expect(studio.draft.prompt).toBe('');
  });

  it('never overwrites what the person is typing or tuning', () => {
    const studio = given(
      { type: 'typed', prompt: 'a do' },
      { type: 'tuned', name: 'strokes', value: 9 },
      { type: 'event', event: started },
      { type: 'event', event: progress },
    );
    expect(studio.draft).toMatchObject({ prompt: 'a do', values: { strokes: 9 } });
    expect(studio.snapshot.drawing?.progress?.iteration).toBe(5);
  });

  it('takes a preset whole, and its prompt only where none is written', () => {
    const preset: WirePreset = {
      name: 'dream',
      label: { en: 'Dream', ru: 'Сон' },
      description: { en: 'Pixels.', ru: 'Пиксели.' },
      canvas: 'pixels',
      values: { iterations: 50 },
      prompt: { en: 'a lake', ru: 'озеро' },
      needsImage: false,
      thumbnail: null,
    };
    const chosen = given(
      { type: 'tuned', name: 'strokes', value: 9 },
      { type: 'preset', preset, language: 'en' },
    );
    expect(chosen.draft).toMatchObject({
      prompt: 'a lake',
      canvas: 'pixels',
      preset: 'dream',
      values: { iterations: 50 },
    });
    const written = given({ type: 'typed', prompt: 'a fox' }, { type: 'preset', preset, language: 'en' });
    expect(written.draft.prompt).toBe('a fox');
    const other = reduceStudio(chosen, { type: 'medium', canvas: 'strokes' });
    expect(other.draft).toMatchObject({ canvas: 'strokes', preset: null, values: {} });
  });

  it('draws in the first medium until another is chosen or drawn in', () => {
    expect(mediumOf(given({ type: 'hello', hello }))).toBe('strokes');
    const event = { ...started, settings: { ...settings, canvas: 'pixels' } };
    expect(mediumOf(given({ type: 'hello', hello }, { type: 'event', event }))).toBe('pixels');
  });

  it('takes the whole state from the hello after a lost connection', () => {
    const running = given({ type: 'event', event: started }, { type: 'event', event: progress });
    const lost = reduceStudio(running, { type: 'lost' });
    expect(lost.link).toBe('lost');
    expect(lost.snapshot).toBe(running.snapshot);
    const back = reduceStudio(lost, { type: 'hello', hello });
    expect(back.link).toBe('open');
    expect(back.snapshot).toBe(hello.snapshot);
  });

  it('shows a failure until the next start', () => {
    const failed: StudioEvent = {
      type: 'failed',
      sequence: 3,
      run: 1,
      code: 'x',
      message: 'The disk is full.',
    };
    const studio = given({ type: 'event', event: started }, { type: 'event', event: failed });
    expect(studio.problem).toBe('The disk is full.');
    expect(
      reduceStudio(studio, { type: 'event', event: { ...started, sequence: 4, run: 2 } }).problem,
    ).toBeNull();
  });

  it('drops events it has already seen without a new state', () => {
    const studio = given({ type: 'event', event: started }, { type: 'event', event: progress });
    expect(reduceStudio(studio, { type: 'event', event: progress })).toBe(studio);
  });
});

describe('createStore', () => {
  it('tells at once, or later and once where the change is lazy, and not at all where nothing changed', () => {
    vi.useFakeTimers();
    const store = createStore(
      (sum: number, step: number) => sum + step,
      0,
      (step) => step === 1,
    );
    const listener = vi.fn();
    const end = store.subscribe(listener);
    store.dispatch(1);
    store.dispatch(1);
    expect(store.get()).toBe(2);
    expect(listener).toHaveBeenCalledTimes(0);
    vi.advanceTimersByTime(200);
    expect(listener).toHaveBeenCalledTimes(1);
    store.dispatch(5);
    expect(listener).toHaveBeenCalledTimes(2);
    store.dispatch(0);
    end();
    store.dispatch(5);
    expect(listener).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });
});

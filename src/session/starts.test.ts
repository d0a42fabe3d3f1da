import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Drawing } from './drawing.js';
import { canvasNames, draw, goOn, kept, numbersOf, openGuides, smallSettings } from './drawing.reference.js';
import type { DrawingState } from './drawing-state.js';
import type { GuidePool } from './guide-pool.js';
import { Starts } from './starts.js';

const three = { starts: 3, startSteps: 5, iterations: 40 };

describe('beginnings', () => {
  it('are over after so many steps each, and the best of them goes on', () => {
    const starts = Starts.of<string>(smallSettings('strokes', three), true, 1000);
    const seen = [0.2, 0.5, 0.4].map((score, i) => {
      expect(starts.trying).toEqual({ number: i + 1, of: 3 });
      expect(starts.discarded).toBe(5 * i);
      expect([5 * i + 4, 5 * i + 5].map((step) => starts.isOver(step))).toEqual([false, true]);
      return starts.note({ score, progress: 0.1 + i }, `the work of ${score}`);
    });
    expect(seen).toEqual([null, null, { progress: 1.1, work: 'the work of 0.5' }]);
    expect(starts.work).toBeUndefined();
    expect([starts.trying, starts.discarded, starts.isOver(1000)]).toEqual([null, 10, false]);
  });

  it('take at most half of the steps, and are one where that is too few, from a picture, or of a large drawing', () => {
    const of = (values: object, isFromNothing = true, bytes = 1000) =>
      Starts.of(smallSettings('strokes', { ...three, ...values }), isFromNothing, bytes).save();
    expect(of({ startSteps: 50 }).steps).toBe(6);
    for (const one of [of({ iterations: 29 }), of({}, false), of({}, true, 2 ** 27), of({ starts: 1 })]) {
      expect(one).toMatchObject({ count: 1, tried: 1 });
    }
  });
});

let guides: GuidePool;
beforeAll(async () => {
  guides = await openGuides();
});
afterAll(() => guides.close());

describe.each(canvasNames)('a drawing of %s with three beginnings', (canvas) => {
  it('goes on with the one that fits best, from a saved state too, bit by bit', async () => {
    const states = new Map<number, DrawingState>();
    const scores: number[] = [];
    const keep = async (drawing: Drawing) => {
      states.set(drawing.iteration, kept(drawing.save()));
      if (drawing.iteration % 5 === 0) scores.push(await drawing.promise());
    };
    const settings = smallSettings(canvas, { ...three, iterations: 30 });
    const whole = await draw(guides, settings, { 5: keep, 8: keep, 10: keep, 15: keep });
    const resumed = await Drawing.restore(states.get(8)!, guides);
    let next: readonly number[] = [];
    await goOn(resumed, { 16: async (drawing) => (next = numbersOfCanvas(drawing.save())) });
    expect(numbersOf(resumed.save())).toBe(numbersOf(whole.save()));
    const apart = [5, 10, 15].map((step) => distance(next, numbersOfCanvas(states.get(step)!)));
    expect(apart.indexOf(Math.min(...apart))).toBe(scores.indexOf(Math.max(...scores)));
    expect(resumed.trying).toBeNull();
  });
});

describe('one more beginning', () => {
  const rednessOf = async (prompt: string, values: object) => {
    const drawing = await Drawing.begin(
      smallSettings('strokes', { ...three, starts: 1, begin: 'scattered', prompt, ...values }),
      guides,
    );
    const seen: number[] = [];
    for (let step = 0; step < 6; step++) {
      await drawing.step();
      if (step === 0 || step === 5) seen.push(redness(drawing));
    }
    return seen as [first: number, last: number];
  };

  it('is tried in the colour that the words name', async () => {
    const [first, last] = await rednessOf('красный зонт', { tint: 0.5 });
    expect(Math.abs(first)).toBeLessThan(0.15);
    expect(last).toBeGreaterThan(0.25);
  });

  it.each([
    ['umbrella', { tint: 0.5 }],
    ['red umbrella', { tint: 0 }],
  ])('is not tried for “%s” with %o', async (prompt, values) => {
    const drawing = await Drawing.begin(smallSettings('strokes', { starts: 1, prompt, ...values }), guides);
    expect(drawing.trying).toBeNull();
  });
});

describe('a drawing that is being begun', () => {
  it('stays what it is once somebody has touched it or given it other words', async () => {
    const drawing = await Drawing.begin(smallSettings('strokes', three), guides);
    for (let step = 0; step < 7; step++) await drawing.step();
    expect(drawing.trying).toEqual({ number: 2, of: 3 });
    await drawing.apply({ type: 'prompt', prompt: 'a house' });
    expect(drawing.trying).toBeNull();
    const before = numbersOfCanvas(drawing.save());
    for (let step = 0; step < 4; step++) await drawing.step();
    const moved = distance(numbersOfCanvas(drawing.save()), before);
    const other = await Drawing.begin(smallSettings('strokes', { ...three, seed: 9 }), guides);
    expect(moved).toBeLessThan(distance(numbersOfCanvas(other.save()), before));
  });
});

function numbersOfCanvas({ arrays }: DrawingState): number[] {
  return Object.entries(arrays).flatMap(([name, array]) =>
    name.startsWith('now/canvas/') && array instanceof Float32Array ? [...array] : [],
  );
}

/** Mean difference; of drawings of other numbers of marks as far as the shorter goes. */
function distance(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).reduce((sum, x, i) => sum + Math.abs(x - b[i]!), 0) / length;
}

/** How much redder than green its strokes are on average, −1..1. */
function redness(drawing: Drawing): number {
  const picture = drawing.picture();
  if (picture.kind !== 'strokes') throw new Error('not strokes');
  const { colours } = picture.strokes;
  const sum = (channel: number) => colours.reduce((all, v, i) => all + (i % 4 === channel ? v : 0), 0);
  return (4 * (sum(0) - sum(1))) / colours.length;
}

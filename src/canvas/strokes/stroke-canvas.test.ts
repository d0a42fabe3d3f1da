import { describe, expect, it } from 'vitest';
import { Adam } from '../../optimiser/index.js';
import { type ValuesOf, valuesOf } from '../../parameters/index.js';
import { SeededGenerator } from '../../random/index.js';
import type { Canvas, CanvasOptions } from '../canvas.js';
import { strokes } from './index.js';
import { strokeRows } from './rows.js';

type Values = ValuesOf<typeof strokeRows>;
const WHITE = [1, 1, 1] as const;

const optionsOf = (changes: Partial<Values> = {}): CanvasOptions<Values> => {
  const defaults = Object.fromEntries(Object.entries(strokeRows).map(([name, row]) => [name, row.default]));
  return {
    size: { width: 60, height: 40 },
    resolution: 32,
    paper: WHITE,
    values: valuesOf(strokeRows, { ...defaults, strokes: 6, ...changes } as Values),
    generator: SeededGenerator.fromSeed(3),
  };
};

/** A guide that wants the left half of what it looks at dark. */
async function step(canvas: Canvas<Values>, iteration: number, of: number, optimisers: readonly Adam[]) {
  const rendered = await canvas.render(WHITE);
  const image = canvas.underdrawing?.(WHITE) ?? rendered;
  const gradient = image.map((value, i) =>
    (i / 3) % canvas.size.width < canvas.size.width / 2 ? 0.02 * value : 0.02 * (value - 1),
  );
  const gradients = await canvas.adjoint(gradient);
  const progress = iteration / (of - 1);
  canvas.groups.forEach((group, i) => {
    optimisers[i]!.step(group.values, gradients[i]!, group.rate(progress));
  });
  canvas.project();
  const generator = SeededGenerator.fromSeed(iteration);
  canvas.tend?.({ iteration: iteration + 1, progress, imageGradient: gradient, generator, held: new Set() });
  return image;
}

const optimisersOf = (canvas: Canvas<Values>) => canvas.groups.map(({ values }) => new Adam(values.length));
const darkness = (image: Float32Array): number => image.reduce((sum, value) => sum + 1 - value, 0);

describe('a canvas of strokes', () => {
  it('lets the guide shape the underdrawing first, lays the strokes on it and then asks the guide about them', async () => {
    const canvas = await strokes.create(optionsOf({ sketch: 20 }));
    const optimisers = optimisersOf(canvas);
    expect(darkness(await canvas.render(WHITE))).toBe(0);
    for (let i = 0; i < 20; i++) await step(canvas, i, 40, optimisers);
    const laid = (await canvas.render(WHITE)).slice();
    const { width } = canvas.size;
    const halves = [0, 0];
    laid.forEach((value, i) => {
      halves[(i / 3) % width < width / 2 ? 0 : 1]! += 1 - value;
    });
    expect(halves[0]).toBeGreaterThan(10);
    expect(halves[0]).toBeGreaterThan(4 * halves[1]!);
    for (let i = 20; i < 22; i++) await step(canvas, i, 40, optimisers);
    expect(canvas.underdrawing?.(WHITE)).toBeUndefined();
  });

  it('goes on bit by bit from what it saved, in the middle of the underdrawing too', async () => {
    const options = optionsOf({ sketch: 16 });
    const canvas = await strokes.create(options);
    const optimisers = optimisersOf(canvas);
    for (let i = 0; i < 8; i++) await step(canvas, i, 40, optimisers);
    const saved = canvas.save();
    const restored = await strokes.restore(saved, options);
    // Both go on with fresh moments, which belong to the session.
    const [a, b] = [optimisersOf(canvas), optimisersOf(restored)];
    for (let i = 8; i < 30; i++) {
      await step(canvas, i, 40, a);
      await step(restored, i, 40, b);
    }
    expect(restored.picture()).toEqual(canvas.picture());
    expect(restored.save()).toEqual(canvas.save());
  });

  it('holds to the underdrawing until the words change', async () => {
    const canvas = await strokes.create(optionsOf({ sketch: 10, ink: 0 }));
    const optimisers = optimisersOf(canvas);
    for (let i = 0; i < 12; i++) await step(canvas, i, 40, optimisers);
    const nothing = new Float32Array(3 * canvas.size.width * canvas.size.height);
    const pull = async () => {
      canvas.render(WHITE);
      const [points, , colours] = (await canvas.adjoint(nothing)).map((values) => values.slice());
      return [...points!, ...colours!].some((value) => value !== 0);
    };
    expect(await pull()).toBe(true);
    canvas.letGo?.();
    expect(await pull()).toBe(false);
  });

  it('keeps part of a short drawing for the strokes themselves', async () => {
    const canvas = await strokes.create(optionsOf({ sketch: 80 }));
    const optimisers = optimisersOf(canvas);
    for (let i = 0; i < 8; i++) await step(canvas, i, 10, optimisers);
    expect(canvas.underdrawing?.(WHITE)).toBeUndefined();
  });

  it('begins with scattered strokes where no sketch is asked for', async () => {
    const canvas = await strokes.create(optionsOf({ sketch: 0 }));
    expect(canvas.groups.map(({ name }) => name)).toEqual(['points', 'widths', 'colours']);
    expect(darkness(await canvas.render(WHITE))).toBeGreaterThan(1);
    expect(canvas.underdrawing?.(WHITE)).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { SeededGenerator } from '../../random/index.js';
import { shapeKinds } from '../../raster/index.js';
import type { Canvas, CanvasKind, CanvasOptions } from '../canvas.js';
import { conforms } from '../conformance.reference.js';
import type { SourceImage } from '../source-image.js';
import { shapes } from './index.js';
import { shapeRows } from './rows.js';
import { selfCrossing } from './self-crossing.js';

type Options = Parameters<typeof shapes.create>[0];
type Values = Options['values'];

const WHITE = [1, 1, 1] as const;
const FORMS = Object.keys(shapeRows.form.options) as Values['form'][];

function optionsOf(values: Partial<Values>, more: Partial<CanvasOptions<Values>> = {}): Options {
  const defaults = Object.fromEntries(Object.entries(shapeRows).map(([name, row]) => [name, row.default]));
  return {
    size: { width: 48, height: 32 },
    resolution: 32,
    paper: WHITE,
    values: { ...(defaults as unknown as Values), ...values },
    generator: SeededGenerator.fromSeed(1),
    ...more,
  };
}

const make = (values: Partial<Values>, more: Partial<CanvasOptions<Values>> = {}) =>
  shapes.create(optionsOf(values, more));

function shapesIn(canvas: Canvas<Values>) {
  const picture = canvas.picture();
  if (picture.kind !== 'shapes') throw new Error('not shapes');
  return picture.shapes;
}

/** Half red, half green, transparent in the last quarter. */
const photograph: SourceImage = {
  width: 60,
  height: 40,
  data: Uint8Array.from({ length: 60 * 40 * 4 }, (_, i) => {
    const x = (i >> 2) % 60;
    const channels = [x < 30 ? 255 : 0, x < 30 ? 0 : 255, 0, x < 45 ? 255 : 0];
    return channels[i % 4]!;
  }),
};

conforms(shapes as unknown as CanvasKind, [
  ...FORMS.map((form) => ({ name: form, values: { form, shapes: 6 }, step: 2e-4 })),
  { name: 'against crossing itself', values: { shapes: 5, crossing: 2, corners: 6 }, step: 2e-4 },
  {
    name: 'layer by layer, those that do nothing anew',
    values: { begin: 'layers', layer: 2, shapes: 7, every: 2, fadedOpacity: 0.4, form: 'mixed' },
    step: 2e-4,
  },
  {
    name: 'the colours of a picture',
    values: { begin: 'picture', form: 'polygons', corners: 5, shapes: 8 },
    options: { image: photograph },
    step: 2e-4,
  },
]);

describe('a canvas of shapes', () => {
  it('begin in the ink of the words, as much of it as is asked for', async () => {
    const redness = async (tint: number): Promise<number> => {
      const { colours } = shapesIn(await make({ shapes: 64, tint }, { ink: [1, 0, 0] }));
      const of = (c: number) => colours.reduce((sum, v, i) => sum + (i % 4 === c ? v : 0), 0) / 64;
      return of(0) - of(1);
    };
    expect(Math.abs(await redness(0))).toBeLessThan(0.1);
    expect(await redness(0.5)).toBeGreaterThan(0.4);
    expect(await redness(1)).toBeCloseTo(1);
  });

  it('begins with as many shapes of the form as asked for', async () => {
    expect(shapesIn(await make({ form: 'triangles', shapes: 9 }))).toMatchObject({
      kinds: new Uint8Array(9).fill(shapeKinds.indexOf('polygon')),
      corners: new Uint8Array(9).fill(3),
    });
    expect(new Set(shapesIn(await make({ form: 'mixed', shapes: 10 })).kinds)).toEqual(
      new Set([0, 1, 2, 3, 4]),
    );
  });

  it('begins in the colours of a picture, and says when there is none', async () => {
    const canvas = await make(
      { begin: 'picture', form: 'circles', shapes: 40, firstSize: 20 },
      { image: photograph },
    );
    const { points, colours } = shapesIn(canvas);
    for (let s = 0; s < 40; s++) {
      const part = points[2 * s]! / 1.5;
      const [red, green, blue] = colours.slice(4 * s, 4 * s + 3);
      if (part < 0.4) expect([red, green, blue]).toEqual([1, 0, 0]);
      if (part > 0.6 && part < 0.7) expect([red, green, blue]).toEqual([0, 1, 0]);
      if (part > 0.85) expect([red, green, blue]).toEqual([1, 1, 1]);
    }
    await expect(make({ begin: 'picture' })).rejects.toThrow(/needs a picture/);
  });

  it('goes on from a saved work, and refuses one of another kind', async () => {
    const picture = (await make({ form: 'rectangles', shapes: 3 })).picture();
    expect((await make({}, { picture })).picture()).toEqual(picture);
    const strokes = {
      segments: new Uint8Array(0),
      points: new Float32Array(0),
      widths: new Float32Array(0),
      colours: new Float32Array(0),
    };
    await expect(make({}, { picture: { kind: 'strokes', strokes } })).rejects.toThrow(/work of strokes/);
  });

  /** A loss that wants black on the right side only. */
  const wantsInk = Float32Array.from({ length: 48 * 32 * 3 }, (_, i) =>
    Math.floor(i / 3) % 48 > 36 ? 1 : 0,
  );
  const tending = (iteration: number, held: number[] = []) => ({
    iteration,
    progress: 0.1,
    imageGradient: wantsInk,
    generator: SeededGenerator.fromSeed(7),
    held: new Set(held),
  });

  it('adds layers where the loss pulls most, until there are enough', async () => {
    const canvas = await make({
      begin: 'layers',
      layer: 2,
      shapes: 5,
      every: 10,
      form: 'circles',
      firstSize: 60,
    });
    await canvas.render(WHITE);
    expect(canvas.marks!.count).toBe(2);
    expect(canvas.tend!(tending(9))).toBeUndefined();
    expect(canvas.tend!(tending(10))).toEqual([0, 1, -1, -2]);
    for (const mark of [2, 3]) {
      expect(canvas.marks!.centre(mark)[0]).toBeGreaterThan(36 / 32);
      expect(shapesIn(canvas).colours[4 * mark]).toBeCloseTo(0.5, 1);
    }
    expect(canvas.tend!(tending(20))).toEqual([0, 1, 2, 3, -1]);
    expect(canvas.tend!(tending(30))).toBeUndefined();
    expect(canvas.groups.map(({ values }) => values.length)).toEqual([10, 5, 0, 20]);
  });

  it('begins faded and tiny shapes anew, but never held ones, nor near the end', async () => {
    const canvas = await make({ form: 'circles', shapes: 5, every: 10 });
    const { values: colours } = canvas.groups[3]!;
    const { values: radii } = canvas.groups[1]!;
    colours[4 * 1 + 3] = 0.01;
    colours[4 * 2 + 3] = 0.01;
    radii[3] = 0.0015;
    await canvas.render(WHITE);
    expect(canvas.tend!({ ...tending(10), progress: 0.9 })).toBeUndefined();
    expect(canvas.tend!(tending(10, [2]))).toEqual([0, 2, 4, -1, -2]);
    expect(canvas.marks!.count).toBe(5);
  });

  it('does by hand what is asked', async () => {
    const canvas = await make({ form: 'mixed', shapes: 5 });
    for (let mark = 0; mark < 5; mark++) {
      const [x, y] = canvas.marks!.centre(mark);
      canvas.marks!.change(mark, {
        move: [0.1, -0.2],
        turn: 0.5,
        scale: 2,
        colour: [0, 0.5, 1],
        opacity: 0.25,
      });
      expect(canvas.marks!.centre(mark)[0]).toBeCloseTo(x + 0.1, 5);
      expect(canvas.marks!.centre(mark)[1]).toBeCloseTo(y - 0.2, 5);
      expect([...shapesIn(canvas).colours.slice(4 * mark, 4 * mark + 4)]).toEqual([0, 0.5, 1, 0.25]);
    }
  });
});

describe('the loss of crossing oneself', () => {
  const blob = (points: number[]) => ({
    kinds: Uint8Array.of(0),
    corners: Uint8Array.of(points.length / 6),
    points: Float32Array.from(points),
    radii: new Float32Array(0),
    angles: new Float32Array(0),
    colours: Float32Array.of(0, 0, 0, 1),
  });
  const looped = blob([0.1, 0.5, 0.9, 0.1, 0.2, 0.2, 0.8, 0.6, 0.7, 0.9, 0.3, 0.9]);

  it('is nothing for a round blob and something for a loop', async () => {
    const round = shapesIn(await make({ form: 'blobs', shapes: 4 }));
    expect(selfCrossing(round, 1, new Float32Array(round.points.length))).toBe(0);
    expect(selfCrossing(looped, 1, new Float32Array(12))).toBeGreaterThan(0.1);
  });

  it('has the gradient of its differences', () => {
    const gradient = new Float32Array(12);
    selfCrossing(looped, 3, gradient);
    const at = (i: number, step: number) => {
      const points = Float64Array.from(looped.points);
      points[i]! += step;
      return (
        3 * selfCrossing({ ...looped, points: points as unknown as Float32Array }, 0, new Float32Array(12))
      );
    };
    for (let i = 0; i < 12; i++) {
      expect(gradient[i]).toBeCloseTo((at(i, 1e-6) - at(i, -1e-6)) / 2e-6, 4);
    }
  });
});

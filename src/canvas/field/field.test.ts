import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/index.js';
import { SeededGenerator } from '../../random/index.js';
import { maskOf, type Outline } from '../../raster/index.js';
import type { Canvas, CanvasKind } from '../canvas.js';
import { conforms, type Example, makeCanvas, optionsOf, paint } from '../conformance.reference.js';
import type { FieldPicture } from '../picture.js';
import type { SourceImage } from '../source-image.js';
import { field, paintField } from './index.js';
import { colourOf, type FieldShape, firstWeights } from './networks.js';

const kind = field as unknown as CanvasKind;
const SIZE = { width: 48, height: 32 };

/** Slow waves in three colours. */
const photograph: SourceImage = {
  width: 60,
  height: 40,
  data: Uint8Array.from({ length: 60 * 40 * 4 }, (_, i) => {
    const [x, y] = [Math.floor(i / 4) % 60, Math.floor(i / 240)];
    return i % 4 === 3 ? 255 : Math.round(128 + 80 * Math.sin((x + 3 * (i % 4)) / 9) * Math.cos(y / 7));
  }),
};

const small = { layers: 3, units: 16, omega: 6, fieldRate: 1000 };

conforms(kind, [
  { name: 'waves', values: small, options: { threads: 1 } },
  { name: 'bends and bumps', values: { ...small, network: 'cppn' }, options: { threads: 1 } },
  {
    name: 'waves that learnt a photograph, in more than one stretch',
    values: { ...small, layers: 2, start: 'image', fitSteps: 5 },
    options: { image: photograph, size: { width: 96, height: 64 }, resolution: 64, threads: 1 },
  },
]);

describe.each(['siren', 'cppn'] as const)('the network %s', (network) => {
  const shape: FieldShape = { network, layers: 2, width: 9, omega: 8 };
  const generator = SeededGenerator.fromSeed(3);
  const weights = firstWeights(shape, generator);
  const places = Float32Array.from({ length: 20 }, () => generator.uniform(-1, 1));
  const byColours = Float32Array.from({ length: 30 }, () => generator.normal());

  /** The same in plain numbers. */
  function colours(own: ArrayLike<number>): number[] {
    return Array.from({ length: 10 }, (_, i) => {
      const [px, py] = [places[2 * i]!, places[2 * i + 1]!];
      const scale = 0.1 * shape.omega;
      let x = network === 'siren' ? [px, py] : [px * scale, py * scale, Math.hypot(px * scale, py * scale)];
      let at = 0;
      for (const outputs of [9, 9, 3]) {
        const y = Array.from({ length: outputs }, (_, k) =>
          x.reduce(
            (sum, value, j) => sum + value * own[at + j * outputs + k]!,
            own[at + x.length * outputs + k]!,
          ),
        );
        at += (x.length + 1) * outputs;
        const isLast = outputs === 3;
        x = y.map((value, k) => {
          if (isLast) return 1 / (1 + Math.exp(-value * (network === 'siren' ? 2 / 30 : 1)));
          if (network === 'siren') return Math.sin(value);
          return k < 4 ? Math.tanh(value) : Math.exp(-value * value);
        });
      }
      return x;
    }).flat();
  }

  it.each(['onnx', 'tfjs-cpu'] as const)(
    'and its gradient are those of the formula, on %s',
    async (engine) => {
      const input = (...sides: number[]) => ({ shape: sides, dtype: 'float32' as const });
      const program = await compile(
        ({ places, weights, byColours }) => {
          const colour = (w: tf.Tensor) => colourOf(shape, places as tf.Tensor2D, w as tf.Tensor1D);
          const gradient = tf.grad((w) => tf.sum(tf.mul(colour(w), byColours!)))(weights!);
          return { colours: colour(weights!), gradient };
        },
        { inputs: { places: input(10, 2), weights: input(weights.length), byColours: input(10, 3) } },
        { name: 'field', engine, threads: 1 },
      );
      const outputs = await program.run({ places, weights, byColours });
      await program.dispose();
      colours(weights).forEach((value, i) => {
        expect(outputs.colours!.data[i]).toBeCloseTo(value, 5);
      });
      const at = (k: number, step: number): number => {
        const moved = Float64Array.from(weights);
        moved[k]! += step;
        return colours(moved).reduce((sum, value, i) => sum + value * byColours[i]!, 0);
      };
      for (let k = 0; k < weights.length; k++) {
        const slope = (at(k, 1e-5) - at(k, -1e-5)) / 2e-5;
        expect(Math.abs(outputs.gradient!.data[k]! - slope)).toBeLessThan(1e-4);
      }
    },
  );
});

describe('a neural field', () => {
  const make = (values: Example['values'], options: Example['options'] = {}) =>
    makeCanvas(kind, { name: '', values: { ...small, ...values }, options: { threads: 1, ...options } });

  it('is the same picture at any size', async () => {
    const canvas = await make({ omega: 3 });
    await paint(canvas, 3, SeededGenerator.fromSeed(1));
    const picture = canvas.picture();
    if (picture.kind !== 'field') throw new Error('fields give pictures of fields');
    const shown = await canvas.render([1, 1, 1]);
    expect(await paintField(picture, SIZE)).toEqual(shown);
    const large = await paintField(picture, { width: 144, height: 96 });
    for (const [x, y] of [
      [0, 0],
      [17, 9],
      [47, 31],
    ] as const) {
      // The middle one of nine pixels has the same middle.
      const from = 3 * ((3 * y + 1) * 144 + 3 * x + 1);
      for (let c = 0; c < 3; c++) expect(large[from + c]).toBeCloseTo(shown[3 * (y * 48 + x) + c]!, 5);
    }
  });

  it('leaves the page blank where nothing is wanted and ink has a price', async () => {
    const lightness = async (values: Example['values']) => {
      const canvas = await make({ ...values, fieldRate: 3000 });
      const mean = async () =>
        (await canvas.render([1, 1, 1])).reduce((sum, v, _, all) => sum + v / all.length, 0);
      const before = await mean();
      for (let step = 0; step < 10; step++) {
        const image = await canvas.render([1, 1, 1]);
        const [gradient] = await canvas.adjoint(image.map(() => 0));
        const [{ values: weights, rate }] = canvas.groups as [(typeof canvas.groups)[number]];
        for (let i = 0; i < weights.length; i++) weights[i]! -= rate(0) * Math.sign(gradient![i]!);
      }
      return (await mean()) - before;
    };
    expect(await lightness({ ink: 8 })).toBeGreaterThan(0.005);
    expect(await lightness({ ink: 0 })).toBe(0);
  });

  it('learns the image that it begins from', async () => {
    const values = { start: 'image', fitSteps: 150, units: 32, omega: 10 };
    const image = await (await make(values, { image: photograph })).render([1, 1, 1]);
    let sum = 0;
    for (let y = 0; y < 32; y++) {
      for (let x = 0; x < 48; x++) {
        const at = 4 * (Math.round((y + 0.5) * 1.25 - 0.5) * 60 + Math.round((x + 0.5) * 1.25 - 0.5));
        for (let c = 0; c < 3; c++)
          sum += Math.abs(image[3 * (y * 48 + x) + c]! - photograph.data[at + c]! / 255);
      }
    }
    expect(sum / (3 * 48 * 32)).toBeLessThan(0.05);
  });

  it('goes on from a saved work, as it is or learnt by another network', async () => {
    const work = await make({ start: 'image', fitSteps: 60 }, { image: photograph });
    const picture = work.picture();
    const same = await make({}, { picture });
    expect(same.picture()).toEqual(picture);
    const other = await (await make({ network: 'cppn', units: 24, fitSteps: 200 }, { picture })).render([
      1, 1, 1,
    ]);
    const shown = await work.render([1, 1, 1]);
    const apart = shown.reduce((sum, value, i) => sum + Math.abs(value - other[i]!), 0) / shown.length;
    expect(apart).toBeLessThan(0.06);
  });

  it('says what is missing where it is to begin from an image', async () => {
    await expect(make({ start: 'image' })).rejects.toThrow(/no image was given/u);
  });
});

describe('a neural field with a lasso', () => {
  const quick = { ...small, fieldRate: 100_000 };
  const make = () => makeCanvas(kind, { name: '', values: quick, options: { threads: 1 } });
  const box = (left: number, right: number): Outline => [
    [left, 0.1],
    [right, 0.1],
    [right, 0.7],
    [left, 0.7],
  ];
  const confine = (canvas: Canvas, outline: Outline) =>
    canvas.confine!({ outline, mask: maskOf(outline, canvas.size) });
  const shown = async (canvas: Canvas) => (await canvas.render([1, 1, 1])).slice();
  /** The largest change among the pixels in a mask, and among those outside. */
  const changes = (before: Float32Array, after: Float32Array, mask: Uint8Array) => {
    const most = [0, 0];
    after.forEach((value, i) => {
      const part = mask[Math.floor(i / 3)]!;
      most[part] = Math.max(most[part]!, Math.abs(value - before[i]!));
    });
    return { outside: most[0]!, inside: most[1]! };
  };

  it('changes inside alone, to the bit, at any size, and in regions that overlap', async () => {
    const canvas = await make();
    const generator = SeededGenerator.fromSeed(1);
    await paint(canvas, 3, generator);
    const large = { width: 2 * canvas.size.width, height: 2 * canvas.size.height };
    const painted = () => paintField(canvas.picture() as FieldPicture, large);
    for (const outline of [box(0.2, 0.8), box(0.5, 1.3), box(0.1, 1.4)]) {
      const before = await shown(canvas);
      confine(canvas, outline);
      expect(await shown(canvas)).toEqual(before);
      const beforeLarge = (await painted()).slice();
      await paint(canvas, 4, generator);
      const small = changes(before, await shown(canvas), maskOf(outline, canvas.size));
      expect(small.outside).toBe(0);
      expect(small.inside).toBeGreaterThan(0.001);
      expect(changes(beforeLarge, await painted(), maskOf(outline, large)).outside).toBe(0);
    }
  });

  it('keeps the networks that are seen, and gives copies the moments of what they are copies of', async () => {
    const canvas = await make();
    expect(confine(canvas, box(0.2, 0.8))).toEqual([0, 0]);
    expect(confine(canvas, box(0.5, 1.3))).toEqual([0, 1, 0, 1]);
    // Of the first box only a rest to its right was left, and this takes it in.
    expect(confine(canvas, box(0.1, 1.4))).toEqual([0, 0, 1, 2, 3]);
    expect(canvas.groups).toHaveLength(5);
  });

  it('goes on as a whole once the region is given up, each network where it is seen', async () => {
    const canvas = await make();
    const outline = box(0.2, 0.8);
    confine(canvas, outline);
    await paint(canvas, 3, SeededGenerator.fromSeed(1));
    const before = await shown(canvas);
    canvas.confine!(undefined);
    expect(await shown(canvas)).toEqual(before);
    await paint(canvas, 3, SeededGenerator.fromSeed(1));
    const after = changes(before, await shown(canvas), maskOf(outline, canvas.size));
    expect(Math.min(after.inside, after.outside)).toBeGreaterThan(0.001);
  });

  it.each([true, false])('is restored bit by bit, confined still: %s', async (isConfined) => {
    const canvas = await make();
    const outline = box(0.123456789, 0.8);
    confine(canvas, outline);
    await paint(canvas, 2, SeededGenerator.fromSeed(1));
    if (!isConfined) canvas.confine!(undefined);
    const restored = await kind.restore(canvas.save(), optionsOf(kind, quick, { threads: 1 }));
    if (isConfined) expect(confine(restored, outline)).toBeUndefined();
    for (const each of [canvas, restored]) await paint(each, 3, SeededGenerator.fromSeed(2));
    expect(restored.save()).toEqual(canvas.save());
    expect(await shown(restored)).toEqual(await shown(canvas));
  });

  it('has the gradient of what it shows, network by network', async () => {
    const canvas = await make();
    confine(canvas, box(0.2, 0.8));
    await paint(canvas, 2, SeededGenerator.fromSeed(1));
    canvas.confine!(undefined);
    const generator = SeededGenerator.fromSeed(4);
    const upstream = (await shown(canvas)).map(() => generator.normal());
    const none = (await canvas.adjoint(upstream.map(() => 0))).map((group) => group.slice());
    const told = (await canvas.adjoint(upstream)).map((group) => group.slice());
    const wanted = async () => (await shown(canvas)).reduce((sum, v, i) => sum + v * upstream[i]!, 0);
    for (const [group, { values }] of canvas.groups.entries()) {
      const direction = values.map((_, i) => Math.sign(told[group]![i]! - none[group]![i]!));
      const before = values.slice();
      const at = async (distance: number) => {
        for (let i = 0; i < values.length; i++) values[i] = before[i]! + distance * direction[i]!;
        return await wanted();
      };
      const slope = ((await at(3e-4)) - (await at(-3e-4))) / 6e-4;
      values.set(before);
      const sum = direction.reduce((sum, d, i) => sum + d * (told[group]![i]! - none[group]![i]!), 0);
      expect(Math.abs(slope - sum) / Math.abs(sum)).toBeLessThan(0.02);
    }
  });

  it('refuses to be divided without end, and stays as it was', async () => {
    const canvas = await make();
    let refused: unknown;
    for (let k = 0; k < 40 && !refused; k++) {
      const before = canvas.save();
      try {
        confine(canvas, box(0.04 * k, 1.5 - 0.03 * k));
        confine(canvas, [
          [0, 0.02 * k],
          [1.5, 0.02 * k],
          [1.5, 0.5],
          [0, 0.5],
        ]);
      } catch (error) {
        refused = error;
        expect(Object.keys(canvas.save())).toEqual(Object.keys(before));
      }
    }
    expect(String(refused)).toMatch(/divided into \d+ parts, and it can have 64/u);
  });
});

import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/index.js';
import { SeededGenerator } from '../../random/index.js';
import type { CanvasKind } from '../canvas.js';
import { conforms, type Example, makeCanvas, paint } from '../conformance.reference.js';
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

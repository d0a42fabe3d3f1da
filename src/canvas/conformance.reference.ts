/**
 * @file What every canvas has to hold to, as tests that each medium runs over its own examples: the same seed gives
 * the same picture, the adjoint is that of what is rendered, and a restored canvas goes on bit by bit as the saved one.
 */
import { describe, expect, it } from 'vitest';
import { SeededGenerator } from '../random/index.js';
import type { Page } from '../raster/index.js';
import type { Canvas, CanvasKind, CanvasOptions, CanvasState } from './canvas.js';

/** A canvas as the tests make it; `values` over the rows' defaults. */
export interface Example {
  readonly name: string;
  readonly values: Readonly<Record<string, number | string>>;
  readonly options?: Partial<CanvasOptions<never>>;
  /** Step of the central difference, in units of the parameters. */
  readonly step?: number;
}

const PAPER: Page = [1, 1, 1];

export async function makeCanvas(kind: CanvasKind, { values, options }: Example, seed = 1): Promise<Canvas> {
  return await kind.create(optionsOf(kind, values, options, seed));
}

export function optionsOf(
  { rows }: CanvasKind,
  values: Example['values'],
  options?: Example['options'],
  seed = 1,
): CanvasOptions<never> {
  const defaults = Object.entries(rows).map(([name, row]) => [name, row.default]);
  return {
    size: { width: 48, height: 32 },
    resolution: 32,
    paper: [1, 1, 1],
    values: { ...Object.fromEntries(defaults), ...values } as never,
    generator: SeededGenerator.fromSeed(seed),
    ...options,
  };
}

/** Steps of plain descent towards a made-up gradient, with everything a session does between two steps. */
export async function paint(
  canvas: Canvas,
  steps: number,
  generator: SeededGenerator,
  from = 0,
): Promise<void> {
  for (let step = from; step < from + steps; step++) {
    const image = await canvas.render(PAPER);
    const imageGradient = Float32Array.from(image, (value, i) => value - 0.5 + 0.4 * Math.sin(i * 0.37));
    const gradients = await canvas.adjoint(imageGradient);
    canvas.groups.forEach(({ values, rate }, group) => {
      for (let i = 0; i < values.length; i++) values[i]! -= rate(0) * Math.tanh(gradients[group]![i]!);
    });
    canvas.project();
    canvas.tend?.({ iteration: step + 1, progress: 0.5, imageGradient, generator, held: new Set() });
  }
}

export function conforms(kind: CanvasKind, examples: readonly Example[]): void {
  describe.each(examples)('$name', (example) => {
    it('gives the same picture for the same seed', async () => {
      const [first, second] = [await makeCanvas(kind, example), await makeCanvas(kind, example)];
      await paint(first, 3, SeededGenerator.fromSeed(2));
      await paint(second, 3, SeededGenerator.fromSeed(2));
      expect(bytesOf(first.save())).toEqual(bytesOf(second.save()));
      expect(await first.render(PAPER)).toEqual(await second.render(PAPER));
      expect(first.picture()).toEqual(second.picture());
    });

    it('has the adjoint of what it renders, by central differences', async () => {
      const canvas = await makeCanvas(kind, example);
      await paint(canvas, 2, SeededGenerator.fromSeed(3));
      const generator = SeededGenerator.fromSeed(4);
      const image = await canvas.render(PAPER);
      const upstream = image.map(() => generator.normal());
      const wanted = async (): Promise<number> =>
        (await canvas.render(PAPER)).reduce((sum, value, i) => sum + value * upstream[i]!, 0);
      const none = (await canvas.adjoint(new Float32Array(image.length))).map((group) => group.slice());
      await canvas.render(PAPER);
      const gradients = (await canvas.adjoint(upstream.slice())).map((group) => group.slice());
      for (const [group, { name, values }] of canvas.groups.entries()) {
        // Such as the radii of polygons.
        if (values.length === 0) continue;
        // What the canvas asks of its parameters by itself is not in the image.
        const gradient = gradients[group]!.map((value, i) => value - none[group]![i]!);
        const direction = gradient.map((value) => Math.sign(value) * Math.abs(generator.normal()));
        const before = values.slice();
        const step = example.step ?? 1e-3;
        const at = async (distance: number): Promise<number> => {
          for (let i = 0; i < values.length; i++) values[i] = before[i]! + distance * direction[i]!;
          canvas.configure(optionsOf(kind, example.values, example.options).values);
          return await wanted();
        };
        const slope = ((await at(step)) - (await at(-step))) / (2 * step);
        values.set(before);
        const told = gradient.reduce((sum, value, i) => sum + value * direction[i]!, 0);
        expect(told, name).not.toBe(0);
        expect(
          Math.abs(slope - told) / Math.abs(told),
          `${name}: ${told} by differences ${slope}`,
        ).toBeLessThan(0.02);
      }
    });

    it('goes on bit by bit after it was saved and restored', async () => {
      const straight = await makeCanvas(kind, example);
      const generator = SeededGenerator.fromSeed(5);
      await paint(straight, 3, generator);
      const [state, words] = [straight.save(), generator.state];
      await paint(straight, 3, generator, 3);
      const options = optionsOf(kind, example.values, example.options, 99);
      const before = bytesOf(state);
      const restored = await kind.restore(state, options);
      await paint(restored, 3, SeededGenerator.fromState(words), 3);
      expect(bytesOf(restored.save())).toEqual(bytesOf(straight.save()));
      expect(await restored.render(PAPER)).toEqual(await straight.render(PAPER));
      expect(bytesOf(state)).toEqual(before);
      expect(bytesOf(straight.save(true))).toEqual(bytesOf(straight.save()));
      // And back there in the arrays that it has, where it can.
      const end = bytesOf(straight.save());
      if (!straight.resume?.(state, options.values)) return;
      await paint(straight, 3, SeededGenerator.fromState(words), 3);
      expect(bytesOf(straight.save())).toEqual(end);
    });
  });
}

const bytesOf = (state: CanvasState): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(
    Object.entries(state).map(([name, array]) => [
      name,
      [...new Uint8Array(array.buffer, array.byteOffset, array.byteLength)],
    ]),
  );

/** @file The stem's kernels are kept blurred, from the first weights on, and moved no farther than that takes. */
import { describe, expect, it } from 'vitest';
import { SeededGenerator } from '../../random/index.js';
import { trainingRecipeSchema } from '../recipe.js';
import { type DesignName, designs, openDesign } from './design.js';
import { Learner } from './learner.js';
import { lowPass } from './low-pass.js';
import { openNetwork } from './network.js';
import { indexOfThings, normals, tinyShape } from './small-network.reference.js';
import { firstState } from './training-state.js';

const STEM = 'visual.stem.conv.weight';

/** Every row and column of the kernels [O, side, side, 3], one after the other. */
function linesOf(kernels: Float32Array, side: number): number[][] {
  const lines: number[][] = [];
  const at = (kernel: number, y: number, x: number, channel: number) =>
    kernels[((kernel * side + y) * side + x) * 3 + channel]!;
  const places = Array.from({ length: side }, (_, i) => i);
  for (let kernel = 0; kernel < kernels.length / (3 * side * side); kernel++) {
    for (let channel = 0; channel < 3; channel++) {
      for (const i of places) {
        lines.push(places.map((j) => at(kernel, i, j, channel)));
        lines.push(places.map((j) => at(kernel, j, i, channel)));
      }
    }
  }
  return lines;
}

/**
 * How far the kernels are from being blurred: a line is divisible by the binomial (1 + z)^(taps − 1) as a polynomial
 * where it and its first derivatives are 0 at z = −1.
 */
const sharpness = (kernels: Float32Array, side: number, taps: number): number =>
  Math.max(
    ...linesOf(kernels, side).flatMap((line) =>
      Array.from({ length: taps - 1 }, (_, power) =>
        Math.abs(line.reduce((sum, value, i) => sum + (-1) ** i * i ** power * value, 0)),
      ),
    ),
  );

function projected(design: DesignName, taps: number) {
  const { network } = openDesign(designs[design], 300);
  const before = normals(designs[design].stem.channels * designs[design].stem.kernel ** 2 * 3, 1);
  const state = { values: { [STEM]: before.slice() }, average: { [STEM]: before.slice() } };
  const blur = lowPass(network, taps);
  blur(state);
  return { before, state, after: state.values[STEM]!, again: () => blur(state) };
}

const farthest = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

describe('the low pass of the stem', () => {
  it('leaves kernels that are another one blurred by 1 3 3 1, the nearest to what they were', () => {
    const { before, after, state, again } = projected('guide', 4);
    expect(sharpness(before, 6, 4)).toBeGreaterThan(1);
    expect(sharpness(after, 6, 4)).toBeLessThan(1e-4);
    expect(state.average[STEM]).toEqual(after);
    // What was taken away stands at right angles to every blurred kernel: here to one blurred point of each.
    const taken = before.map((value, i) => value - after[i]!);
    const blurred = (y: number, x: number) => [1, 3, 3, 1][y]! * ([1, 3, 3, 1][x] ?? 0);
    for (const [down, along] of [
      [0, 0],
      [2, 1],
      [1, 2],
    ] as const) {
      let product = 0;
      for (let y = 0; y < 4; y++) {
        for (let x = 0; x < 4; x++) product += blurred(y, x) * taken[((y + down) * 6 + x + along) * 3]!;
      }
      expect(Math.abs(product)).toBeLessThan(1e-4);
    }
    const once = after.slice();
    again();
    expect(farthest(after, once)).toBeLessThan(1e-6);
  });

  it('is of as many pixels as the recipe says, and leaves a stem alone that is no wider', () => {
    const wide = projected('guide', 2);
    expect(sharpness(wide.after, 6, 2)).toBeLessThan(1e-4);
    expect(sharpness(wide.after, 6, 4)).toBeGreaterThan(1);
    for (const [design, taps] of [
      ['judge', 4],
      ['tiny', 4],
      ['guide', 6],
      ['guide', 1],
    ] as const) {
      const { before, after } = projected(design, taps);
      expect(after, `${design}, ${taps}`).toEqual(before);
    }
  });

  it('holds before the first step and after every one, for what is learnt and for the model that is saved', async () => {
    const fields = { format: 'clip-atelier training', version: 1, data: 'x', design: 'tiny', lowPass: 3 };
    const recipe = trainingRecipeSchema.parse(fields);
    const begun = await (await openNetwork(recipe, { index: indexOfThings(['disc', 'bar']) })).begin();
    expect(sharpness(begun.values[STEM]!, 4, 3)).toBeLessThan(1e-5);
    expect(begun.average[STEM]).toEqual(begun.values[STEM]);

    const shape = tinyShape(4);
    const state = firstState(shape, SeededGenerator.fromSeed(3));
    const first = state.values[STEM]!.slice();
    const learner = await Learner.open(shape, state, { moved: 0, moves: 1, lowPass: 3 });
    const batch = {
      images: normals(4 * 16 * 16 * 3, 1),
      labels: Int32Array.of(0, 1, 2, 1),
      colours: Int32Array.of(0, 1, 2, 0),
      said: Int32Array.of(0, 0, 2, 1),
      tokens: Int32Array.from({ length: 48 }, (_, i) => (i % 12 === 3 ? 299 : (7 * i) % 298)),
      reach: new Float32Array(),
    };
    for (let step = 0; step < 3; step++) {
      await learner.learn(batch, 0.01);
      expect(sharpness(state.values[STEM]!, 4, 3)).toBeLessThan(1e-5);
      expect(sharpness(state.average[STEM]!, 4, 3)).toBeLessThan(1e-5);
    }
    expect(farthest(state.values[STEM]!, first)).toBeGreaterThan(0.01);
    await learner.close();
  });
});

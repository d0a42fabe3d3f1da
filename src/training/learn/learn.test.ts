/** @file The pieces of learning against slow references: gradients, AdamW, the schedule. */
import { describe, expect, it } from 'vitest';
import { compile, type HostData } from '../../compile/index.js';
import { SeededGenerator } from '../../random/index.js';
import { adamDefaults, adamW } from './adamw.js';
import { STRETCH } from './adamw-lanes.js';
import { doneOf, rateAt, secondsLeft } from './schedule.js';
import { normals, tinyShape } from './small-network.reference.js';
import { stepFunction, stepSignature } from './step.js';
import { firstState } from './training-state.js';

describe('the step', () => {
  it('gives gradients that finite differences of its loss agree with', async () => {
    const shape = tinyShape(4);
    const state = firstState(shape, SeededGenerator.fromSeed(3));
    const inputs: Record<string, HostData> = {
      images: normals(4 * 16 * 16 * 3, 1),
      labels: Int32Array.of(0, 1, 2, 1),
      colours: Int32Array.of(0, 1, 2, 0),
      said: Int32Array.of(0, 0, 2, 1),
      tokens: Int32Array.from({ length: 48 }, (_, i) =>
        i % 12 === 3 ? 299 : i % 12 < 3 ? (7 * i) % 298 : 0,
      ),
    };
    for (const [name, values] of Object.entries(state.values)) inputs[`value:${name}`] = values;
    for (const [name, values] of Object.entries(state.running)) inputs[`running:${name}`] = values;
    const program = await compile(stepFunction(shape), stepSignature(shape), { name: 'step' });
    const found = await program.run(inputs);
    const lossWith = async (name: string, change: Float32Array, by: number): Promise<number> => {
      const values = (inputs[name] as Float32Array).map((value, i) => value + by * change[i]!);
      return (await program.run({ ...inputs, [name]: values })).loss!.data[0]!;
    };
    const names = Object.keys(state.values).map((name) => [`value:${name}`, `gradient:${name}`] as const);
    for (const [input, output] of names) {
      const gradient = found[output]!.data as Float32Array;
      const length = Math.hypot(...gradient);
      if (length < 1e-2) continue;
      const along = gradient.map((value) => value / length);
      const by = 3e-3;
      const slope = ((await lossWith(input, along, by)) - (await lossWith(input, along, -by))) / (2 * by);
      expect(Math.abs(slope / length - 1), input).toBeLessThan(0.03);
    }
    await program.dispose();
  });
});

describe('AdamW', () => {
  it('is algorithm 2 of its paper, with a moving average of the values', () => {
    const { beta1, beta2, epsilon, decay } = adamDefaults;
    // Two stretches of the vector code, and a third that is not full.
    const length = 2 * STRETCH + 5;
    const values = normals(length, 1);
    const zeros = () => new Float32Array(length);
    const learnt = { values, first: zeros(), second: zeros(), average: values.slice() };
    const [wanted, mean] = [[...values], [...values]];
    const [m, v] = [Array(length).fill(0), Array(length).fill(0)];
    for (let update = 1; update <= 4; update++) {
      const gradient = normals(length, 10 + update);
      const rate = 0.01 * update;
      adamW(learnt, gradient, { rate, update, memory: 0.7 }, true);
      gradient.forEach((g, i) => {
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g ** 2;
        const direction = m[i] / (1 - beta1 ** update) / (Math.sqrt(v[i] / (1 - beta2 ** update)) + epsilon);
        wanted[i] = wanted[i]! - rate * (direction + decay * wanted[i]!);
        mean[i] = 0.7 * mean[i]! + 0.3 * wanted[i]!;
      });
    }
    const farthest = (found: Float32Array, right: readonly number[]) =>
      right.reduce((most, value, i) => Math.max(most, Math.abs(found[i]! - value)), 0);
    expect(farthest(values, wanted)).toBeLessThan(5e-6);
    expect(farthest(learnt.average, mean)).toBeLessThan(5e-6);
  });
});

describe('the schedule', () => {
  const recipe = { steps: 100, seconds: 0, rate: 0.01, warmUp: 10 };
  const at = (step: number, seconds = 0) => ({ step, seconds });

  it('rises over the warm-up and is nothing at the end, by steps or by seconds', () => {
    expect(rateAt(recipe, at(4))).toBeCloseTo(0.005 * 0.5 * (1 + Math.cos(0.04 * Math.PI)), 9);
    expect(rateAt(recipe, at(50))).toBeCloseTo(0.005, 9);
    expect([doneOf(recipe, at(100)), rateAt(recipe, at(100))]).toEqual([1, 0]);
    const timed = { ...recipe, seconds: 60 };
    expect(rateAt(timed, at(999, 30))).toBeCloseTo(0.005, 9);
    expect(doneOf(timed, at(100, 30))).toBe(0.5);
    expect(secondsLeft(timed, at(100, 45), 1)).toBe(15);
    expect(secondsLeft(recipe, at(90), 0.5)).toBe(5);
  });

  it('depends on where a training is, not on the sittings that brought it there', () => {
    const timed = { ...recipe, seconds: 60 };
    const rates = (...places: number[]) =>
      places.map((seconds, step) => rateAt(timed, at(step + 20, seconds)));
    expect(rates(10, 20, 30).slice(2)).toEqual([rateAt(timed, at(22, 30))]);
  });
});

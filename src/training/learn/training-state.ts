/**
 * @file Everything that a training is at a step: parameters, moments, running statistics, their moving average, and
 * how far it has come. The first of it is drawn from the seed.
 */
import type { SeededGenerator } from '../../random/index.js';
import { learntShapes, runningShapes, type StepShape } from './step.js';

export type Arrays = Record<string, Float32Array>;

export interface TrainingState {
  values: Arrays;
  first: Arrays;
  second: Arrays;
  running: Arrays;
  /** Moving average of values and running statistics: what is saved as the model. */
  average: Arrays;
  /** Steps made: one a batch. */
  step: number;
  /** Seconds of training, over all sittings. */
  seconds: number;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);

/** Kaiming's scale for kernels and matrices (He et al. 2015), ones for norms, zeros for biases. */
export function firstState(shape: StepShape, generator: SeededGenerator): TrainingState {
  const values: Arrays = {};
  for (const [name, dims] of Object.entries(learntShapes(shape))) {
    values[name] = new Float32Array(sizeOf(dims));
    const scale = scaleOf(name, dims);
    if (scale > 0) generator.addNormal(values[name], scale);
    else if (/(norm\d?|ln_\w+)\.weight$/u.test(name)) values[name].fill(1);
  }
  const running: Arrays = {};
  for (const [name, dims] of Object.entries(runningShapes(shape))) {
    running[name] = new Float32Array(sizeOf(dims)).fill(name.endsWith('var') ? 1 : 0);
  }
  const zeros = (): Arrays =>
    Object.fromEntries(Object.entries(values).map(([name, { length }]) => [name, new Float32Array(length)]));
  const average = copyOf({ ...values, ...running });
  return { values, first: zeros(), second: zeros(), running, average, step: 0, seconds: 0 };
}

/** Standard deviation of the first values; 0 for what does not begin at random. */
function scaleOf(name: string, dims: readonly number[]): number {
  if (dims.length < 2) return 0;
  if (/embedding/u.test(name)) return 0.02;
  const inputs = sizeOf(dims.slice(1));
  return name.startsWith('visual.') ? Math.sqrt(2 / inputs) : 1 / Math.sqrt(inputs);
}

const copyOf = (arrays: Readonly<Arrays>): Arrays =>
  Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, array.slice()]));

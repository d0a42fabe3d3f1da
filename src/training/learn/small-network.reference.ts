/** @file A network that takes milliseconds, for tests. */
import { SeededGenerator } from '../../random/index.js';
import { conceptNamed, type DataIndex } from '../data/dataset.js';
import { designs, openDesign } from './design.js';
import type { StepShape } from './step.js';

export const normals = (length: number, seed: number): Float32Array => {
  const values = new Float32Array(length);
  SeededGenerator.fromSeed(seed).addNormal(values, 1);
  return values;
};

export const tinyShape = (batch: number): StepShape => ({
  ...openDesign(designs.tiny, 300).network,
  batch,
  concepts: 3,
  colours: 2,
});

/** A data set of these things without a picture. */
export const indexOfThings = (names: readonly string[]): DataIndex => ({
  format: 'clip-atelier pictures',
  version: 1,
  side: 8,
  concepts: names.map(conceptNamed),
  pictures: [],
  skipped: {},
});

/** @file What a training begins with that goes on from the built-in model. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSafetensors, readTowers } from '../../clip/index.js';
import { recipeForFolder } from '../recipe.js';
import { toFiled } from './kernel-layout.js';
import { colourTableName } from './losses.js';
import { openNetwork } from './network.js';
import { indexOfThings } from './small-network.reference.js';

const tables = fileURLToPath(new URL('../../../models/training/guide-tables.safetensors', import.meta.url));
const things = 'umbrella house fish cat tree butterfly bicycle rocket balloon car key mushroom'.split(' ');

describe('a training that goes on from the built-in model', () => {
  it('begins with its weights, and with the colours that it was taught, found in its texts', async () => {
    const network = await openNetwork(recipeForFolder('pictures'), { index: indexOfThings(things) });
    const state = await network.begin();
    const { image, weights } = await readTowers('embedded');
    const kernel = 'visual.blocks.1.conv1.weight';
    expect(toFiled(state.values[kernel]!, image.tensors[kernel]!)).toEqual(weights[kernel]);
    expect(state.average[kernel]).toEqual(state.values[kernel]);
    const { tensors } = await readSafetensors(tables);
    const depth = network.shape.embedDim;
    const row = (table: Float32Array, i: number) => table.subarray(i * depth, (i + 1) * depth);
    const found = state.values[colourTableName]!;
    for (let i = 0; i < network.shape.colours; i++) {
      expect(cosine(row(found, i), row(tensors.colours!, i))).toBeGreaterThan(0.9);
    }
  });
});

function cosine(a: Float32Array, b: Float32Array): number {
  const product = a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return product / Math.hypot(...a) / Math.hypot(...b);
}

/** @file The loss of images against its definition, written out in plain numbers. */
import type * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/index.js';
import { colourTableName, imageLoss, tableName, unit } from './losses.js';
import { normals } from './small-network.reference.js';
import { floats, integers } from './step.js';

describe('the loss of images', () => {
  it('is that of concepts, smoothed, and half of that of a thing’s own colours and the others', async () => {
    const [rows, depth, concepts, colours] = [3, 4, 5, 2];
    const tables = {
      [tableName]: normals(concepts * depth, 2),
      [colourTableName]: normals(colours * depth, 3),
    };
    const labels = [4, 0, 2];
    const seenIn = [0, 2, 1];
    const seen = normals(rows * depth, 1);
    const program = await compile(
      (inputs) => ({
        loss: imageLoss(
          unit(inputs.seen!),
          { labels: inputs.labels as tf.Tensor1D, colours: inputs.colours as tf.Tensor1D },
          inputs,
        ).loss,
      }),
      {
        inputs: {
          ...floats({
            seen: [rows, depth],
            [tableName]: [concepts, depth],
            [colourTableName]: [colours, depth],
          }),
          ...integers({ labels: [rows], colours: [rows] }),
        },
      },
      { name: 'loss' },
    );
    const { loss } = await program.run({
      seen,
      ...tables,
      labels: Int32Array.from(labels),
      colours: Int32Array.from(seenIn),
    });
    await program.dispose();
    const row = (values: Float32Array, i: number) => toUnit([...values.slice(i * depth, (i + 1) * depth)]);
    const scores = (x: number[], targets: number[][]) =>
      targets.map((target) => 20 * target.reduce((sum, value, i) => sum + value * x[i]!, 0));
    const crossEntropy = (logits: number[], wanted: number[]) => {
      const whole = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
      return logits.reduce((sum, logit, i) => sum + wanted[i]! * (whole - logit), 0);
    };
    const oneOf = (index: number, count: number, smoothing: number) =>
      Array.from({ length: count }, (_, i) => smoothing / count + (i === index ? 1 - smoothing : 0));
    const each = labels.map((label, n) => {
      const x = row(seen, n);
      const table = Array.from({ length: concepts }, (_, i) => row(tables[tableName]!, i));
      const thing = table[label]!;
      const inColours = Array.from({ length: colours }, (_, k) =>
        toUnit(thing.map((value, i) => value + 0.5 * row(tables[colourTableName]!, k)[i]!)),
      );
      return (
        crossEntropy(scores(x, table), oneOf(label, concepts, 0.05)) +
        0.5 * crossEntropy(scores(x, [thing, ...inColours]), oneOf(seenIn[n]!, 1 + colours, 0))
      );
    });
    expect(loss!.data[0]).toBeCloseTo(
      each.reduce((sum, value) => sum + value / rows, 0),
      4,
    );
  });
});

const toUnit = (vector: readonly number[]): number[] => vector.map((value) => value / Math.hypot(...vector));

/** @file The adversary goes up the loss of each image, and no further than its reach. */
import type * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/index.js';
import { SeededGenerator } from '../../random/index.js';
import { Adversary, climb } from './adversary.js';
import { imageLoss } from './losses.js';
import { normals, tinyShape } from './small-network.reference.js';
import { floats, integers, look, type StepShape, sightShapes } from './step.js';
import { firstState, type TrainingState } from './training-state.js';

describe('the adversary', () => {
  it('climbs along the gradient of each image and stays in its ball', () => {
    const start = normals(12, 1);
    const gradient = normals(12, 2).map((value, i) => (i < 8 ? value : 0));
    const images = start.slice();
    const away = (image: number) => [0, 1, 2, 3].map((i) => images[4 * image + i]! - start[4 * image + i]!);
    const reach = Float32Array.of(2, 0, 3);
    climb(images, start, gradient, reach, 0.6);
    expect(Math.hypot(...away(0))).toBeCloseTo(1.2, 4);
    const along = away(0).reduce((sum, value, i) => sum + value * gradient[i]!, 0);
    expect(along / 1.2 / Math.hypot(...gradient.slice(0, 4))).toBeCloseTo(1, 4);
    expect(images.slice(4)).toEqual(start.slice(4));
    climb(images, start, gradient, reach, 0.6);
    expect(Math.hypot(...away(0))).toBeCloseTo(2, 4);
  });

  it('moves the first images up their loss as they are seen with running statistics, and no others', async () => {
    const shape = tinyShape(4);
    const state = firstState(shape, SeededGenerator.fromSeed(3));
    const images = normals(4 * 16 * 16 * 3, 1).map((value) => 0.5 + 0.1 * value);
    const [labels, colours] = [Int32Array.of(0, 1, 2, 1), Int32Array.of(0, 1, 2, 0)];
    const reach = Float32Array.of(0.5, 0.5, 0.5);
    const adversary = await Adversary.open(shape, 3, 2);
    const moved = await adversary.moved({ images, labels, colours, reach }, state);
    const again = await adversary.moved({ images, labels, colours, reach }, state);
    await adversary.close();
    expect(again).toEqual(moved);
    expect(moved.slice(3 * 768)).toEqual(images.slice(3 * 768));
    const lossOf = await examineLoss(shape, state);
    for (let i = 0; i < 3; i++) {
      const part = (all: Float32Array) => all.slice(i * 768, (i + 1) * 768);
      const way = part(moved).map((value, j) => value - part(images)[j]!);
      expect(Math.hypot(...way)).toBeGreaterThan(0.4);
      expect(Math.hypot(...way)).toBeLessThan(0.5001);
      expect(await lossOf(part(moved), labels[i]!, colours[i]!)).toBeGreaterThan(
        0.02 + (await lossOf(part(images), labels[i]!, colours[i]!)),
      );
    }
    await lossOf.close();
  });
});

/** The loss of one image at a time, as the adversary sees it. */
async function examineLoss(shape: StepShape, { values, running }: TrainingState) {
  const program = await compile(
    (inputs) => {
      const answers = { labels: inputs.labels as tf.Tensor1D, colours: inputs.colours as tf.Tensor1D };
      return { loss: imageLoss(look(shape, inputs.images!, inputs), answers, inputs).loss };
    },
    {
      inputs: {
        ...floats({ images: [1, 16, 16, 3], ...sightShapes(shape) }),
        ...integers({ labels: [1], colours: [1] }),
      },
    },
    { name: 'loss' },
  );
  const weights = Object.fromEntries(
    Object.keys(sightShapes(shape)).map((name) => [name, (values[name] ?? running[name])!]),
  );
  const lossOf = async (images: Float32Array, label: number, colour: number): Promise<number> => {
    const asked = { labels: Int32Array.of(label), colours: Int32Array.of(colour) };
    return (await program.run({ ...weights, ...asked, images })).loss!.data[0]!;
  };
  return Object.assign(lossOf, { close: () => program.dispose() });
}

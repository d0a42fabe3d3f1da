import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clip, loadClip } from '../clip/index.js';
import { compile } from '../compile/index.js';
import { SeededGenerator } from '../random/index.js';
import { Guide, type Look } from './guide.js';
import { objectiveFunction, objectiveSignature } from './objective.js';
import { promptLimits } from './prompt.js';
import { defaultViewPlan } from './view-plan.js';

const RESOLUTION = 4;
const EMBED = 6;
const RIVALS = 3;
const VIEWS = 2;

const randoms = (seed: number, length: number): Float32Array => {
  const generator = SeededGenerator.fromSeed(seed);
  return Float32Array.from({ length }, () => generator.normal());
};

/** A model whose tower is one matrix: small enough to compute by hand. */
const matrix = randoms(1, RESOLUTION * RESOLUTION * 3 * EMBED);
const project = (images: tf.Tensor4D): tf.Tensor2D =>
  tf.matMul(
    tf.reshape(images, [images.shape[0], -1]) as tf.Tensor2D,
    tf.tensor2d(matrix, [matrix.length / EMBED, EMBED]),
  );
const linearClip: Clip = {
  name: 'linear',
  path: '',
  weightFiles: [],
  runtime: { device: 'cpu', precision: 'fp32', threads: 1 },
  preprocessing: {
    mean: [0, 0, 0],
    std: [1, 1, 1],
    interpolation: 'bicubic',
    resizeMode: 'shortest',
    resizeTo: RESOLUTION,
  },
  imageSize: RESOLUTION,
  embedDim: EMBED,
  contextLength: 4,
  concepts: [],
  imageWeights: {},
  encodeImages: project,
  imageLayers: [],
  encodeFeatures: (images) => ({ embedding: project(images), features: {} }),
  tokenize: () => new Int32Array(4),
  embedTexts: async () => [],
  embedImages: async () => [],
  dispose: async () => {},
};

const unit = (vector: number[]): number[] => {
  const norm = Math.hypot(...vector);
  return vector.map((x) => x / norm);
};
const row = (values: Float32Array, index: number, width: number): number[] => [
  ...values.subarray(index * width, (index + 1) * width),
];
const dot = (a: number[], b: number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** The objective in scalar double precision, written from its docstring. */
function byHand(inputs: Record<string, Float32Array>, views: Float64Array): number {
  const [cosineWeight, marginWeight] = [inputs.emphasis![0]!, inputs.emphasis![1]!];
  const total = inputs.weights!.reduce((sum, w) => sum + Math.abs(w), 0);
  let loss = 0;
  const pixels = views.length / VIEWS;
  for (let view = 0; view < VIEWS; view++) {
    const embedding = Array.from({ length: EMBED }, (_, d) => {
      let sum = 0;
      for (let p = 0; p < pixels; p++) sum += views[view * pixels + p]! * matrix[p * EMBED + d]!;
      return sum;
    });
    const z = unit(embedding);
    for (let t = 0; t < promptLimits.targets; t++) {
      const share = inputs.weights![t]! / total;
      const own = dot(z, row(inputs.targets!, t, EMBED));
      const others = Array.from({ length: RIVALS }, (_, r) =>
        Math.exp(20 * dot(z, row(inputs.rivals!, r, EMBED)) + inputs.exclusions![t * RIVALS + r]!),
      );
      const surprise = Math.log(Math.exp(20 * own) + others.reduce((a, b) => a + b)) - 20 * own;
      loss += (-share * cosineWeight * own + Math.max(share, 0) * marginWeight * surprise) / VIEWS;
    }
  }
  return loss;
}

describe('the objective', () => {
  it('and its gradient equal a scalar computation in double precision and its differences', async () => {
    const shape = { views: VIEWS, resolution: RESOLUTION, embedDim: EMBED, rivals: RIVALS };
    const program = await compile(objectiveFunction(linearClip), objectiveSignature(shape, linearClip), {
      name: 'test',
    });
    const unitRows = (seed: number, rows: number) =>
      Float32Array.from(
        Array.from({ length: rows }, (_, i) => unit(row(randoms(seed, rows * EMBED), i, EMBED))).flat(),
      );
    const exclusions = new Float32Array(promptLimits.targets * RIVALS);
    exclusions[1] = -1e4;
    const weights = new Float32Array(promptLimits.targets);
    weights.set([1, 0.5, -0.7]);
    const inputs = {
      views: randoms(2, VIEWS * RESOLUTION * RESOLUTION * 3),
      targets: unitRows(3, promptLimits.targets),
      rivals: unitRows(4, RIVALS),
      emphasis: Float32Array.of(10, 0.5),
      weights,
      exclusions,
    };
    const result = await program.run(inputs);
    const exact = Float64Array.from(inputs.views);
    expect(result.loss!.data[0]).toBeCloseTo(byHand(inputs, exact), 4);
    expect(result.scores!.data).toHaveLength(VIEWS);
    const step = 1e-5;
    for (let i = 0; i < exact.length; i++) {
      const [up, down] = [exact.slice(), exact.slice()];
      up[i] = up[i]! + step;
      down[i] = down[i]! - step;
      const difference = (byHand(inputs, up) - byHand(inputs, down)) / (2 * step);
      expect(result.gradient!.data[i]).toBeCloseTo(difference, 4);
    }
    await program.dispose();
  });
});

describe('Guide', () => {
  let clip: Clip;
  let guide: Guide;
  const working = { width: 80, height: 64 };
  const look: Look = {
    working,
    paper: [1, 1, 1],
    plan: defaultViewPlan,
    noise: 0.1,
    cosine: 10,
    margin: 0.5,
  };
  const image = Float32Array.from(randoms(5, working.width * working.height * 3), (x) => 0.5 + 0.1 * x);

  beforeAll(async () => {
    clip = await loadClip();
    guide = await Guide.open(clip, { views: 2 });
    guide.aim(await guide.prepare('umbrella | cat:-0.5'));
  });
  afterAll(async () => {
    await guide.close();
    await clip.dispose();
  });

  it('climbs: its gradient predicts the change of its loss along a direction, same views and noise', async () => {
    const at = async (picture: Float32Array) => {
      const { loss, gradient, score } = await guide.step(picture, look, SeededGenerator.fromSeed(9));
      return { loss, score, gradient: gradient.slice() };
    };
    const { gradient } = await at(image);
    const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
    expect(norm).toBeGreaterThan(0);
    const along = (length: number) => image.map((x, i) => x + (length * gradient[i]!) / norm);
    const reach = 0.05;
    const difference = ((await at(along(reach))).loss - (await at(along(-reach))).loss) / (2 * reach);
    expect(difference / norm).toBeCloseTo(1, 1);
  });

  it('gives the same numbers for the same generator and others for another', async () => {
    const first = await guide.step(image, look, SeededGenerator.fromSeed(1));
    const kept = first.gradient.slice();
    const again = await guide.step(image, look, SeededGenerator.fromSeed(1));
    expect(again.gradient).toEqual(kept);
    expect(again.score).toBe(first.score);
    const other = await guide.step(image, look, SeededGenerator.fromSeed(2));
    expect(other.score).not.toBe(first.score);
  });

  it('scores the whole picture between −1 and 1, the same each time', async () => {
    const score = await guide.score(image, working, [1, 1, 1]);
    expect(Math.abs(score)).toBeLessThanOrEqual(1);
    expect(await guide.score(image, working, [1, 1, 1])).toBe(score);
  });
});

/**
 * @file One step of training as a tf function: images and captions in, loss and gradients by every parameter out.
 * Compiled by `src/compile`; the loss is that of `losses.ts`.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ImageTower, TextTower } from '../../clip/index.js';
import type { Signature, TensorFunction, TensorMap, TensorSpec } from '../../compile/index.js';
import { keptShape, towerWeights } from './kernel-layout.js';
import { captionLoss, colourTableName, contrastLoss, imageLoss, tableName, unit } from './losses.js';

export interface StepShape {
  readonly image: ImageTower;
  readonly text: TextTower;
  readonly embedDim: number;
  /** Images a step, each with one caption. */
  readonly batch: number;
  readonly concepts: number;
  readonly colours: number;
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

/** Share of the batch's statistics in the running ones (PyTorch's momentum). */
const MOMENTUM = 0.1;

const RUNNING = /\.running_(mean|var)$/u;

type Shapes = Readonly<Record<string, readonly number[]>>;

const tables = ({ concepts, colours, embedDim }: StepShape): Shapes => ({
  [tableName]: [concepts, embedDim],
  [colourTableName]: [colours, embedDim],
});

const kept = (tensors: Shapes, wanted: (name: string) => boolean): Shapes =>
  Object.fromEntries(
    Object.entries(tensors)
      .filter(([name]) => wanted(name))
      .map(([name, dims]) => [name, keptShape(dims)]),
  );

/** Everything that is learnt, name → shape as a state keeps it; running statistics are not. */
export const learntShapes = (shape: StepShape): Shapes => ({
  ...kept({ ...shape.image.tensors, ...shape.text.tensors }, (name) => !RUNNING.test(name)),
  ...tables(shape),
});

export const runningShapes = ({ image }: StepShape): Shapes =>
  kept(image.tensors, (name) => RUNNING.test(name));

/** What pictures are looked at with: the image tower, running statistics included, and the tables. */
export const sightShapes = (shape: StepShape): Shapes => ({
  ...kept(shape.image.tensors, () => true),
  ...tables(shape),
});

export const floats = (shapes: Shapes): Record<string, TensorSpec> =>
  Object.fromEntries(Object.entries(shapes).map(([name, dims]) => [name, { shape: dims, dtype: 'float32' }]));
export const integers = (shapes: Shapes): Record<string, TensorSpec> =>
  Object.fromEntries(Object.entries(shapes).map(([name, dims]) => [name, { shape: dims, dtype: 'int32' }]));

const prefixed = (prefix: string, shapes: Shapes): Shapes =>
  Object.fromEntries(Object.entries(shapes).map(([name, dims]) => [`${prefix}:${name}`, dims]));

/**
 * Inputs: `images` [batch, R, R, 3] in 0..1; `labels`, `colours` and `said` [batch] (0: a thing's own colours, or none
 * said); `tokens` [batch, L]; `value:` of every parameter, `running:` of every running statistic.
 */
export function stepSignature(shape: StepShape): Signature {
  const { batch, image, text } = shape;
  return {
    inputs: {
      ...floats({ images: [batch, image.imageSize, image.imageSize, 3] }),
      ...integers({ labels: [batch], colours: [batch], said: [batch], tokens: [batch, text.contextLength] }),
      ...floats(prefixed('value', learntShapes(shape))),
      ...floats(prefixed('running', runningShapes(shape))),
    },
  };
}

/** Outputs: `loss`, `accuracy` [], `gradient:` of every parameter, `running:` statistics after the step. */
export function stepFunction(shape: StepShape): TensorFunction {
  const names = Object.keys(learntShapes(shape));
  return (inputs) => {
    const values = names.map((name) => inputs[`value:${name}`]!);
    let statistics: Readonly<Record<string, { mean: tf.Tensor; variance: tf.Tensor }>> = {};
    let accuracy: tf.Tensor | undefined;
    const loss = (...changing: tf.Tensor[]): tf.Scalar => {
      const weights = towerWeights(Object.fromEntries(names.map((name, i) => [name, changing[i]!])));
      const found = losses(shape, inputs, weights);
      statistics = found.statistics;
      for (const { mean, variance } of Object.values(statistics)) {
        tf.keep(mean);
        tf.keep(variance);
      }
      accuracy = tf.keep(found.accuracy);
      return found.loss;
    };
    const { value, grads } = tf.valueAndGrads(loss)(values);
    const outputs: Record<string, tf.Tensor> = { loss: value, accuracy: accuracy! };
    names.forEach((name, i) => {
      outputs[`gradient:${name}`] = grads[i]!;
    });
    for (const [norm, { mean, variance }] of Object.entries(statistics)) {
      outputs[`running:${norm}.running_mean`] = mixed(inputs[`running:${norm}.running_mean`]!, mean);
      outputs[`running:${norm}.running_var`] = mixed(inputs[`running:${norm}.running_var`]!, variance);
    }
    return outputs;
  };
}

const mixed = (running: tf.Tensor, batch: tf.Tensor): tf.Tensor =>
  tf.add(tf.mul(running, 1 - MOMENTUM), tf.mul(batch, MOMENTUM));

/** Images [N, R, R, 3] in 0..1 as the tower takes them. */
const normalised = (images: tf.Tensor, { mean, std }: StepShape): tf.Tensor4D =>
  tf.div(tf.sub(images, tf.tensor1d([...mean])), tf.tensor1d([...std]));

/** Vectors of length 1 of images [N, R, R, 3] in 0..1, not learning. @param weights those of `sightShapes` */
export const look = (shape: StepShape, images: tf.Tensor, weights: TensorMap): tf.Tensor2D =>
  unit(shape.image.encode(normalised(images, shape), towerWeights(weights), []).embedding);

function losses(shape: StepShape, inputs: TensorMap, weights: TensorMap) {
  const { image, text } = shape;
  if (!image.learn) throw new Error(`An image tower of the type ${image.type} cannot learn.`);
  const { embedding, statistics } = image.learn(normalised(inputs.images!, shape), weights);
  const seen = unit(embedding);
  const said = unit(text.encode(inputs.tokens as tf.Tensor2D, weights));
  const answers = (name: string) => ({ labels: labels as tf.Tensor1D, colours: inputs[name] as tf.Tensor1D });
  const labels = inputs.labels as tf.Tensor1D;
  const ofImages = imageLoss(seen, answers('colours'), weights);
  const ofCaptions = captionLoss(said, answers('said'), weights);
  const loss = tf.addN([ofImages.loss, ofCaptions, contrastLoss(seen, said, labels)]);
  const right = tf.equal(tf.argMax(ofImages.scores, 1), labels);
  return { loss: loss as tf.Scalar, accuracy: tf.mean(tf.cast(right, 'float32')), statistics };
}

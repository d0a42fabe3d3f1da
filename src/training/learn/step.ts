/**
 * @file One step of training as a tf function: images and captions in, loss and gradients by every parameter out.
 * Compiled by `src/compile`.
 *
 * Loss: with u(x) = x/|x| and the concept table C, image embeddings i and text embeddings t,
 *   CE(s·u(i)·u(C)ᵀ, concept) + CE(s·u(t)·u(C)ᵀ, concept)   classification against the table, which learns fast,
 *   + w·many-positives contrast of s·u(i)·u(t)ᵀ              (Khosla et al. 2020): all captions of the concept are right,
 *   + c·CE(s·u(i)·u(K)ᵀ, colour) where a colour is known      with a table K of colours.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { ImageTower, TextTower } from '../../clip/index.js';
import type { Signature, TensorFunction, TensorMap, TensorSpec } from '../../compile/index.js';

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

/** s: inverse temperature, CLIP's at the end of its training is 100, small tables want less. */
const LOGIT_SCALE = 20;
const CONTRAST_WEIGHT = 0.5;
const COLOUR_WEIGHT = 0.25;
/** Share of the batch's statistics in the running ones (PyTorch's momentum). */
const MOMENTUM = 0.1;

const RUNNING = /\.running_(mean|var)$/u;
export const tableName = 'concepts.table';
export const colourTableName = 'colours.table';

/** Everything that is learnt, name → shape; running statistics are not. */
export function learntShapes(shape: StepShape): Record<string, readonly number[]> {
  const towers = { ...shape.image.tensors, ...shape.text.tensors };
  const learnt = Object.entries(towers).filter(([name]) => !RUNNING.test(name));
  return {
    ...Object.fromEntries(learnt),
    [tableName]: [shape.concepts, shape.embedDim],
    [colourTableName]: [shape.colours, shape.embedDim],
  };
}

export const runningShapes = ({ image }: StepShape): Record<string, readonly number[]> =>
  Object.fromEntries(Object.entries(image.tensors).filter(([name]) => RUNNING.test(name)));

/**
 * Inputs: `images` [batch, R, R, 3] in 0..1; `labels`, `colours` [batch] (−1: no colour known);
 * `tokens` [batch, L]; `value:` of every parameter, `running:` of every running statistic.
 */
export function stepSignature(shape: StepShape): Signature {
  const { batch, image, text } = shape;
  const float = (dims: readonly number[]): TensorSpec => ({ shape: dims, dtype: 'float32' });
  const whole = (dims: readonly number[]): TensorSpec => ({ shape: dims, dtype: 'int32' });
  const inputs: Record<string, TensorSpec> = {
    images: float([batch, image.imageSize, image.imageSize, 3]),
    labels: whole([batch]),
    colours: whole([batch]),
    tokens: whole([batch, text.contextLength]),
  };
  for (const [name, dims] of Object.entries(learntShapes(shape))) {
    inputs[`value:${name}`] = float(dims);
  }
  for (const [name, dims] of Object.entries(runningShapes(shape))) inputs[`running:${name}`] = float(dims);
  return { inputs };
}

/** Output: gradient of the loss by the images. */
export const imageGradient = 'gradient of the images';

/**
 * Outputs: `loss`, `accuracy` [], `gradient:` of every parameter, `running:` statistics after the step.
 * @param byImages gives `imageGradient` [batch, R, R, 3] too
 */
export function stepFunction(shape: StepShape, byImages: boolean): TensorFunction {
  const names = Object.keys(learntShapes(shape));
  return (inputs) => {
    const values = names.map((name) => inputs[`value:${name}`]!);
    let statistics: Readonly<Record<string, { mean: tf.Tensor; variance: tf.Tensor }>> = {};
    let accuracy: tf.Tensor | undefined;
    const loss = (...changing: tf.Tensor[]): tf.Scalar => {
      const weights = Object.fromEntries(names.map((name, i) => [name, changing[i]!]));
      const images = changing[names.length] ?? inputs.images!;
      const found = losses(shape, { ...inputs, images }, weights);
      statistics = found.statistics;
      for (const { mean, variance } of Object.values(statistics)) {
        tf.keep(mean);
        tf.keep(variance);
      }
      accuracy = tf.keep(found.accuracy);
      return found.loss;
    };
    const { value, grads } = tf.valueAndGrads(loss)(byImages ? [...values, inputs.images!] : values);
    const outputs: Record<string, tf.Tensor> = { loss: value, accuracy: accuracy! };
    names.forEach((name, i) => {
      outputs[`gradient:${name}`] = grads[i]!;
    });
    if (byImages) outputs[imageGradient] = grads[names.length]!;
    for (const [norm, { mean, variance }] of Object.entries(statistics)) {
      outputs[`running:${norm}.running_mean`] = mixed(inputs[`running:${norm}.running_mean`]!, mean);
      outputs[`running:${norm}.running_var`] = mixed(inputs[`running:${norm}.running_var`]!, variance);
    }
    return outputs;
  };
}

const mixed = (running: tf.Tensor, batch: tf.Tensor): tf.Tensor =>
  tf.add(tf.mul(running, 1 - MOMENTUM), tf.mul(batch, MOMENTUM));

function losses(shape: StepShape, inputs: TensorMap, weights: TensorMap) {
  const { image, text } = shape;
  if (!image.learn) throw new Error(`An image tower of the type ${image.type} cannot learn.`);
  const normal = tf.div(tf.sub(inputs.images!, tf.tensor1d([...shape.mean])), tf.tensor1d([...shape.std]));
  const { embedding, statistics } = image.learn(normal as tf.Tensor4D, weights);
  const seen = unit(embedding);
  const said = unit(text.encode(inputs.tokens as tf.Tensor2D, weights));
  const table = unit(weights[tableName]!);
  const ofImages = logits(seen, table);
  const labels = inputs.labels as tf.Tensor1D;
  const byImage = tf.mean(crossEntropy(ofImages, labels, shape.concepts));
  const byText = tf.mean(crossEntropy(logits(said, table), labels, shape.concepts));
  const contrast = manyPositives(logits(seen, said), labels);
  const colours = inputs.colours as tf.Tensor1D;
  const known = tf.cast(tf.greaterEqual(colours, 0), 'float32');
  const byColour = crossEntropy(
    logits(seen, unit(weights[colourTableName]!)),
    tf.relu(colours),
    shape.colours,
  );
  const colour = tf.div(tf.sum(tf.mul(byColour, known)), tf.add(tf.sum(known), 1));
  const loss = tf.addN([byImage, byText, tf.mul(contrast, CONTRAST_WEIGHT), tf.mul(colour, COLOUR_WEIGHT)]);
  const right = tf.equal(tf.argMax(ofImages, 1), labels);
  return { loss: loss as tf.Scalar, accuracy: tf.mean(tf.cast(right, 'float32')), statistics };
}

export const unit = (x: tf.Tensor): tf.Tensor2D =>
  tf.mul(x, tf.rsqrt(tf.add(tf.sum(tf.square(x), 1, true), 1e-12))) as tf.Tensor2D;

export const logits = (a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D =>
  tf.mul(tf.matMul(a, b, false, true), LOGIT_SCALE);

/** [N] from logits [N, K] and labels [N]. */
function crossEntropy(scores: tf.Tensor2D, labels: tf.Tensor, classes: number): tf.Tensor {
  const chosen = tf.sum(tf.mul(scores, tf.cast(tf.oneHot(tf.cast(labels, 'int32'), classes), 'float32')), 1);
  return tf.sub(tf.logSumExp(scores, 1), chosen);
}

/** Mean over images that have a caption in the batch of −log of the mean share of their captions. */
function manyPositives(scores: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor {
  const right = tf.cast(tf.equal(tf.expandDims(labels, 1), tf.expandDims(labels, 0)), 'float32');
  const count = tf.sum(right, 1);
  const has = tf.cast(tf.greater(count, 0), 'float32');
  const logShare = tf.sub(scores, tf.expandDims(tf.logSumExp(scores, 1), 1));
  const mean = tf.div(tf.sum(tf.mul(logShare, right), 1), tf.add(count, tf.sub(1, has)));
  return tf.div(tf.neg(tf.sum(mean)), tf.add(tf.sum(has), 1e-6));
}

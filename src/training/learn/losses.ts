/**
 * @file What a network in training is to get right, as tf functions. With u(x) = x/|x|, the concept table C, the colour
 * table K, image embeddings i and text embeddings t, and s the inverse temperature:
 *
 *   of images    CE(s·u(i)·u(C)ᵀ, concept), smoothed, + ½·CE(s·u(i)·P(concept), colour seen)
 *   of captions  CE(s·u(t)·u(C)ᵀ, concept) + CE(s·u(t)·P(concept), colour said)
 *   of both      ½·many-positives contrast of s·u(i)·u(t)ᵀ (Khosla et al. 2020): all captions of the concept are right
 *
 * P(concept) = [u(C), u(u(C) + ½u(K))]: the thing in its own colours and in each that has a name, which are the vectors
 * that prompts without and with a colour word ask for. That of images is the one of bench/peers/twin/image.py.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { TensorMap } from '../../compile/index.js';

/** s: CLIP's at the end of its training is 100, small tables want less. */
const LOGIT_SCALE = 20;
const COLOUR_SHARE = 0.5;
const COLOUR_WEIGHT = 0.5;
const CONTRAST_WEIGHT = 0.5;
/** Share of the answer that is spread over all concepts (Szegedy et al. 2016). */
const SMOOTHING = 0.05;

export const tableName = 'concepts.table';
export const colourTableName = 'colours.table';

/** What is right for each image or caption. */
export interface Answers {
  /** Concept. */
  readonly labels: tf.Tensor1D;
  /** 0: the thing's own colours, from 1 the rows of the colour table. */
  readonly colours: tf.Tensor1D;
}

interface Marked {
  readonly loss: tf.Scalar;
  /** [N, concepts] */
  readonly scores: tf.Tensor2D;
}

/** @param seen [N, D] of length 1 @param weights the two tables among them */
export function imageLoss(seen: tf.Tensor2D, { labels, colours }: Answers, weights: TensorMap): Marked {
  const table = unit(weights[tableName]!);
  const scores = logits(seen, table);
  const byConcept = tf.add(
    tf.mul(crossEntropy(scores, labels), 1 - SMOOTHING),
    tf.mul(tf.sub(tf.logSumExp(scores, 1), tf.mean(scores, 1)), SMOOTHING),
  );
  const byColour = crossEntropy(colourScores(seen, table, labels, weights), colours);
  return { loss: tf.mean(tf.add(byConcept, tf.mul(byColour, COLOUR_WEIGHT))), scores };
}

/** @param said [N, D] of length 1, of a caption each, whose colours are those that it says */
export function captionLoss(said: tf.Tensor2D, { labels, colours }: Answers, weights: TensorMap): tf.Scalar {
  const table = unit(weights[tableName]!);
  const byConcept = crossEntropy(logits(said, table), labels);
  const byColour = crossEntropy(colourScores(said, table, labels, weights), colours);
  return tf.mean(tf.add(byConcept, byColour));
}

/** Mean over images that have a caption in the batch of −log of the mean share of their captions, weighed. */
export function contrastLoss(seen: tf.Tensor2D, said: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  const scores = logits(seen, said);
  const right = tf.cast(tf.equal(tf.expandDims(labels, 1), tf.expandDims(labels, 0)), 'float32');
  const logShare = tf.sub(scores, tf.expandDims(tf.logSumExp(scores, 1), 1));
  const mean = tf.div(tf.sum(tf.mul(logShare, right), 1), tf.sum(right, 1));
  return tf.mul(tf.mean(mean), -CONTRAST_WEIGHT);
}

/**
 * [N, 1 + colours] = s·x·[C, u(C + ½K)], C being each row's concept. As C and K have length 1, x·u(C + ½K) is
 * (x·C + ½x·K)/√(1 + ¼ + C·K), so that no vector of a thing in a colour is made.
 */
function colourScores(
  x: tf.Tensor2D,
  table: tf.Tensor2D,
  labels: tf.Tensor1D,
  weights: TensorMap,
): tf.Tensor2D {
  const colours = unit(weights[colourTableName]!);
  // A product, and no gather: ONNX Runtime adds up what a gather gives back on two threads, which loses some of it where a
  // label comes twice, now and then.
  const things = tf.matMul(oneHot(labels, table.shape[0]), table);
  const own = tf.sum(tf.mul(x, things), 1, true);
  const towards = tf.add(own, tf.mul(tf.matMul(x, colours, false, true), COLOUR_SHARE));
  const likeness = tf.mul(tf.matMul(things, colours, false, true), 2 * COLOUR_SHARE);
  const inColours = tf.mul(towards, tf.rsqrt(tf.add(likeness, 1 + COLOUR_SHARE ** 2)));
  return tf.mul(tf.concat([own, inColours], 1), LOGIT_SCALE) as tf.Tensor2D;
}

export const unit = (x: tf.Tensor): tf.Tensor2D =>
  tf.mul(x, tf.rsqrt(tf.add(tf.sum(tf.square(x), 1, true), 1e-12))) as tf.Tensor2D;

export const logits = (a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D =>
  tf.mul(tf.matMul(a, b, false, true), LOGIT_SCALE);

/** [N] from logits [N, K] and labels [N]. */
function crossEntropy(scores: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D {
  const [, classes = 0] = scores.shape;
  const chosen = tf.sum(tf.mul(scores, oneHot(labels, classes)), 1);
  return tf.sub(tf.logSumExp(scores, 1), chosen);
}

const oneHot = (labels: tf.Tensor1D, classes: number): tf.Tensor2D =>
  tf.cast(tf.oneHot(labels, classes), 'float32') as tf.Tensor2D;

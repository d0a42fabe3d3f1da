/**
 * @file The objective in TensorFlow.js, compiled together with the image tower: how far the views are from the
 * targets, and the gradient of that with respect to the views.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Clip } from '../clip/index.js';
import type { Signature, TensorFunction } from '../compile/index.js';
import { promptLimits } from './prompt.js';

/** Inverse temperature of the margin's softmax (measured with the embedded weights: their README). */
const MARGIN_SCALE = 20;
/** Added to the logit of a word that means the same as the target, so that it does not count as a rival. */
export const EXCLUDED = -1e4;

export interface ObjectiveShape {
  readonly views: number;
  readonly resolution: number;
  readonly embedDim: number;
  /** Number of the model's other words; 0 leaves the margin out. */
  readonly rivals: number;
}

/** Inputs of the compiled objective. Texts are padded with weight 0 to `promptLimits.targets`. */
export function objectiveSignature(shape: ObjectiveShape, clip: Clip): Signature {
  const { views, resolution, embedDim, rivals } = shape;
  const float = (...dims: number[]) => ({ shape: dims, dtype: 'float32' as const });
  const inputs = {
    views: float(views, resolution, resolution, 3),
    targets: float(promptLimits.targets, embedDim),
    weights: float(promptLimits.targets),
    emphasis: float(2),
  };
  const margin = { rivals: float(rivals, embedDim), exclusions: float(promptLimits.targets, rivals) };
  return { inputs: rivals > 0 ? { ...inputs, ...margin } : inputs, weights: clip.imageWeights };
}

/**
 * With `emphasis` = [c, m]: loss = mean over views of Σᵢ wᵢ·(−c·cosᵢ) + max(wᵢ, 0)·m·(−log pᵢ), with wᵢ divided by Σ|wᵢ|, and pᵢ the
 * softmax of the target among the rivals. A text with a negative weight repels by its cosine alone: its
 * log-probability has no floor.
 *
 * Outputs: `loss` [], `scores` [views] (Σᵢ wᵢ·cosᵢ), `gradient` [views, R, R, 3] of the loss by the views.
 */
export function objectiveFunction(clip: Clip): TensorFunction {
  return (inputs, towerWeights) => {
    const [cosine, margin] = tf.split(inputs.emphasis as tf.Tensor1D, 2) as [tf.Tensor1D, tf.Tensor1D];
    const share = tf.div(inputs.weights!, tf.sum(tf.abs(inputs.weights!)));
    let scores: tf.Tensor | undefined;
    const loss = (views: tf.Tensor): tf.Scalar => {
      const embeddings = clip.encodeImages(views as tf.Tensor4D, towerWeights);
      const unit = tf.div(embeddings, tf.norm(embeddings, 2, 1, true)) as tf.Tensor2D;
      const cosines = tf.matMul(unit, inputs.targets as tf.Tensor2D, false, true);
      scores = tf.keep(tf.sum(tf.mul(cosines, share), 1));
      const attraction = tf.neg(tf.mul(scores, cosine));
      if (!inputs.rivals || !inputs.exclusions) return tf.mean(attraction);
      const surprise = tf.sum(
        tf.mul(negativeLogShare(unit, cosines, inputs.rivals, inputs.exclusions), tf.relu(share)),
        1,
      );
      return tf.mean(tf.add(attraction, tf.mul(surprise, margin)));
    };
    const { value, grad } = tf.valueAndGrad(loss)(inputs.views!);
    return { loss: value, scores: scores!, gradient: grad };
  };
}

/** −log softmax of each target among the rivals, [views, targets]. */
function negativeLogShare(
  unit: tf.Tensor2D,
  cosines: tf.Tensor,
  rivals: tf.Tensor,
  exclusions: tf.Tensor,
): tf.Tensor {
  const own = tf.mul(cosines, MARGIN_SCALE);
  const others = tf.mul(tf.matMul(unit, rivals as tf.Tensor2D, false, true), MARGIN_SCALE);
  const among = tf.add(tf.expandDims(others, 1), tf.expandDims(exclusions, 0));
  const all = tf.concat([tf.expandDims(own, 2), among], 2);
  return tf.sub(tf.logSumExp(all, 2), own);
}

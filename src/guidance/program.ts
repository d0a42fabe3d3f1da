/**
 * @file The compiled program of a step: the image tower, the objectives of views that have a weight, and the gradient
 * of their sum by the views. What can change while it runs (targets, weights, stop values) is an input.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Clip } from '../clip/index.js';
import {
  compile,
  type Program,
  type Signature,
  type TensorFunction,
  type TensorSpec,
} from '../compile/index.js';
import { type ViewObjectiveName, viewObjective } from './objectives/index.js';
import { sphericalDistance } from './objectives/spherical.js';
import type { Encode, LayerWish, ViewGraph, ViewShape } from './objectives/view-objective.js';

/** Everything a program is compiled for; another plan is another program. */
export interface ProgramPlan {
  readonly shape: ViewShape;
  readonly objectives: readonly ActiveObjective[];
  /** Whether some target has a stop value. */
  readonly hasStops: boolean;
}

/** An objective in a program, with the layers it looks at. */
export interface ActiveObjective {
  readonly name: ViewObjectiveName;
  readonly layers: readonly LayerWish[];
}

/**
 * Inputs: `views` [V, R, R, 3], `targets` [T, D] of length 1, `weights` [V, T], `emphasis` [objectives], `stops` [T],
 * and those of the objectives. Outputs: `loss` [], `parts` [objectives] not yet weighted, `cosines` [V, T],
 * `gradient` [V, R, R, 3].
 */
export function compileProgram(plan: ProgramPlan, clip: Clip): Promise<Program> {
  const { fingerprint, runtime } = clip;
  return compile(programFunction(plan, clip), programSignature(plan, clip), {
    name: `objectives of ${clip.name}`,
    ...runtime,
    ...(fingerprint === undefined ? {} : { cacheAs: `objectives ${JSON.stringify(plan)} ${fingerprint}` }),
  });
}

export function programSignature({ shape, objectives, hasStops }: ProgramPlan, clip: Clip): Signature {
  const { views, resolution, embedDim, slots } = shape;
  const float = (...dims: number[]): TensorSpec => ({ shape: dims, dtype: 'float32' });
  const own = objectives.map(({ name, layers }) => viewObjective(name).inputs?.(shape, layers) ?? {});
  return {
    inputs: {
      views: float(views, resolution, resolution, 3),
      targets: float(slots, embedDim),
      weights: float(views, slots),
      emphasis: float(objectives.length),
      ...(hasStops ? { stops: float(slots) } : {}),
      ...Object.assign({}, ...own),
    },
    weights: clip.imageWeights,
  };
}

export function programFunction({ objectives, hasStops }: ProgramPlan, clip: Clip): TensorFunction {
  const layers = [...new Set(objectives.flatMap((active) => active.layers.map(({ layer }) => layer)))];
  return (inputs, towerWeights) => {
    const encode: Encode = (images, wanted) => clip.encodeFeatures(images, towerWeights, wanted);
    const prepared = Object.fromEntries(
      objectives.map((active) => [
        active.name,
        viewObjective(active.name).prepare?.(inputs, encode, active.layers) ?? [],
      ]),
    );
    let parts: tf.Tensor | undefined;
    let cosines: tf.Tensor | undefined;
    const loss = (views: tf.Tensor): tf.Scalar => {
      const { embedding, features } = encode(views as tf.Tensor4D, layers);
      const unit = tf.div<tf.Tensor2D>(embedding, tf.norm(embedding, 2, 1, true));
      const likeness = tf.keep(tf.matMul<tf.Tensor2D>(unit, inputs.targets as tf.Tensor2D, false, true));
      cosines = likeness;
      const weights = (hasStops ? stillPulling(inputs, likeness) : inputs.weights) as tf.Tensor2D;
      const graph: ViewGraph = {
        views: views as tf.Tensor4D,
        embeddings: embedding,
        unit,
        cosines: likeness,
        weights,
        features,
        inputs,
        prepared,
      };
      const losses = objectives.map(({ name, layers: own }) =>
        tf.reshape(viewObjective(name).loss(graph, own), [1]),
      );
      parts = tf.keep(losses.length > 1 ? tf.concat(losses) : losses[0]!);
      return tf.sum(tf.mul(parts, inputs.emphasis!));
    };
    const { value, grad } = tf.valueAndGrad(loss)(inputs.views!);
    return { loss: value, parts: parts!, cosines: cosines!, gradient: grad };
  };
}

/**
 * The weights, 0 for a view whose target has reached its stop value: sign(w)·θ²/2 below it (VQGAN-CLIP's `stop`). A
 * step has no slope, so nothing of this is in the gradient.
 */
function stillPulling(inputs: Readonly<Record<string, tf.Tensor>>, cosines: tf.Tensor2D): tf.Tensor {
  const distances = tf.mul(tf.sign(inputs.weights!), sphericalDistance(cosines));
  return tf.mul(inputs.weights!, tf.step(tf.sub(distances, inputs.stops!)));
}

/** @file Derivatives of pointwise kernels. */

import type { ClipByValueAttrs, LeakyReluAttrs } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type GradientRow, gradient, gradientOfOutput, reduceTo, runKernel, zerosOf } from './row.js';

type Slope = (x: tf.Tensor) => tf.Tensor;

/** dx = dy · slope(x) */
const fromInput = (slope: Slope): GradientRow =>
  gradient(['x'], (dy, [x]) => ({ x: () => tf.mul(dy, slope(x!)) }));

/** dx = dy / root(x) */
const overInput = (divisor: Slope, sign: 1 | -1 = 1): GradientRow =>
  gradient(['x'], (dy, [x]) => ({ x: () => tf.div(sign === 1 ? dy : tf.neg(dy), divisor(x!)) }));

/** dx = dy · slope(y), y being the result */
const fromOutput = (slope: Slope): GradientRow =>
  gradientOfOutput([], (dy, [y]) => ({ x: () => tf.mul(dy, slope(y!)) }));

/** dx = dy where the condition on x holds, else otherwise(dy) */
const where = (
  condition: (x: tf.Tensor) => tf.Tensor,
  otherwise: (dy: tf.Tensor) => tf.Tensor,
): GradientRow => gradient(['x'], (dy, [x]) => ({ x: () => tf.where(condition(x!), dy, otherwise(dy)) }));

const flat = gradient(['x'], (_, [x]) => ({ x: () => zerosOf(x!) }));
const flatPair = gradient(['a', 'b'], (_, [a, b]) => ({ a: () => zerosOf(a!), b: () => zerosOf(b!) }));

/** Both derivatives of a broadcasting kernel, before what was broadcast is summed. */
const pair = (
  da: (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  db: (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
): GradientRow =>
  gradient(['a', 'b'], (dy, [a, b]) => ({
    a: () => reduceTo(da(dy, a!, b!), a!.shape),
    b: () => reduceTo(db(dy, a!, b!), b!.shape),
  }));

const asFloat = (x: tf.Tensor) => tf.cast(x, 'float32');

/** Constants of the SELU, Klambauer et al. 2017, as tfjs has them. */
const selu = { scale: 1.0507009873554805, scaleAlpha: 1.7580993408473768 };

export const pointwiseGradients: Record<string, GradientRow> = {
  Abs: fromInput(tf.sign),
  Acos: overInput((x) => tf.sqrt(tf.sub(1, tf.square(x))), -1),
  Acosh: overInput((x) => tf.sqrt(tf.sub(tf.square(x), 1))),
  Asin: overInput((x) => tf.sqrt(tf.sub(1, tf.square(x)))),
  Asinh: overInput((x) => tf.sqrt(tf.add(1, tf.square(x)))),
  Atan: overInput((x) => tf.add(1, tf.square(x))),
  Atanh: overInput((x) => tf.sub(1, tf.square(x))),
  Cast: gradient([], (dy) => ({ x: () => asFloat(dy) })),
  Ceil: flat,
  ClipByValue: gradient<ClipByValueAttrs>(['x'], (dy, [x], { clipValueMin, clipValueMax }) => ({
    x: () => {
      const inside = tf.logicalAnd(tf.greaterEqual(x!, clipValueMin), tf.lessEqual(x!, clipValueMax));
      return tf.where(inside, dy, tf.zerosLike(dy));
    },
  })),
  Cos: fromInput((x) => tf.neg(tf.sin(x))),
  Cosh: fromInput(tf.sinh),
  Elu: gradientOfOutput([], (dy, [y]) => ({ x: () => runKernel('EluGrad', { dy, y: y! }, {}) })),
  Erf: fromInput((x) => tf.mul(tf.exp(tf.neg(tf.square(x))), 2 / Math.sqrt(Math.PI))),
  Exp: fromOutput((y) => y),
  Expm1: fromInput(tf.exp),
  Floor: flat,
  Identity: gradient([], (dy) => ({ x: () => dy })),
  IsFinite: flat,
  IsInf: flat,
  IsNan: flat,
  LeakyRelu: gradient<LeakyReluAttrs>(['x'], (dy, [x], { alpha }) => ({
    x: () => tf.where(tf.greater(x!, 0), dy, tf.mul(dy, alpha)),
  })),
  Log: overInput((x) => x),
  Log1p: overInput((x) => tf.add(x, 1)),
  LogicalNot: flat,
  Neg: gradient([], (dy) => ({ x: () => tf.neg(dy) })),
  OnesLike: flat,
  Reciprocal: fromOutput((y) => tf.neg(tf.square(y))),
  // Of the output, so that nothing but it is kept, and ONNX Runtime can make it inside a convolution.
  Relu: fromOutput((y) => tf.step(asFloat(y))),
  Relu6: where((x) => tf.logicalAnd(tf.greater(x, 0), tf.lessEqual(x, 6)), tf.zerosLike),
  Round: flat,
  Rsqrt: gradientOfOutput(['x'], (dy, [x, y]) => ({
    x: () => tf.mul(tf.mul(dy, -0.5), tf.div(y!, x!)),
  })),
  Selu: gradient(['x'], (dy, [x]) => ({
    x: () => {
      const below = tf.mul(tf.exp(asFloat(x!)), selu.scaleAlpha);
      return tf.mul(dy, tf.where(tf.greater(x!, 0), tf.fill(x!.shape, selu.scale), below));
    },
  })),
  Sigmoid: fromOutput((y) => tf.mul(y, tf.sub(1, y))),
  Sign: flat,
  Sin: fromInput(tf.cos),
  Sinh: fromInput(tf.cosh),
  Softplus: fromInput(tf.sigmoid),
  Sqrt: gradientOfOutput([], (dy, [y]) => ({ x: () => tf.div(tf.mul(dy, 0.5), y!) })),
  Square: fromInput((x) => tf.mul(asFloat(x), 2)),
  Step: flat,
  Tan: fromOutput((y) => tf.add(1, tf.square(y))),
  Tanh: fromOutput((y) => tf.sub(1, tf.square(y))),
  ZerosLike: flat,

  Add: pair(
    (dy) => dy,
    (dy) => dy,
  ),
  AddN: {
    inputs: 'all',
    gradient: ([dy], saved) => Object.fromEntries(saved.map((_, i) => [String(i), () => tf.clone(dy!)])),
  },
  Sub: pair(
    (dy) => dy,
    (dy) => tf.neg(dy),
  ),
  Multiply: pair(
    (dy, _, b) => tf.mul(dy, asFloat(b)),
    (dy, a) => tf.mul(dy, asFloat(a)),
  ),
  RealDiv: pair(
    (dy, _, b) => tf.div(dy, asFloat(b)),
    (dy, a, b) => tf.neg(tf.div(tf.mul(dy, asFloat(a)), tf.square(asFloat(b)))),
  ),
  FloorDiv: flatPair,
  Mod: pair(
    (dy) => dy,
    (dy, a, b) => tf.neg(tf.mul(dy, tf.floor(tf.div(a, b)))),
  ),
  SquaredDifference: pair(
    (dy, a, b) => tf.mul(dy, tf.mul(tf.sub(a, b), 2)),
    (dy, a, b) => tf.mul(dy, tf.mul(tf.sub(b, a), 2)),
  ),
  Maximum: pair(
    (dy, a, b) => tf.where(tf.greaterEqual(a, b), dy, tf.zerosLike(dy)),
    (dy, a, b) => tf.where(tf.greaterEqual(a, b), tf.zerosLike(dy), dy),
  ),
  Minimum: pair(
    (dy, a, b) => tf.where(tf.lessEqual(a, b), dy, tf.zerosLike(dy)),
    (dy, a, b) => tf.where(tf.lessEqual(a, b), tf.zerosLike(dy), dy),
  ),
  Pow: pair(
    (dy, a, b) => tf.mul(dy, tf.mul(asFloat(b), tf.pow(a, tf.sub(asFloat(b), 1)))),
    (dy, a, b) => {
      const safe = tf.where(tf.greater(a, 0), a, tf.onesLike(a));
      return tf.mul(dy, tf.mul(tf.pow(a, asFloat(b)), tf.log(safe)));
    },
  ),
  Prelu: gradient(['x', 'alpha'], (dy, [x, alpha]) => ({
    x: () => tf.where(tf.greater(x!, 0), dy, tf.mul(dy, alpha!)),
    alpha: () => reduceTo(tf.where(tf.greater(x!, 0), tf.zerosLike(dy), tf.mul(dy, x!)), alpha!.shape),
  })),
  Select: gradient(['condition'], (dy, [condition]) => {
    const keep = tf.broadcastTo(condition!, dy.shape);
    return {
      condition: () => zerosOf(condition!),
      t: () => tf.where(keep, dy, tf.zerosLike(dy)),
      e: () => tf.where(keep, tf.zerosLike(dy), dy),
    };
  }),
  Equal: flatPair,
  NotEqual: flatPair,
  Less: flatPair,
  LessEqual: flatPair,
  Greater: flatPair,
  GreaterEqual: flatPair,
  LogicalAnd: flatPair,
  LogicalOr: flatPair,
};

/**
 * @file Networks that say the colour of a place: one row a kind, in plain TensorFlow.js. All weights lie in one flat
 * vector, layer after layer, each its matrix [inputs, outputs] row by row and then its bias, so that an optimiser, a
 * checkpoint and a program share them as they are.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { SeededGenerator } from '../../random/index.js';

/** What a network is made of. */
export interface FieldShape {
  readonly network: NetworkName;
  /** Hidden layers. */
  readonly layers: number;
  /** Units of a hidden layer. */
  readonly width: number;
  /** Frequency of the first layer, radians a canvas unit of −1..1. */
  readonly omega: number;
}

interface Network {
  /** Numbers that a place becomes before the first layer. */
  readonly inputs: number;
  /** places [n, 2], x and y, −1..1 over the shorter side → [n, inputs] */
  see(places: tf.Tensor2D, omega: number): tf.Tensor2D;
  /** [n, width] → [n, width] */
  activate(x: tf.Tensor2D): tf.Tensor2D;
  /** What the last layer gives is multiplied by this before the logistic function makes it a colour. */
  readonly gain: number;
  /** First weights and biases of a layer, into `weights` and `bias`. */
  begin(
    weights: Float32Array,
    bias: Float32Array,
    layer: { readonly inputs: number; readonly isFirst: boolean; readonly omega: number },
    generator: SeededGenerator,
  ): void;
}

/** Frequency of the hidden layers of a SIREN, which its authors found to serve for all signals. */
const HIDDEN_OMEGA = 30;
/** Where a SIREN's first frequency is 30, a CPPN's places are multiplied by 3. */
const CPPN_SCALE = 0.1;

const fillUniform = (values: Float32Array, bound: number, generator: SeededGenerator): void => {
  for (let i = 0; i < values.length; i++) values[i] = generator.uniform(-bound, bound);
};

export const networks = {
  /**
   * sin(Wx + b) in every layer (Sitzmann et al. 2020). W here is ω·W of the paper, beginning and all, so that a step of
   * Adam of ω·r is one of r there. The last layer is a 30th, as there; near grey the colour is deep-daze's (y + 1)/2.
   */
  siren: {
    inputs: 2,
    see: (places) => places,
    activate: (x) => tf.sin(x),
    gain: 2 / HIDDEN_OMEGA,
    begin: (weights, bias, { inputs, isFirst, omega }, generator) => {
      const bound = isFirst ? omega / inputs : Math.sqrt(6 / inputs);
      fillUniform(weights, bound, generator);
      fillUniform(bias, bound, generator);
    },
  },
  /** tanh in one half of the units and e^(−x²) in the other (Stanley 2007), of x, y and the distance to the middle. */
  cppn: {
    inputs: 3,
    see: (places, omega) => {
      const scaled = tf.mul(places, omega * CPPN_SCALE) as tf.Tensor2D;
      const radius = tf.sqrt(tf.add(tf.sum(tf.square(scaled), 1, true), 1e-6)) as tf.Tensor2D;
      return tf.concat([scaled, radius], 1) as tf.Tensor2D;
    },
    activate: (x) => {
      const [count, width] = x.shape;
      const half = Math.floor(width / 2);
      const first = tf.slice(x, [0, 0], [count, half]);
      const rest = tf.slice(x, [0, half], [count, width - half]);
      return tf.concat([tf.tanh(first), tf.exp(tf.neg(tf.square(rest)))], 1) as tf.Tensor2D;
    },
    gain: 1,
    begin: (weights, bias, { inputs }, generator) => {
      weights.fill(0);
      generator.addNormal(weights, 1.4 / Math.sqrt(inputs));
      bias.fill(0);
      generator.addNormal(bias, 0.3);
    },
  },
} as const satisfies Record<string, Network>;

export type NetworkName = keyof typeof networks;

/** Inputs and outputs of each layer, the last one the colour. */
function layersOf({
  network,
  layers,
  width,
}: FieldShape): readonly (readonly [inputs: number, outputs: number])[] {
  const hidden = Array.from(
    { length: layers },
    (_, k) => [k === 0 ? networks[network].inputs : width, width] as const,
  );
  return [...hidden, [width, 3]];
}

/** Numbers of all weights. */
export const weightCount = (shape: FieldShape): number =>
  layersOf(shape).reduce((sum, [inputs, outputs]) => sum + (inputs + 1) * outputs, 0);

export function firstWeights(shape: FieldShape, generator: SeededGenerator): Float32Array {
  const weights = new Float32Array(weightCount(shape));
  let at = 0;
  layersOf(shape).forEach(([inputs, outputs], k) => {
    const bias = at + inputs * outputs;
    const layer = { inputs, isFirst: k === 0, omega: shape.omega };
    networks[shape.network].begin(
      weights.subarray(at, bias),
      weights.subarray(bias, bias + outputs),
      layer,
      generator,
    );
    at = bias + outputs;
  });
  return weights;
}

/** places [n, 2], weights [weightCount] → colours [n, 3], 0..1 */
export function colourOf(shape: FieldShape, places: tf.Tensor2D, weights: tf.Tensor1D): tf.Tensor2D {
  const network: Network = networks[shape.network];
  let x = network.see(places, shape.omega);
  let at = 0;
  const all = layersOf(shape);
  all.forEach(([inputs, outputs], k) => {
    const matrix = tf.reshape(tf.slice(weights, [at], [inputs * outputs]), [inputs, outputs]) as tf.Tensor2D;
    const bias = tf.slice(weights, [at + inputs * outputs], [outputs]);
    const y = tf.add(tf.matMul(x, matrix), bias) as tf.Tensor2D;
    x = k < all.length - 1 ? network.activate(y) : y;
    at += (inputs + 1) * outputs;
  });
  return tf.sigmoid(tf.mul(x, network.gain)) as tf.Tensor2D;
}

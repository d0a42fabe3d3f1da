/** @file The bias and activation that TensorFlow.js's fused kernels put after a product or convolution. */
import type { backend_util } from '@tensorflow/tfjs-core';
import type { Wire } from '../onnx/graph.js';
import type { Formula } from '../record/pointwise.js';
import type { Value } from '../record/value.js';
import type { KernelCall } from './row.js';

type Activation = backend_util.Activation;

const formulas: Record<Exclude<Activation, 'prelu' | 'leakyrelu'>, (f: Formula, x: Wire) => Wire> = {
  linear: (_, x) => x,
  relu: (f, x) => f.op('Relu', x),
  relu6: (f, x) => f.op('Clip', x, f.number(0, x), f.number(6, x)),
  elu: (f, x) => f.op('Elu', x),
  sigmoid: (f, x) => f.op('Sigmoid', x),
};

export interface ActivationAttrs {
  readonly activation: Activation;
  readonly leakyreluAlpha?: number;
}

/** activation(x + bias), reading the call's inputs "bias" and "preluActivationWeights" */
export function activate(call: KernelCall, x: Value, attrs: ActivationAttrs): Value {
  const { formula: f } = call;
  const bias = call.optional('bias');
  const biased = bias === undefined ? x : call.pointwise([x, bias], x.dtype, ([a, b]) => f.op('Add', a!, b!));
  if (attrs.activation === 'prelu') {
    return call.pointwise([biased, call.input('preluActivationWeights')], x.dtype, ([a, slope]) =>
      f.where(f.op('Less', a!, f.number(0, a!)), f.op('Mul', a!, slope!), a!),
    );
  }
  if (attrs.activation === 'leakyrelu') {
    const alpha = { float: attrs.leakyreluAlpha ?? 0.2 };
    return call.pointwise([biased], x.dtype, ([a]) => f.opWith('LeakyRelu', { alpha }, a!));
  }
  const formula = formulas[attrs.activation ?? 'linear'];
  return call.pointwise([biased], x.dtype, ([a]) => formula(f, a!));
}

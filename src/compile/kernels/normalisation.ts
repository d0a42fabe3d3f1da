/** @file Softmax and batch normalisation with given statistics. */
import type { FusedBatchNormAttrs, SoftmaxAttrs } from '@tensorflow/tfjs-core';
import { full, type Value } from '../record/value.js';
import { type KernelRow, row } from './row.js';

const softmax = row<SoftmaxAttrs>((call, { dim }) => {
  const logits = full(call.graph, call.input('logits'));
  const place = logits.order.indexOf(dim < 0 ? dim + logits.shape.length : dim);
  const attributes = { axis: { int: place } };
  return { ...logits, wire: call.graph.one('Softmax', [logits.wire], logits.wire, { attributes }) };
});

/**
 * x·k + (offset − mean·k) with k = scale / √(variance + ε). With constant statistics k and the sum in brackets
 * are computed once, at load, and ONNX Runtime folds both into a convolution before them.
 */
const batchNorm = row<FusedBatchNormAttrs>((call, { varianceEpsilon }) => {
  const f = call.formula;
  const [x, mean, variance] = [call.input('x'), call.input('mean'), call.input('variance')];
  const [scale, offset] = [call.optional('scale'), call.optional('offset')];
  const inverse = call.pointwise([variance], 'float32', ([v]) =>
    f.op('Reciprocal', f.op('Sqrt', f.op('Add', v!, f.number(varianceEpsilon, v!)))),
  );
  const multiply = (a: Value, b: Value) => call.pointwise([a, b], 'float32', ([l, r]) => f.op('Mul', l!, r!));
  const factor = scale === undefined ? inverse : multiply(inverse, scale);
  const shifted = call.pointwise([multiply(mean, factor)], 'float32', ([m]) => f.op('Neg', m!));
  const summand =
    offset === undefined
      ? shifted
      : call.pointwise([shifted, offset], 'float32', ([l, r]) => f.op('Add', l!, r!));
  return call.pointwise([multiply(x, factor), summand], 'float32', ([l, r]) => f.op('Add', l!, r!));
});

export const normalisationKernels = {
  Softmax: softmax,
  FusedBatchNorm: batchNorm,
} satisfies Record<string, KernelRow>;

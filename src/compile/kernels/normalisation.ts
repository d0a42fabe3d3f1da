/** @file Softmax, its logarithm, and batch normalisation with given statistics. */
import type { FusedBatchNormAttrs, LogSoftmaxAttrs, SoftmaxAttrs } from '@tensorflow/tfjs-core';
import { full, type Value } from '../record/value.js';
import { type KernelCall, type KernelRow, row } from './row.js';

function alongAxis(call: KernelCall, op: string, axis: number): Value {
  const logits = full(call.graph, call.input('logits'));
  const place = logits.order.indexOf(axis < 0 ? axis + logits.shape.length : axis);
  const attributes = { axis: { int: place } };
  return { ...logits, wire: call.graph.one(op, [logits.wire], logits.wire, { attributes }) };
}

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
  Softmax: row<SoftmaxAttrs>((call, { dim }) => alongAxis(call, 'Softmax', dim)),
  LogSoftmax: row<LogSoftmaxAttrs>((call, { axis }) => alongAxis(call, 'LogSoftmax', axis)),
  FusedBatchNorm: batchNorm,
} satisfies Record<string, KernelRow>;

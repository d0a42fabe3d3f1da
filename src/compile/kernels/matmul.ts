/** @file Matrix products. Transposes, asked for or pending in the layout, fold into Gemm. */
import type { _FusedMatMulAttrs, BatchMatMulAttrs } from '@tensorflow/tfjs-core';
import type { Wire } from '../onnx/graph.js';
import { identityOrder, sameList } from '../record/axes.js';
import { broadcastShape } from '../record/pointwise.js';
import { transposeWire } from '../record/transpose.js';
import { arrange, extendRank, full, plain, transposeValue, type Value } from '../record/value.js';
import { activate } from './activation.js';
import { type KernelCall, type KernelRow, row } from './row.js';

const swapLast = (value: Value): Value => {
  const rank = value.shape.length;
  return transposeValue(value, [...identityOrder(rank - 2), rank - 1, rank - 2]);
};

/** [M, K]·[K, N] of two matrices, each read in the layout it lies in. */
function product2d(call: KernelCall, a: Value, b: Value): Value {
  const [left, right] = [full(call.graph, a), full(call.graph, b)];
  const [transA, transB] = [left.order[0] === 1, right.order[0] === 1];
  const shape = [a.shape[0]!, b.shape[1]!];
  const spec = { shape, type: left.wire.type };
  const attributes = { transA: { int: transA ? 1 : 0 }, transB: { int: transB ? 1 : 0 } };
  const wire =
    transA || transB
      ? call.graph.one('Gemm', [left.wire, right.wire], spec, { attributes })
      : call.graph.one('MatMul', [left.wire, right.wire], spec);
  return { wire, order: [0, 1], shape, dtype: a.dtype };
}

/**
 * An operand in its logical layout. Where its rows lie closest together in memory, as the keys' do in an attention,
 * the matrices are first laid row by row and then transposed by a node of its own, which ONNX Runtime takes into the
 * product: to move rows is four times as fast as to exchange them with columns.
 */
function operand(call: KernelCall, value: Value): Wire {
  const rank = value.shape.length;
  const swapped = [...identityOrder(rank - 2), rank - 1, rank - 2];
  const byRows = value.order.at(-1) === rank - 2 && !sameList(value.order, swapped);
  if (!byRows) return plain(call.graph, value);
  return transposeWire(call.graph, arrange(call.graph, value, swapped), swapped);
}

function matrixProduct(call: KernelCall, a: Value, b: Value, attrs: BatchMatMulAttrs): Value {
  const rank = Math.max(a.shape.length, b.shape.length);
  const [x, y] = [extendRank(call.graph, a, rank), extendRank(call.graph, b, rank)];
  const left = attrs.transposeA ? swapLast(x) : x;
  const right = attrs.transposeB ? swapLast(y) : y;
  if (rank === 2) return product2d(call, left, right);
  const batch = broadcastShape(left.shape.slice(0, -2), right.shape.slice(0, -2));
  const shape = [...batch, left.shape.at(-2)!, right.shape.at(-1)!];
  const inputs = [operand(call, left), operand(call, right)];
  const wire = call.graph.one('MatMul', inputs, { shape, type: inputs[0]!.type });
  return { wire, order: identityOrder(rank), shape, dtype: a.dtype };
}

export const matmulKernels = {
  BatchMatMul: row<BatchMatMulAttrs>((call, attrs) =>
    matrixProduct(call, call.input('a'), call.input('b'), attrs),
  ),
  _FusedMatMul: row<_FusedMatMulAttrs>((call, attrs) => {
    const product = matrixProduct(call, call.input('a'), call.input('b'), attrs);
    return activate(call, product, attrs);
  }),
} satisfies Record<string, KernelRow>;

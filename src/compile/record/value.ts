/**
 * @file A recorded tensor: an ONNX wire and how the logical tensor lies in it. Transposing and broadcasting
 * change only the description, so they cost nothing until an operation needs another layout. A TensorFlow.js
 * (NHWC) convolution thus becomes an ONNX (NCHW) one, and its result stays NCHW through everything pointwise.
 */
import type { Dtype } from '../contract.js';
import type { Graph, Wire } from '../onnx/graph.js';
import { typedArray } from '../onnx/graph.js';
import { identityOrder, sameList } from './axes.js';
import { reshapeWire, transposeWire } from './transpose.js';

export interface Value {
  /** rank = logical rank; axis j has the size of logical axis order[j], or 1 where the value is broadcast */
  readonly wire: Wire;
  /** physical axis j holds logical axis order[j] */
  readonly order: readonly number[];
  /** logical shape */
  readonly shape: readonly number[];
  readonly dtype: Dtype;
  /** set when every element is this known number */
  readonly uniform?: number;
}

/** A wire seen as a value: laid out as it is, or with physical axis j meaning logical axis order[j]. */
export function wireValue(wire: Wire, dtype: Dtype, order = identityOrder(wire.shape.length)): Value {
  const shape = order.map((_, axis) => wire.shape[order.indexOf(axis)]!);
  return { wire, order, shape, dtype };
}

/** A constant with one number everywhere. */
export function uniformValue(graph: Graph, number: number, shape: readonly number[], dtype: Dtype): Value {
  const ones = shape.map(() => 1);
  const wire = graph.constant(typedArray([number], dtype), { shape: ones, type: dtype });
  return { wire, order: identityOrder(shape.length), shape, dtype, uniform: number };
}

/** The value's wire with physical axes in the wanted order, still broadcast where the value is. */
export function arrangeBroadcast(graph: Graph, value: Value, order: readonly number[]): Wire {
  if (sameList(value.order, order)) return value.wire;
  return transposeWire(
    graph,
    value.wire,
    order.map((axis) => value.order.indexOf(axis)),
  );
}

/** The value's wire with physical axes in the wanted order and every axis at its full size. */
export function arrange(graph: Graph, value: Value, order: readonly number[]): Wire {
  const wire = arrangeBroadcast(graph, value, order);
  const shape = order.map((axis) => value.shape[axis]!);
  if (sameList(wire.shape, shape)) return wire;
  return graph.one('Expand', [wire, graph.integers(shape)], { shape, type: wire.type });
}

/** The value's wire in its logical layout. */
export const plain = (graph: Graph, value: Value): Wire =>
  arrange(graph, value, identityOrder(value.shape.length));

/** The same value without pending broadcasts, in the layout it has. */
export const full = (graph: Graph, value: Value): Value => ({
  ...value,
  wire: arrange(graph, value, value.order),
});

/** Logical transposition: axis i of the result is axis permutation[i] of the value. */
export function transposeValue(value: Value, permutation: readonly number[]): Value {
  const shape = permutation.map((axis) => value.shape[axis]!);
  return { ...value, shape, order: value.order.map((axis) => permutation.indexOf(axis)) };
}

/** Puts axes of size 1 before the others until the value has this rank. */
export function extendRank(graph: Graph, value: Value, rank: number): Value {
  const missing = rank - value.shape.length;
  if (missing === 0) return value;
  const ones = Array.from({ length: missing }, () => 1);
  return {
    ...value,
    wire: reshapeWire(graph, value.wire, [...ones, ...value.wire.shape]),
    order: [...identityOrder(missing), ...value.order.map((axis) => axis + missing)],
    shape: [...ones, ...value.shape],
  };
}

/** @file Reductions, cumulative sums, and the places of extrema. */

import type { ArgMaxAttrs, CumsumAttrs, MaxAttrs, SumAttrs, TopKAttrs } from '@tensorflow/tfjs-core';
import { util } from '@tensorflow/tfjs-core';
import type { Dtype } from '../contract.js';
import type { Graph, Wire } from '../onnx/graph.js';
import { identityOrder, sizeOf } from '../record/axes.js';
import { reshapeWire } from '../record/transpose.js';
import { full, plain, type Value } from '../record/value.js';
import { type KernelCall, type KernelRow, row } from './row.js';

/** How a reduction treats an axis along which its operand is broadcast. */
type OnBroadcast = 'same' | 'multiply' | 'expand';

/** Longest rows, in elements, that short ones are joined into, and the fewest that are worth it. */
const LONG_ROW = 4096;
const LEAST_ROWS = 8;

/**
 * Many short rows that are to be added up, such as all pixels of a batch by channel, as fewer long ones with as many
 * sums: ONNX Runtime takes them a row at a time, six times slower where a row has 32 elements. Adding in two steps also
 * rounds less.
 */
function joinRows(graph: Graph, op: string, wire: Wire, places: readonly number[]): Wire {
  const width = sizeOf(wire.shape.slice(places.length));
  const rows = sizeOf(wire.shape.slice(0, places.length));
  const isLeading = places.every((place, i) => place === i) && places.length < wire.shape.length;
  let joined = 1;
  const fits = (count: number) =>
    rows % count === 0 && rows / count >= LEAST_ROWS && count * width <= LONG_ROW;
  while (isLeading && fits(2 * joined)) joined *= 2;
  if (joined === 1) return wire;
  const long = reshapeWire(graph, wire, [rows / joined, joined * width]);
  const summed = graph.one(
    op,
    [long, graph.integers([0])],
    { shape: [1, joined * width], type: wire.type },
    { attributes: { keepdims: { int: 1 } } },
  );
  const ones = places.slice(1).map(() => 1);
  return reshapeWire(graph, summed, [joined, ...ones, ...wire.shape.slice(places.length)]);
}

function reduce(call: KernelCall, op: string, x: Value, axes: readonly number[], keepDims: boolean): Value {
  const places = axes.map((axis) => x.order.indexOf(axis)).sort((a, b) => a - b);
  const wireShape = x.wire.shape.map((length, j) => (places.includes(j) ? 1 : length));
  const kept = call.graph.one(
    op,
    [joinRows(call.graph, op, x.wire, places), call.graph.integers(places)],
    { shape: keepDims ? wireShape : wireShape.filter((_, j) => !places.includes(j)), type: x.wire.type },
    { attributes: { keepdims: { int: keepDims ? 1 : 0 } } },
  );
  if (keepDims) {
    const shape = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
    return { wire: kept, order: x.order, shape, dtype: x.dtype };
  }
  const left = identityOrder(x.shape.length).filter((axis) => !axes.includes(axis));
  const order = x.order.filter((axis) => left.includes(axis)).map((axis) => left.indexOf(axis));
  return { wire: kept, order, shape: left.map((axis) => x.shape[axis]!), dtype: x.dtype };
}

function reduceAxes(
  call: KernelCall,
  op: string,
  x: Value,
  attrs: SumAttrs,
  onBroadcast: OnBroadcast,
): Value {
  const axes = util.parseAxisParam(attrs.axis, [...x.shape]);
  if (axes.length === 0) return x;
  const source = onBroadcast === 'expand' ? full(call.graph, x) : x;
  const reduced = reduce(call, op, source, axes, attrs.keepDims);
  const all = sizeOf(axes.map((axis) => source.shape[axis]!));
  const stored = sizeOf(axes.map((axis) => source.wire.shape[source.order.indexOf(axis)]!));
  if (onBroadcast !== 'multiply' || all === stored) return reduced;
  const f = call.formula;
  return call.pointwise([reduced], reduced.dtype, ([wire]) =>
    f.op('Mul', wire!, f.number(all / stored, wire!)),
  );
}

const reduction = (op: string, onBroadcast: OnBroadcast) =>
  row<SumAttrs>((call, attrs) => reduceAxes(call, op, call.input('x'), attrs, onBroadcast));

const castTo = (call: KernelCall, x: Value, dtype: Dtype) =>
  x.dtype === dtype ? x : call.pointwise([x], dtype, ([wire]) => call.formula.cast(wire!, dtype));

const logical = (op: string) =>
  row<SumAttrs>((call, attrs) => {
    const numbers = castTo(call, call.input('x'), 'int32');
    return castTo(call, reduceAxes(call, op, numbers, attrs, 'same'), 'bool');
  });

const extremum = (op: string) =>
  row<ArgMaxAttrs>((call, { axis }) => {
    const x = full(call.graph, call.input('x'));
    const [logicalAxis] = util.parseAxisParam(axis, [...x.shape]);
    const place = x.order.indexOf(logicalAxis!);
    const attributes = { axis: { int: place }, keepdims: { int: 0 } };
    const shape = x.wire.shape.filter((_, j) => j !== place);
    const wire = call.graph.one(op, [x.wire], { shape, type: 'int64' }, { attributes });
    const order = x.order.filter((a) => a !== logicalAxis).map((a) => (a > logicalAxis! ? a - 1 : a));
    const left = x.shape.filter((_, a) => a !== logicalAxis);
    return { wire: call.formula.cast(wire, 'int32'), order, shape: left, dtype: 'int32' };
  });

export const reductionKernels = {
  Sum: reduction('ReduceSum', 'multiply'),
  Mean: row<SumAttrs>((call, attrs) =>
    reduceAxes(call, 'ReduceMean', castTo(call, call.input('x'), 'float32'), attrs, 'same'),
  ),
  // The one reduction whose axes go by another name in tfjs-core.
  Max: row<MaxAttrs>((call, { reductionIndices, keepDims }) =>
    reduceAxes(call, 'ReduceMax', call.input('x'), { axis: reductionIndices, keepDims }, 'same'),
  ),
  Min: reduction('ReduceMin', 'same'),
  Prod: reduction('ReduceProd', 'expand'),
  All: logical('ReduceMin'),
  Any: logical('ReduceMax'),
  ArgMax: extremum('ArgMax'),
  ArgMin: extremum('ArgMin'),
  Cumsum: row<CumsumAttrs>((call, { axis, exclusive, reverse }) => {
    const x = full(call.graph, call.input('x'));
    const [logicalAxis] = util.parseAxisParam(axis, [...x.shape]);
    const place = call.graph.scalar(x.order.indexOf(logicalAxis!), 'int32');
    const attributes = { exclusive: { int: exclusive ? 1 : 0 }, reverse: { int: reverse ? 1 : 0 } };
    const wire = call.graph.one('CumSum', [x.wire, place], x.wire, { attributes });
    return { wire, order: x.order, shape: x.shape, dtype: x.dtype };
  }),
  TopK: row<TopKAttrs>((call, { k, sorted }) => {
    const x = call.input('x');
    const last = x.shape.length - 1;
    const source = plain(call.graph, x);
    const shape = [...x.shape.slice(0, last), k];
    const [values, places] = call.graph.node(
      'TopK',
      [source, call.graph.integers([k])],
      [
        { shape, type: source.type },
        { shape, type: 'int64' },
      ],
      { attributes: { axis: { int: last }, sorted: { int: sorted ? 1 : 0 } } },
    );
    const order = identityOrder(last + 1);
    return [
      { wire: values!, order, shape, dtype: x.dtype },
      { wire: call.formula.cast(places!, 'int32'), order, shape, dtype: 'int32' },
    ];
  }),
} satisfies Record<string, KernelRow>;

/** @file Kernels that read and write by index. Indices are int32 and, as in TensorFlow.js, not wrapped. */

import type {
  GatherV2Attrs,
  OneHotAttrs,
  ScatterNdAttrs,
  UnsortedSegmentSumAttrs,
} from '@tensorflow/tfjs-core';
import { backend_util } from '@tensorflow/tfjs-core';
import type { Wire } from '../onnx/graph.js';
import { identityOrder, sizeOf } from '../record/axes.js';
import { sliceValue } from '../record/move.js';
import { reshapeValue } from '../record/reshape.js';
import { reshapeWire } from '../record/transpose.js';
import { full, plain, transposeValue, wireValue } from '../record/value.js';
import { type KernelCall, type KernelRow, row } from './row.js';

const int64 = (call: KernelCall, wire: Wire) =>
  call.graph.one('Cast', [wire], { shape: wire.shape, type: 'int64' }, { attributes: { to: { int: 7 } } });

/**
 * zeros(shape) with updates added at the index vectors of the last axis; repeated places add up. Whole rows go element by
 * element: ONNX Runtime's ScatterND adds on several threads, and where two meet in a place one sum is lost.
 */
function scatterAdd(call: KernelCall, indices: Wire, updates: Wire, shape: readonly number[]): Wire {
  const zero = call.formula.number(0, updates);
  const zeros = call.graph.one('Expand', [zero, call.graph.integers(shape)], { shape, type: updates.type });
  const attributes = { reduction: { string: 'add' } };
  const [count = 0, depth = 0, ...further] = indices.shape;
  if (depth === 1 && further.length === 0) {
    const rows = reshapeWire(call.graph, int64(call, indices), [
      count,
      ...updates.shape.slice(1).map(() => 1),
    ]);
    const each = { shape: updates.shape, type: 'int64' } as const;
    const places = call.graph.one('Expand', [rows, call.graph.integers(updates.shape)], each);
    return call.graph.one('ScatterElements', [zeros, places, updates], zeros, {
      attributes: { ...attributes, axis: { int: 0 } },
    });
  }
  return call.graph.one('ScatterND', [zeros, int64(call, indices), updates], zeros, { attributes });
}

const gather = row<GatherV2Attrs>((call, { axis, batchDims }) => {
  const { graph } = call;
  const [x, indices] = [call.input('x'), call.input('indices')];
  const at = axis < 0 ? axis + x.shape.length : axis;
  const places = plain(graph, indices);
  if (batchDims === 0) {
    const source = full(graph, x);
    const place = source.order.indexOf(at);
    const inserted = indices.shape.length;
    const shape = source.wire.shape.toSpliced(place, 1, ...places.shape);
    const attributes = { axis: { int: place } };
    const wire = graph.one(
      'Gather',
      [source.wire, places],
      { shape, type: source.wire.type },
      { attributes },
    );
    const order = source.order.flatMap((a) => {
      if (a === at) return identityOrder(inserted).map((i) => at + i);
      return [a > at ? a + inserted - 1 : a];
    });
    return wireValue(wire, x.dtype, order);
  }
  // The gathered axis is brought behind the batch axes, where GatherND reads it, and its result put back.
  const rank = x.shape.length;
  const rest = identityOrder(rank).filter((a) => a >= batchDims && a !== at);
  const source = plain(graph, transposeValue(x, [...identityOrder(batchDims), at, ...rest]));
  const shape = [...places.shape, ...source.shape.slice(batchDims + 1)];
  const vectors = int64(call, reshapeWire(graph, places, [...places.shape, 1]));
  const attributes = { batch_dims: { int: batchDims } };
  const wire = graph.one('GatherND', [source, vectors], { shape, type: source.type }, { attributes });
  const before = at - batchDims;
  const inserted = places.shape.length;
  const outer = identityOrder(shape.length);
  const permutation = [
    ...outer.slice(0, batchDims),
    ...outer.slice(inserted, inserted + before),
    ...outer.slice(batchDims, inserted),
    ...outer.slice(inserted + before),
  ];
  return transposeValue(wireValue(wire, x.dtype), permutation);
});

const oneHot = row<OneHotAttrs>((call, { depth, onValue, offValue, dtype }) => {
  const indices = call.input('indices');
  const f = call.formula;
  if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool')
    return call.unsupported(`with type ${dtype}`);
  const classes = call.graph.constant(Int32Array.from(identityOrder(depth)), {
    shape: [depth],
    type: 'int32',
  });
  const column = reshapeValue(call.graph, indices, [...indices.shape, 1]);
  return call.pointwise([column, wireValue(classes, 'int32')], dtype, ([index, k]) =>
    f.where(f.op('Equal', index!, k!), call.graph.scalar(onValue, dtype), call.graph.scalar(offValue, dtype)),
  );
});

/** Rows whose segment is outside 0…numSegments−1 are dropped: they go to one more row, which is cut off. */
const segmentSum = row<UnsortedSegmentSumAttrs>((call, { numSegments }) => {
  const { graph, formula: f } = call;
  const [x, segments] = [call.input('x'), call.input('segmentIds')];
  if (segments.shape.length !== 1)
    return call.unsupported(`with segment ids of rank ${segments.shape.length}`);
  const ids = plain(graph, segments);
  const outside = f.op(
    'Or',
    f.op('Less', ids, f.number(0, ids)),
    f.op('GreaterOrEqual', ids, f.number(numSegments, ids)),
  );
  const safe = f.where(outside, f.number(numSegments, ids), ids);
  const inner = x.shape.slice(1);
  const rows = reshapeWire(graph, safe, [ids.shape[0]!, 1]);
  const sums = scatterAdd(call, rows, plain(graph, x), [numSegments + 1, ...inner]);
  return sliceValue(graph, wireValue(sums, x.dtype), [0, ...inner.map(() => 0)], [numSegments, ...inner]);
});

export const indexingKernels = {
  GatherV2: gather,
  GatherNd: (call) => {
    const [params, indices] = [
      plain(call.graph, call.input('params')),
      plain(call.graph, call.input('indices')),
    ];
    const depth = indices.shape.at(-1)!;
    const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(depth)];
    const spec = { shape, type: params.type };
    return wireValue(
      call.graph.one('GatherND', [params, int64(call, indices)], spec),
      call.input('params').dtype,
    );
  },
  ScatterNd: row<ScatterNdAttrs>((call, { shape }) => {
    const [indices, updates] = [call.input('indices'), call.input('updates')];
    const { sliceRank, numUpdates, sliceSize } = backend_util.calculateShapes(
      { shape: [...updates.shape] } as Parameters<typeof backend_util.calculateShapes>[0],
      { shape: [...indices.shape] } as Parameters<typeof backend_util.calculateShapes>[1],
      shape,
    );
    if (numUpdates * sliceSize !== sizeOf(updates.shape)) return call.unsupported('with broadcast updates');
    return wireValue(
      scatterAdd(
        call,
        reshapeWire(call.graph, plain(call.graph, indices), [numUpdates, sliceRank]),
        reshapeWire(call.graph, plain(call.graph, updates), [numUpdates, ...shape.slice(sliceRank)]),
        shape,
      ),
      updates.dtype,
    );
  }),
  OneHot: oneHot,
  UnsortedSegmentSum: segmentSum,
} satisfies Record<string, KernelRow>;

/** @file Kernels that move, cut, join and repeat tensors. */

import type {
  ConcatAttrs,
  ExpandDimsAttrs,
  MirrorPadAttrs,
  PackAttrs,
  PadV2Attrs,
  ReshapeAttrs,
  ReverseAttrs,
  SliceAttrs,
  SplitVAttrs,
  StridedSliceAttrs,
  TensorInfo,
  TileAttrs,
  TransposeAttrs,
  UnpackAttrs,
} from '@tensorflow/tfjs-core';
import { backend_util, slice_util, util } from '@tensorflow/tfjs-core';
import { sizeOf } from '../record/axes.js';
import { padValue, reverseValue, sliceValue, tileValue } from '../record/move.js';
import { alignFull } from '../record/pointwise.js';
import { reshapeValue } from '../record/reshape.js';
import { full, transposeValue, type Value } from '../record/value.js';
import { type KernelCall, type KernelRow, row } from './row.js';

const axisOf = (axis: number, rank: number) => (axis < 0 ? axis + rank : axis);

function join(call: KernelCall, values: readonly Value[], axis: number): Value {
  const parts = values.filter((value) => sizeOf(value.shape) > 0);
  const [first] = parts;
  if (first === undefined) return values[0]!;
  if (parts.length === 1) return first;
  const { wires, order } = alignFull(call.graph, parts);
  const total = parts.reduce((sum, value) => sum + value.shape[axis]!, 0);
  const shape = first.shape.map((length, at) => (at === axis ? total : length));
  const wire = call.graph.one(
    'Concat',
    wires,
    { shape: order.map((at) => shape[at]!), type: wires[0]!.type },
    { attributes: { axis: { int: order.indexOf(axis) } } },
  );
  return { wire, order, shape, dtype: first.dtype };
}

const withAxis = (call: KernelCall, value: Value, axis: number) =>
  reshapeValue(call.graph, value, value.shape.toSpliced(axis, 0, 1));

/** Pieces of these sizes along an axis. */
function split(call: KernelCall, x: Value, axis: number, sizes: readonly number[]): Value[] {
  let start = 0;
  return sizes.map((size) => {
    const begin = x.shape.map((_, at) => (at === axis ? start : 0));
    start += size;
    return sliceValue(
      call.graph,
      x,
      begin,
      x.shape.map((length, at) => (at === axis ? size : length)),
    );
  });
}

/** What tfjs's slice helpers read of a tensor. */
const infoOf = (value: Value): TensorInfo => ({ dataId: {}, shape: [...value.shape], dtype: value.dtype });

/** Edge elements mirrored too, which ONNX's reflect mode leaves out: the mirrored borders are cut and joined. */
function symmetricPad(call: KernelCall, x: Value, paddings: readonly (readonly [number, number])[]): Value {
  return paddings.reduce((value, [before, after], axis) => {
    const border = (start: number, count: number) => {
      const begin = value.shape.map((_, at) => (at === axis ? start : 0));
      const size = value.shape.map((length, at) => (at === axis ? count : length));
      return reverseValue(call.graph, sliceValue(call.graph, value, begin, size), [axis]);
    };
    return join(call, [border(0, before), value, border(value.shape[axis]! - after, after)], axis);
  }, x);
}

const alias: KernelRow = (call) => call.input('x');

export const shapeKernels = {
  Identity: alias,
  Reshape: row<ReshapeAttrs>((call, { shape }) => {
    const x = call.input('x');
    return reshapeValue(call.graph, x, util.inferFromImplicitShape([...shape], sizeOf(x.shape)));
  }),
  ExpandDims: row<ExpandDimsAttrs>((call, { dim }) => {
    const x = call.input('input');
    return withAxis(call, x, axisOf(dim, x.shape.length + 1));
  }),
  Transpose: row<TransposeAttrs>((call, { perm }) => transposeValue(call.input('x'), perm)),
  Tile: row<TileAttrs>((call, { reps }) => tileValue(call.graph, call.input('x'), reps)),
  Slice: row<SliceAttrs>((call, { begin, size }) => {
    const x = call.input('x');
    const [start, count] = slice_util.parseSliceParams(infoOf(x), begin, size);
    return sliceValue(call.graph, x, start!, count!);
  }),
  StridedSlice: row<StridedSliceAttrs>((call, attrs) => {
    const x = call.input('x');
    const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attrs;
    const info = slice_util.sliceInfo(
      [...x.shape],
      begin,
      end,
      strides,
      beginMask,
      endMask,
      ellipsisMask,
      newAxisMask,
      shrinkAxisMask,
    );
    const size = slice_util.computeOutShape(info.begin, info.end, info.strides);
    const cut = sliceValue(call.graph, x, info.begin, size, info.strides);
    return reshapeValue(call.graph, cut, info.finalShape);
  }),
  SplitV: row<SplitVAttrs>((call, { numOrSizeSplits, axis }) => {
    const x = call.input('x');
    const at = axisOf(axis, x.shape.length);
    const sizes = backend_util.prepareSplitSize(
      { shape: [...x.shape] } as Parameters<typeof backend_util.prepareSplitSize>[0],
      numOrSizeSplits,
      at,
    );
    return split(call, x, at, sizes);
  }),
  Unpack: row<UnpackAttrs>((call, { axis }) => {
    const x = call.input('value');
    const at = axisOf(axis, x.shape.length);
    const ones = Array.from({ length: x.shape[at]! }, () => 1);
    return split(call, x, at, ones).map((piece) =>
      reshapeValue(call.graph, piece, piece.shape.toSpliced(at, 1)),
    );
  }),
  Concat: row<ConcatAttrs>((call, { axis }) => {
    const values = call.list();
    return join(call, values, axisOf(axis, values[0]!.shape.length));
  }),
  Pack: row<PackAttrs>((call, { axis }) => {
    const values = call.list();
    const at = axisOf(axis, values[0]!.shape.length + 1);
    return join(
      call,
      values.map((value) => withAxis(call, value, at)),
      at,
    );
  }),
  PadV2: row<PadV2Attrs>((call, { paddings, constantValue }) =>
    padValue(call.graph, call.input('x'), paddings, constantValue),
  ),
  MirrorPad: row<MirrorPadAttrs>((call, { paddings, mode }) => {
    const x = call.input('x');
    return mode === 'reflect'
      ? padValue(call.graph, x, paddings, 0, 'reflect')
      : symmetricPad(call, full(call.graph, x), paddings);
  }),
  Reverse: row<ReverseAttrs>((call, { dims }) => {
    const x = call.input('x');
    return reverseValue(call.graph, x, util.parseAxisParam(dims, [...x.shape]));
  }),
} satisfies Record<string, KernelRow>;

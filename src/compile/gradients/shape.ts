/** @file Derivatives of kernels that move, cut, join, repeat and index. */

import type {
  ConcatAttrs,
  GatherV2Attrs,
  MirrorPadAttrs,
  PackAttrs,
  PadV2Attrs,
  ReverseAttrs,
  SliceAttrs,
  SplitVAttrs,
  TileAttrs,
  TransposeAttrs,
  UnpackAttrs,
} from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type GradientRow, gradient, zerosOf } from './row.js';

type Pairs = [number, number][];

const reshapeBack = (input: string) =>
  gradient([input], (dy, [x]) => ({ [input]: () => tf.reshape(dy, x!.shape) }));

/** Repeats become an axis of their own, which is summed. */
const tile = gradient<TileAttrs>(['x'], (dy, [x], { reps }) => ({
  x: () => {
    const split = x!.shape.flatMap((length, axis) => [reps[axis]!, length]);
    return tf.sum(
      tf.reshape(dy, split),
      x!.shape.map((_, axis) => 2 * axis),
    );
  },
}));

/** Border elements are copies, mirrored: their gradients are folded back, axis after axis, the last one first. */
const mirrorPad = gradient<MirrorPadAttrs>(['x'], (dy, [x], { paddings, mode }) => ({
  x: () =>
    paddings.reduceRight<tf.Tensor>((folded, [before, after], axis) => {
      const length = x!.shape[axis]!;
      const skip = mode === 'reflect' ? 1 : 0;
      const cut = (start: number, count: number) => {
        const begin = folded.shape.map((_, at) => (at === axis ? start : 0));
        return tf.slice(
          folded,
          begin,
          folded.shape.map((size, at) => (at === axis ? count : size)),
        );
      };
      const place = (part: tf.Tensor, start: number, count: number) => {
        const pads = part.shape.map((_, at) =>
          at === axis ? [start, length - start - count] : [0, 0],
        ) as Pairs;
        return tf.pad(tf.reverse(part, axis), pads);
      };
      let sum: tf.Tensor = cut(before, length);
      if (before > 0) sum = tf.add(sum, place(cut(0, before), skip, before));
      if (after > 0) sum = tf.add(sum, place(cut(before + length, after), length - skip - after, after));
      return sum;
    }, dy),
}));

/**
 * Batch axes and the gathered axis become one list of rows; row b·length + index receives its gradients.
 */
const gather = gradient<GatherV2Attrs>(['x', 'indices'], (dy, [x, indices], { axis, batchDims }) => ({
  x: () => {
    const at = axis < 0 ? axis + x!.rank : axis;
    const length = x!.shape[at]!;
    const batch = x!.shape.slice(0, batchDims);
    const batches = batch.reduce((size, n) => size * n, 1);
    const inner = [...x!.shape.slice(batchDims, at), ...x!.shape.slice(at + 1)];
    const count = indices!.rank - batchDims;
    const axes = dy.shape.map((_, i) => i);
    const indexed = axes.slice(at, at + count);
    const front = axes.slice(0, batchDims);
    const rows = tf.transpose(dy, [
      ...front,
      ...indexed,
      ...axes.slice(batchDims, at),
      ...axes.slice(at + count),
    ]);
    const ids = tf.reshape(indices!, [batches, -1]);
    const offsets = tf.tensor2d(
      Array.from({ length: batches }, (_, b) => b * length),
      [batches, 1],
      'int32',
    );
    const places = tf.reshape(tf.add(ids, offsets), [-1]) as tf.Tensor1D;
    const sums = tf.unsortedSegmentSum(
      tf.reshape(rows, [places.shape[0], ...inner]),
      places,
      batches * length,
    );
    const outer = batch.length;
    const between = at - batchDims;
    const places2 = tf.reshape(sums, [...batch, length, ...inner]);
    const order = places2.shape.map((_, i) => i);
    return tf.transpose(places2, [
      ...order.slice(0, outer),
      ...order.slice(outer + 1, outer + 1 + between),
      outer,
      ...order.slice(outer + 1 + between),
    ]);
  },
}));

const concat: GradientRow = {
  inputs: 'all',
  gradient: ([dy], saved, attributes) => {
    const axis = tf.util.parseAxisParam((attributes as ConcatAttrs).axis, saved[0]!.shape)[0]!;
    const sizes = saved.map((part) => part.shape[axis]!);
    const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
    const part = (i: number) => () => {
      const begin = dy!.shape.map((_, at) => (at === axis ? starts[i]! : 0));
      return tf.slice(dy!, begin, saved[i]!.shape);
    };
    return Object.fromEntries(saved.map((_, i) => [String(i), part(i)]));
  },
};

const pack: GradientRow = {
  inputs: 'all',
  gradient: ([dy], saved, attributes) => {
    const parts = tf.unstack(dy!, (attributes as PackAttrs).axis);
    return Object.fromEntries(saved.map((_, i) => [String(i), () => parts[i]!]));
  },
};

export const shapeGradients: Record<string, GradientRow> = {
  Reshape: reshapeBack('x'),
  ExpandDims: reshapeBack('input'),
  Transpose: gradient<TransposeAttrs>([], (dy, _, { perm }) => ({
    x: () => tf.transpose(dy, [...tf.backend_util.getUndoAxesPermutation(perm)]),
  })),
  Tile: tile,
  Slice: gradient<SliceAttrs>(['x'], (dy, [x], { begin, size }) => ({
    x: () => {
      const [start, count] = tf.slice_util.parseSliceParams(x!, begin, size) as [number[], number[]];
      return tf.pad(
        dy,
        x!.shape.map((length, axis) => [start[axis]!, length - start[axis]! - count[axis]!]) as Pairs,
      );
    },
  })),
  SplitV: {
    gradient: (dys, _, attributes) => ({ x: () => tf.concat([...dys], (attributes as SplitVAttrs).axis) }),
  },
  Unpack: {
    gradient: (dys, _, attributes) => ({ value: () => tf.stack([...dys], (attributes as UnpackAttrs).axis) }),
  },
  Concat: concat,
  Pack: pack,
  PadV2: gradient<PadV2Attrs>(['x'], (dy, [x], { paddings }) => ({
    x: () =>
      tf.slice(
        dy,
        paddings.map(([before]) => before),
        x!.shape,
      ),
  })),
  MirrorPad: mirrorPad,
  Reverse: gradient<ReverseAttrs>([], (dy, _, { dims }) => ({
    x: () => tf.reverse(dy, tf.util.parseAxisParam(dims, dy.shape)),
  })),
  GatherV2: gather,
  GatherNd: gradient(['params', 'indices'], (dy, [params, indices]) => ({
    params: () => tf.scatterND(indices!, dy, params!.shape),
  })),
  ScatterNd: gradient(['indices'], (dy, [indices]) => ({ updates: () => tf.gatherND(dy, indices!) })),
  OneHot: gradient(['indices'], (_, [indices]) => ({ indices: () => zerosOf(indices!) })),
  UnsortedSegmentSum: gradient(['segmentIds'], (dy, [ids]) => ({
    x: () => {
      const last = dy.shape[0]! - 1;
      const rows = tf.gather(dy, tf.cast(tf.clipByValue(ids!, 0, last), 'int32'));
      const inside = tf.logicalAnd(tf.greaterEqual(ids!, 0), tf.lessEqual(ids!, last));
      const mask = tf.reshape(tf.cast(inside, 'float32'), [-1, ...dy.shape.slice(1).map(() => 1)]);
      return tf.mul(rows, mask);
    },
  })),
};

/** @file Cutting, padding, reversing and repeating values along logical axes, in the layout they have. */
import type { Graph } from '../onnx/graph.js';
import { sameList } from './axes.js';
import { full, type Value } from './value.js';

/** Lengths per logical axis, in the physical order of the value. */
const physical = (value: Value, perAxis: readonly number[]) => value.order.map((axis) => perAxis[axis]!);

/** Elements begin[i], begin[i] + step[i], … (size[i] of them) of every logical axis i. Steps may be negative. */
export function sliceValue(
  graph: Graph,
  value: Value,
  begin: readonly number[],
  size: readonly number[],
  step: readonly number[] = begin.map(() => 1),
): Value {
  if (sameList(size, value.shape) && step.every((by) => by === 1)) return value;
  if (value.uniform !== undefined) return { ...value, shape: size };
  const cut = value.shape.map((length, axis) => length !== size[axis] || step[axis] !== 1);
  const source = value.order.every((axis, j) => value.wire.shape[j] === value.shape[axis] || !cut[axis])
    ? value
    : full(graph, value);
  const axes = source.order.map((axis, j) => ({ axis, j })).filter(({ axis }) => cut[axis]);
  const starts = axes.map(({ axis }) => begin[axis]!);
  // An end before index 0, going backwards, is written as a number below −length: ONNX clamps it.
  const ends = axes.map(({ axis }) => {
    const end = begin[axis]! + size[axis]! * step[axis]!;
    return end < 0 ? -value.shape[axis]! - 1 : end;
  });
  const steps = axes.map(({ axis }) => step[axis]!);
  const places = axes.map(({ j }) => j);
  const inputs = [source.wire, ...[starts, ends, places, steps].map((list) => graph.integers(list))];
  const shape = source.order.map((axis, j) => (cut[axis] ? size[axis]! : source.wire.shape[j]!));
  const wire = graph.one('Slice', inputs, { shape, type: source.wire.type });
  return { wire, order: source.order, shape: size, dtype: value.dtype };
}

export function reverseValue(graph: Graph, value: Value, axes: readonly number[]): Value {
  const turned = value.shape.map((length, axis) => axes.includes(axis) && length > 1);
  const begin = value.shape.map((length, axis) => (turned[axis] ? length - 1 : 0));
  const step = turned.map((turn) => (turn ? -1 : 1));
  return sliceValue(graph, value, begin, value.shape, step);
}

export type PadMode = 'constant' | 'reflect';

/** [before, after] elements added to every logical axis; a negative count cuts. */
export function padValue(
  graph: Graph,
  value: Value,
  paddings: readonly (readonly [number, number])[],
  constant = 0,
  mode: PadMode = 'constant',
): Value {
  const begin = paddings.map(([before]) => Math.max(0, -before));
  const size = value.shape.map((length, axis) => length - begin[axis]! - Math.max(0, -paddings[axis]![1]));
  const inner = sliceValue(graph, value, begin, size);
  const before = paddings.map(([count]) => Math.max(0, count));
  const after = paddings.map(([, count]) => Math.max(0, count));
  if ([...before, ...after].every((count) => count === 0)) return inner;
  const shape = inner.shape.map((length, axis) => before[axis]! + length + after[axis]!);
  const source = full(graph, inner);
  const pads = [...physical(source, before), ...physical(source, after)];
  const wire = graph.one(
    'Pad',
    [source.wire, graph.integers(pads), graph.scalar(constant, value.dtype)],
    { shape: physical(source, shape), type: source.wire.type },
    { attributes: { mode: { string: mode } } },
  );
  return { wire, order: source.order, shape, dtype: value.dtype };
}

/** Repeats along every logical axis; axes of size 1 are broadcast without a node. */
export function tileValue(graph: Graph, value: Value, repeats: readonly number[]): Value {
  const shape = value.shape.map((length, axis) => length * repeats[axis]!);
  const copied = (axis: number, j: number) => value.wire.shape[j] !== 1 && repeats[axis] !== 1;
  if (!value.order.some(copied)) return { ...value, shape };
  const counts = value.order.map((axis, j) => (copied(axis, j) ? repeats[axis]! : 1));
  const wire = graph.one('Tile', [value.wire, graph.integers(counts)], {
    shape: value.wire.shape.map((length, j) => length * counts[j]!),
    type: value.wire.type,
  });
  return { wire, order: value.order, shape, dtype: value.dtype };
}

/**
 * @file Reshaping a value without moving its data. Old and new axes fall into groups of equal product; a group
 * whose old axes lie side by side in memory is split or merged where it lies, whatever layout the rest has.
 */
import type { Graph } from '../onnx/graph.js';
import { identityOrder, sameList, sizeOf } from './axes.js';
import { reshapeWire } from './transpose.js';
import { full, plain, type Value } from './value.js';

interface Group {
  /** logical axes of the old shape, none of size 1 */
  readonly before: readonly number[];
  /** logical axes of the new shape, none of size 1 */
  readonly after: readonly number[];
}

const wideAxes = (shape: readonly number[]) =>
  identityOrder(shape.length).filter((axis) => shape[axis] !== 1);

/** The smallest runs of axes that have the same number of elements before and after. */
function groupAxes(before: readonly number[], after: readonly number[]): Group[] {
  const [oldAxes, newAxes] = [wideAxes(before), wideAxes(after)];
  const groups: Group[] = [];
  let [i, j] = [0, 0];
  while (i < oldAxes.length) {
    const [firstOld, firstNew] = [i, j];
    let oldSize = before[oldAxes[i++]!]!;
    let newSize = after[newAxes[j++]!]!;
    while (oldSize !== newSize) {
      if (oldSize < newSize) oldSize *= before[oldAxes[i++]!]!;
      else newSize *= after[newAxes[j++]!]!;
    }
    groups.push({ before: oldAxes.slice(firstOld, i), after: newAxes.slice(firstNew, j) });
  }
  return groups;
}

/** The new physical order, or null when some group's axes do not lie side by side. */
function newOrder(value: Value, groups: readonly Group[], rank: number, wide: (axis: number) => boolean) {
  const physical = value.order.filter((axis) => value.shape[axis] !== 1);
  const order: number[] = [];
  for (let at = 0; at < physical.length; ) {
    const group = groups.find(({ before }) => before[0] === physical[at]);
    if (group === undefined || !sameList(group.before, physical.slice(at, at + group.before.length)))
      return null;
    order.push(...group.after);
    at += group.before.length;
  }
  for (let axis = 0; axis < rank; axis += 1) {
    if (!wide(axis)) order.splice(axis === 0 ? 0 : order.indexOf(axis - 1) + 1, 0, axis);
  }
  return order;
}

export function reshapeValue(graph: Graph, value: Value, shape: readonly number[]): Value {
  if (sameList(value.shape, shape)) return value;
  const moveFreely = sizeOf(shape) > 0;
  const groups = moveFreely ? groupAxes(value.shape, shape) : [];
  const sizeAt = (axis: number) => value.wire.shape[value.order.indexOf(axis)]!;
  const isBroadcast = ({ before }: Group) => before.every((axis) => sizeAt(axis) === 1);
  const isWhole = ({ before }: Group) => before.every((axis) => sizeAt(axis) === value.shape[axis]);
  if (!groups.every((group) => isBroadcast(group) || isWhole(group))) {
    return reshapeValue(graph, full(graph, value), shape);
  }
  const order = moveFreely ? newOrder(value, groups, shape.length, (axis) => shape[axis] !== 1) : null;
  if (order === null) {
    const wire = reshapeWire(graph, plain(graph, value), shape);
    return { wire, order: identityOrder(shape.length), shape, dtype: value.dtype };
  }
  const broadcastAxes = new Set(groups.filter(isBroadcast).flatMap(({ after }) => after));
  const physical = order.map((axis) => (broadcastAxes.has(axis) ? 1 : shape[axis]!));
  return { ...value, wire: reshapeWire(graph, value.wire, physical), order, shape };
}

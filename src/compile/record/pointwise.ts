/**
 * @file Pointwise operations: bringing operands into one layout with the fewest moved elements, and a small
 * vocabulary for writing formulas over wires whose shapes broadcast.
 */
import type { Dtype } from '../contract.js';
import type { Graph, Wire } from '../onnx/graph.js';
import type { Attribute } from '../onnx/messages.js';
import { identityOrder, isIdentity, sameList, sizeOf } from './axes.js';
import { reshapeWire } from './transpose.js';
import { arrange, arrangeBroadcast, extendRank, type Value } from './value.js';

export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  const at = (shape: readonly number[], axis: number) => shape[axis - rank + shape.length] ?? 1;
  return identityOrder(rank).map((axis) => (at(a, axis) === 1 ? at(b, axis) : at(a, axis)));
}

const booleanOps = new Set([
  'Equal',
  'Less',
  'LessOrEqual',
  'Greater',
  'GreaterOrEqual',
  'And',
  'Or',
  'Xor',
  'Not',
  'IsNaN',
  'IsInf',
]);

/** Formulas over wires that already lie alike. */
export class Formula {
  constructor(readonly graph: Graph) {}

  /** An ONNX operator that works point by point, with broadcasting. */
  op(name: string, ...inputs: readonly [Wire, ...Wire[]]): Wire {
    return this.opWith(name, {}, ...inputs);
  }

  opWith(name: string, attributes: Record<string, Attribute>, ...inputs: readonly [Wire, ...Wire[]]): Wire {
    const shape = inputs.map((wire) => wire.shape).reduce(broadcastShape);
    const type = booleanOps.has(name) ? 'bool' : inputs[0].type;
    return this.graph.one(name, inputs, { shape, type }, { attributes });
  }

  /** condition ? yes : no */
  where(condition: Wire, yes: Wire, no: Wire): Wire {
    const shape = [condition.shape, yes.shape, no.shape].reduce(broadcastShape);
    return this.graph.one('Where', [condition, yes, no], { shape, type: yes.type });
  }

  cast(wire: Wire, type: Dtype): Wire {
    if (wire.type === type) return wire;
    const types = { float32: 1, int32: 6, bool: 9 } as const;
    return this.graph.one(
      'Cast',
      [wire],
      { shape: wire.shape, type },
      { attributes: { to: { int: types[type] } } },
    );
  }

  /** A number of the same type as a wire. */
  number(value: number, like: Wire): Wire {
    return this.graph.scalar(value, like.type === 'int32' || like.type === 'bool' ? like.type : 'float32');
  }
}

/** Elements that would have to be moved to bring the value into this order. */
function moveCost(value: Value, order: readonly number[]): number {
  const wide = (list: readonly number[]) =>
    list.filter((axis) => value.wire.shape[value.order.indexOf(axis)] !== 1);
  return sameList(wide(value.order), wide(order))
    ? 0
    : sizeOf(value.wire.shape) * (value.wire.constant ? 0.01 : 1);
}

/** The order in which the operands are cheapest to combine; between equals, one that is not the identity. */
function commonOrder(values: readonly Value[], rank: number): readonly number[] {
  const ranked = values.filter((value) => value.shape.length === rank && value.uniform === undefined);
  const cost = (order: readonly number[]) => ranked.reduce((sum, value) => sum + moveCost(value, order), 0);
  const candidates = ranked
    .map((value) => ({ order: value.order, cost: cost(value.order), late: isIdentity(value.order) ? 1 : 0 }))
    .sort((a, b) => a.cost - b.cost || a.late - b.late);
  return candidates[0]?.order ?? identityOrder(rank);
}

/** Applies a formula to values after bringing them into one layout; the result keeps that layout. */
export function pointwise(
  graph: Graph,
  values: readonly Value[],
  dtype: Dtype,
  formula: (wires: readonly Wire[]) => Wire,
): Value {
  const shape = values.map((value) => value.shape).reduce(broadcastShape, []);
  const rank = shape.length;
  const order = commonOrder(values, rank);
  const wires = values.map((value) => {
    if (value.uniform !== undefined) return graph.scalar(value.uniform, value.dtype);
    if (isIdentity(order) && isIdentity(value.order)) return value.wire;
    return arrangeBroadcast(graph, extendRank(graph, value, rank), order);
  });
  const result = formula(wires);
  const ones = Array.from({ length: rank - result.shape.length }, () => 1);
  return { wire: reshapeWire(graph, result, [...ones, ...result.shape]), order, shape, dtype };
}

/** Brings values of one rank into a common order, at full size. */
export function alignFull(
  graph: Graph,
  values: readonly Value[],
): { wires: Wire[]; order: readonly number[] } {
  const order = commonOrder(values, values[0]!.shape.length);
  return { order, wires: values.map((value) => arrange(graph, value, order)) };
}

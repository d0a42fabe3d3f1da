/** @file Reshaping and transposing wires, that is, memory; and where a transposition is better done earlier. */
import type { Graph, Origin, Wire } from '../onnx/graph.js';
import { isIdentity, sameList } from './axes.js';

export function reshapeWire(graph: Graph, wire: Wire, shape: readonly number[]): Wire {
  if (sameList(wire.shape, shape)) return wire;
  return graph.one('Reshape', [wire, graph.integers(shape)], { shape, type: wire.type });
}

const pointwiseOps = new Set(['Add', 'Sub', 'Mul', 'Div', 'Neg']);

/** The one varying operand of a pointwise node whose other operands are constants, else undefined. */
function carrier(wire: Wire, origin: Origin | undefined): Wire | undefined {
  if (origin === undefined || !pointwiseOps.has(origin.op)) return undefined;
  const varying = origin.inputs.filter((input) => input !== undefined && !input.constant);
  const [first] = varying;
  return varying.length === 1 && first !== undefined && sameList(first.shape, wire.shape) ? first : undefined;
}

/** true when pointwise nodes with constants lead from an input of the graph to this wire */
function comesFromInput(graph: Graph, wire: Wire): boolean {
  const origin = graph.origin(wire);
  if (origin === undefined) return !wire.constant;
  const source = carrier(wire, origin);
  return source !== undefined && comesFromInput(graph, source);
}

function transposeOperand(graph: Graph, operand: Wire, permutation: readonly number[]): Wire {
  if (operand.shape.length === 0) return operand;
  const ones = Array.from({ length: permutation.length - operand.shape.length }, () => 1);
  return transposeWire(graph, reshapeWire(graph, operand, [...ones, ...operand.shape]), permutation);
}

/**
 * Moves physical axes: axis j of the result is axis permutation[j] of the wire. Where the wire is an input of
 * the graph after, say, subtracting channel means, the input is transposed instead: channels-first arithmetic
 * with one number a channel runs many times faster than channels-last.
 */
export function transposeWire(graph: Graph, wire: Wire, permutation: readonly number[]): Wire {
  if (isIdentity(permutation)) return wire;
  const shape = permutation.map((axis) => wire.shape[axis]!);
  const wide = permutation.filter((axis) => wire.shape[axis] !== 1);
  if (wide.every((axis, index) => index === 0 || axis > wide[index - 1]!))
    return reshapeWire(graph, wire, shape);
  const origin = graph.origin(wire);
  if (origin !== undefined && comesFromInput(graph, wire)) {
    const operands = origin.inputs.map((input) => input && transposeOperand(graph, input, permutation));
    return graph.one(origin.op, operands, { shape, type: wire.type }, { attributes: origin.attributes });
  }
  const attributes = { perm: { ints: permutation } };
  return graph.one('Transpose', [wire], { shape, type: wire.type }, { attributes });
}

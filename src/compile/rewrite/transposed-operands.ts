/**
 * @file A product of stacks of matrices that reads an operand with rows and columns exchanged, as the keys of an
 * attention, in one operator: ONNX Runtime's optimiser makes one long transposition of it and whatever moved the
 * matrices before, which costs four times as much.
 */
import type { OnnxGraph, OnnxNode } from '../onnx/messages.js';

/** What a transposition of the last two axes alone reads; undefined for anything else. */
function exchanged(node: OnnxNode | undefined): string | undefined {
  const perm = node?.op === 'Transpose' ? node.attributes.perm : undefined;
  const order = perm && 'ints' in perm ? perm.ints : [];
  const last = order.length - 1;
  const swaps = order.every((axis, i) => axis === (i === last ? last - 1 : i === last - 1 ? last : i));
  return order.length > 2 && swaps ? node?.inputs[0] : undefined;
}

export function transposedOperands(graph: OnnxGraph): OnnxGraph {
  const makers = new Map(
    graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)),
  );
  const fused = graph.nodes.map((node) => {
    const [left = '', right = ''] = node.inputs;
    const [a, b] = node.op === 'MatMul' ? [left, right].map((input) => exchanged(makers.get(input))) : [];
    if (a === undefined && b === undefined) return node;
    const attributes = {
      transA: { int: a === undefined ? 0 : 1 },
      transB: { int: b === undefined ? 0 : 1 },
    };
    return {
      ...node,
      op: 'FusedMatMul',
      domain: 'com.microsoft',
      inputs: [a ?? left, b ?? right],
      attributes,
    };
  });
  const read = new Set([...fused.flatMap(({ inputs }) => inputs), ...graph.outputs.map(({ name }) => name)]);
  const nodes = fused.filter(
    ({ op, outputs }) => op !== 'Transpose' || outputs.some((name) => read.has(name)),
  );
  return { ...graph, nodes };
}

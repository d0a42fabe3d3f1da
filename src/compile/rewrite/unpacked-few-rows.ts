/**
 * @file ONNX Runtime packs every constant matrix for each product that it is in, which pays where many rows are
 * multiplied by it. For a few rows, as the class token's in the last block of a vision transformer, it only costs time
 * at load and memory. A weight that is also an input of the graph may be overridden, so it is not packed: it stays
 * mapped from its file.
 */
import type { OnnxGraph, OnnxInitialiser, OnnxNode } from '../onnx/messages.js';

const products = new Set(['MatMul', 'Gemm']);
/** Rows that gain nothing from packing, at most. */
const fewRows = 8;

export function unpackedFewRows(graph: OnnxGraph): OnnxGraph {
  const stored = new Map(graph.initialisers.map((initialiser) => [initialiser.name, initialiser]));
  const unpacked = new Map<string, OnnxInitialiser>();
  const values = new Map(graph.values);
  const asStored = (node: OnnxNode): OnnxNode => {
    const [left, right = '', ...others] = node.inputs;
    const weight = stored.get(right);
    const [rows = 0] = graph.values.get(node.outputs[0] ?? '')?.shape ?? [];
    const matrix = weight?.shape.length === 2 && weight.type === 'float32' && 'file' in weight.data;
    if (!products.has(node.op) || left === undefined || !weight || !matrix || rows > fewRows) return node;
    const name = `${right}:unpacked`;
    unpacked.set(name, { ...weight, name });
    values.set(name, weight);
    return { ...node, inputs: [left, name, ...others] };
  };
  const nodes = graph.nodes.map(asStored);
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  const initialisers = graph.initialisers.filter(({ name }) => used.has(name));
  const ports = [...unpacked.values()].map(({ name, type, shape }) => ({ name, type, shape }));
  return {
    ...graph,
    nodes,
    values,
    initialisers: [...initialisers, ...unpacked.values()],
    inputs: [...graph.inputs, ...ports],
  };
}

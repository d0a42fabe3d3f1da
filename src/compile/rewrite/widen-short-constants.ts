/**
 * @file A constant of a few numbers that is combined with the last axis of a large value, as the mean of the
 * three colours with an image in NHWC, makes ONNX Runtime work in runs of that few numbers. Repeated along the
 * axis before, it works in runs of hundreds.
 */
import type { OnnxGraph, OnnxInitialiser, OnnxNode } from '../onnx/messages.js';

const pointwise = new Set(['Add', 'Sub', 'Mul', 'Div']);

/** Numbers in a run that is long enough as it is. */
const longRun = 64;
/** Numbers in a repeated constant, at most. */
const mostNumbers = 65_536;

/** The constant repeated to [rows, run], its rank kept, or undefined where that cannot be or does not pay. */
function widened(
  constant: OnnxInitialiser,
  shape: readonly number[],
  name: string,
): OnnxInitialiser | undefined {
  const [rows, run] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  const short = run > 1 && run < longRun && rows > 1 && rows * run <= mostNumbers;
  const alongLast =
    constant.shape.at(-1) === run && constant.shape.slice(0, -1).every((length) => length === 1);
  if (!short || !alongLast || constant.type !== 'float32' || !('bytes' in constant.data)) return undefined;
  const { bytes } = constant.data;
  const repeated = new Uint8Array(rows * bytes.length);
  for (let row = 0; row < rows; row += 1) repeated.set(bytes, row * bytes.length);
  const ones = constant.shape.slice(0, -2).map(() => 1);
  return { name, type: 'float32', shape: [...ones, rows, run], data: { bytes: repeated } };
}

export function widenShortConstants(graph: OnnxGraph): OnnxGraph {
  const known = new Map(graph.initialisers.map((initialiser) => [initialiser.name, initialiser]));
  const added = new Map<string, OnnxInitialiser>();
  const values = new Map(graph.values);
  const widen = (node: OnnxNode, input: string): string => {
    const constant = known.get(input);
    const shape = graph.values.get(node.outputs[0]!)?.shape;
    if (constant === undefined || shape === undefined) return input;
    const name = `${input}×${shape.at(-2)}`;
    const wide = added.get(name) ?? widened(constant, shape, name);
    if (wide === undefined) return input;
    added.set(name, wide);
    values.set(name, wide);
    return name;
  };
  const nodes = graph.nodes.map((node) =>
    pointwise.has(node.op) ? { ...node, inputs: node.inputs.map((input) => widen(node, input)) } : node,
  );
  return { ...graph, nodes, values, initialisers: [...graph.initialisers, ...added.values()] };
}

/**
 * @file Products of matrices in float16, for a device that has it: their operands are cast to float16, their results
 * back to float32, and everything between (norms, softmax, sums) stays float32. A weight that is stored in float16 is
 * read as it is; one of another storage is cast once, at load.
 *
 * A convolutional network stays float32 as a whole. Nothing renews its scale between layers, as a layer norm does in
 * a transformer: the gradient of OpenAI's ResNet on the parity fixture is far off with its products in float16, and
 * with the 1 × 1 convolutions alone; a ViT's is not.
 */
import { elementTypes, type OnnxGraph, type OnnxNode } from '../onnx/messages.js';

const products = new Set(['MatMul', 'Gemm']);

const cast = (from: string, to: 'float16' | 'float32', name: string): OnnxNode => ({
  op: 'Cast',
  domain: '',
  inputs: [from],
  outputs: [name],
  attributes: { to: { int: elementTypes[to] } },
});

export function halfPrecisionProducts(graph: OnnxGraph): OnnxGraph {
  if (graph.nodes.some(({ op }) => op === 'Conv')) return graph;
  const makers = new Map(
    graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)),
  );
  const stored = new Map(graph.initialisers.map(({ name, type }) => [name, type]));
  const half = new Map<string, string>();
  const nodes: OnnxNode[] = [];
  /** The float16 value of a float32 one: the weight before it was widened, else a cast, made once. */
  const halved = (name: string): string => {
    const known = half.get(name);
    if (known !== undefined) return known;
    const maker = makers.get(name);
    const source = maker?.op === 'Cast' ? maker.inputs[0] : undefined;
    const found = source !== undefined && stored.get(source) === 'float16' ? source : `${name}:half`;
    if (found !== source) nodes.push(cast(name, 'float16', found));
    half.set(name, found);
    return found;
  };
  for (const node of graph.nodes) {
    const [output] = node.outputs;
    if (output === undefined || !products.has(node.op) || graph.values.get(output)?.type !== 'float32') {
      nodes.push(node);
      continue;
    }
    const inputs = node.inputs.map((input) => (input === '' ? '' : halved(input)));
    nodes.push(
      { ...node, inputs, outputs: [`${output}:product`] },
      cast(`${output}:product`, 'float32', output),
    );
  }
  return { ...graph, nodes };
}

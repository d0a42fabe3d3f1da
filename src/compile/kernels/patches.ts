/**
 * @file A convolution whose windows tile the image, as the patch embedding of a vision transformer, is one
 * product of matrices. The image is cut into patches as it lies (NHWC) and the result is a list of tokens, so
 * nothing behind it has to be turned; ONNX Runtime's Conv would leave it with the channels first.
 */
import type { Graph } from '../onnx/graph.js';
import { identityOrder, isIdentity } from '../record/axes.js';
import { reshapeWire, transposeWire } from '../record/transpose.js';
import { plain, type Value, wireValue } from '../record/value.js';
import type { Windows } from './window.js';

/** true when the windows tile the image without a rest and the operand lies in memory as it is indexed */
export function readsPatches(operand: Value, windows: Windows): boolean {
  const tiled = windows.every(
    ({ input, output, kernel, stride, dilation, before }) =>
      kernel > 1 && kernel === stride && dilation === 1 && before === 0 && input === output * kernel,
  );
  return tiled && isIdentity(operand.order);
}

/** [batch, rows, columns, kh, kw, channels]: the axes of patches, and where each comes from in the image. */
const patchOrder = [0, 1, 3, 2, 4, 5] as const;

/** The kernel [kh, kw, in, out] as a matrix [kh·kw·in, out]. */
const kernelMatrix = (graph: Graph, filter: Value) => {
  const [kh, kw, channels, out] = filter.shape as [number, number, number, number];
  return reshapeWire(graph, plain(graph, filter), [kh * kw * channels, out]);
};

/** x [batch, H, W, in] → [batch, rows, columns, out] */
export function patchesProduct(graph: Graph, x: Value, filter: Value, [h, w]: Windows): Value {
  const [batch, , , channels] = x.shape as [number, number, number, number];
  const kernel = kernelMatrix(graph, filter);
  const [depth, out] = kernel.shape as [number, number];
  const cells = reshapeWire(graph, plain(graph, x), [
    batch,
    h.output,
    h.kernel,
    w.output,
    w.kernel,
    channels,
  ]);
  const count = batch * h.output * w.output;
  const rows = reshapeWire(graph, transposeWire(graph, cells, patchOrder), [count, depth]);
  const product = graph.one('MatMul', [rows, kernel], { shape: [count, out], type: 'float32' });
  return wireValue(reshapeWire(graph, product, [batch, h.output, w.output, out]), 'float32');
}

/** dy [batch, rows, columns, out] → dx [batch, H, W, in] */
export function patchesAdjoint(graph: Graph, dy: Value, filter: Value, [h, w]: Windows): Value {
  const [batch, , , out] = dy.shape as [number, number, number, number];
  const channels = filter.shape[2]!;
  const kernel = kernelMatrix(graph, filter);
  const count = batch * h.output * w.output;
  const rows = reshapeWire(graph, plain(graph, dy), [count, out]);
  const patches = graph.one(
    'Gemm',
    [rows, kernel],
    { shape: [count, kernel.shape[0]!], type: 'float32' },
    { attributes: { transA: { int: 0 }, transB: { int: 1 } } },
  );
  const cells = reshapeWire(graph, patches, [batch, h.output, w.output, h.kernel, w.kernel, channels]);
  const image = transposeWire(graph, cells, patchOrder);
  return {
    wire: reshapeWire(graph, image, [batch, h.input, w.input, channels]),
    order: identityOrder(4),
    shape: [batch, h.input, w.input, channels],
    dtype: 'float32',
  };
}

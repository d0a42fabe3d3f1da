/**
 * @file Convolutions of 3 × 3 pixels that are learnt, and their adjoints, with a quarter of the products: Winograd's
 * minimal filtering F(4×4, 3×3), as Lavin & Gray 2016 use it (arXiv 1509.09308). A tile d of 6 × 6 pixels and a kernel g
 * give 4 × 4 outputs Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A, where a sum over channels makes ⊙ a product of matrices for each of the
 * 36 places of a tile. Both adjoints are the same formula read backwards.
 */
import type { Graph, Wire } from '../onnx/graph.js';
import { padValue, sliceValue } from '../record/move.js';
import { reshapeWire, transposeWire } from '../record/transpose.js';
import { arrange, plain, type Value, wireValue } from '../record/value.js';
import type { Windows } from './window.js';

type Matrix = readonly (readonly number[])[];

/** Outputs of a tile, taps of a kernel and pixels of a tile, along one axis. */
const [OUTPUTS, TAPS, TILE] = [4, 3, 6];

/**
 * Where Toom and Cook's polynomials are compared, besides infinity: with these, float32 errs less than
 * with 0, ±1 and ±2 (docs/benchmarks.md).
 */
const POINTS = [0, Math.SQRT1_2, -Math.SQRT1_2, Math.SQRT2, -Math.SQRT2];

/** Coefficients, the lowest first, of Π (x − root). */
function polynomial([root, ...rest]: readonly number[]): number[] {
  if (root === undefined) return [1];
  const quotient = polynomial(rest);
  return [...quotient, 0].map((value, i) => (quotient[i - 1] ?? 0) - root * value);
}

const others = (point: number): number[] => POINTS.filter((other) => other !== point);
const powers = (point: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => point ** i);
const last = (count: number): number[] => Array.from({ length: count }, (_, i) => (i === count - 1 ? 1 : 0));

/** Bᵀ [TILE, TILE], G [TILE, TAPS] and A [TILE, OUTPUTS], a row a point and one for infinity. */
const ofTile: Matrix = [...POINTS.map((point) => [...polynomial(others(point)), 0]), polynomial(POINTS)];
const ofKernel: Matrix = [
  ...POINTS.map((point) => {
    const scale = others(point).reduce((product, other) => product * (point - other), 1);
    return powers(point, TAPS).map((power) => power / scale);
  }),
  last(TAPS),
];
const ofOutputs: Matrix = [...POINTS.map((point) => powers(point, OUTPUTS)), last(OUTPUTS)];

const turned = (matrix: Matrix): Matrix => matrix[0]!.map((_, j) => matrix.map((row) => row[j]!));

/** For a kernel with both axes reversed. */
const ofKernelReversed: Matrix = ofKernel.map((row) => row.toReversed());

/** M X Mᵀ for every X, whose two axes are the first of x as one: [columns², …] → [rows², …]. */
function transform(graph: Graph, matrix: Matrix, x: Wire): Wire {
  const [, ...rest] = x.shape;
  const size = rest.reduce((product, length) => product * length, 1);
  // Kronecker's product of the matrix with itself.
  const values = matrix.flatMap((a) => matrix.flatMap((b) => a.flatMap((one) => b.map((two) => one * two))));
  const [rows, columns] = [matrix.length ** 2, matrix[0]!.length ** 2];
  const square = graph.constant(Float32Array.from(values), { shape: [rows, columns], type: 'float32' });
  const shape = [rows, size];
  const flat = reshapeWire(graph, x, [columns, size]);
  return reshapeWire(graph, graph.one('MatMul', [square, flat], { shape, type: 'float32' }), [rows, ...rest]);
}

/** One axis of what is computed: its outputs, and the zeros before what is read. */
interface Axis {
  readonly outputs: number;
  readonly before: number;
}
type Axes = readonly [Axis, Axis];

const tilesAlong = ({ outputs }: Pick<Axis, 'outputs'>): number => Math.ceil(outputs / OUTPUTS);

/** Tiles of one image. @param pixels that are computed, downwards and along */
export const tilesOfPixels = (pixels: readonly [number, number]): number =>
  pixels.reduce((product, outputs) => product * tilesAlong({ outputs }), 1);

/** image [batch, H, W, C] → its tiles, transformed [TILE², batch·tiles, C] */
function tilesOf(graph: Graph, images: Value, [h, w]: Axes): Wire {
  const [batch, height, width, channels] = images.shape as [number, number, number, number];
  const pixels = batch * height * width;
  const [down, along] = [tilesAlong(h), tilesAlong(w)];
  const tiles = batch * down * along;
  const table = Int32Array.from({ length: TILE ** 2 * tiles }, (_, i) => {
    const [place, tile] = [Math.floor(i / tiles), i % tiles];
    const row = OUTPUTS * (Math.floor(tile / along) % down) + Math.floor(place / TILE) - h.before;
    const column = OUTPUTS * (tile % along) + (place % TILE) - w.before;
    const inside = row >= 0 && row < height && column >= 0 && column < width;
    // The row after the last stands for padding.
    return inside ? (Math.floor(tile / (down * along)) * height + row) * width + column : pixels;
  });
  const list = wireValue(reshapeWire(graph, plain(graph, images), [pixels, channels]), 'float32');
  const padded = plain(
    graph,
    padValue(graph, list, [
      [0, 1],
      [0, 0],
    ]),
  );
  const places = graph.constant(table, { shape: [table.length], type: 'int32' });
  const spec = { shape: [table.length, channels], type: 'float32' as const };
  const found = graph.one('Gather', [padded, places], spec, { attributes: { axis: { int: 0 } } });
  return transform(graph, ofTile, reshapeWire(graph, found, [TILE ** 2, tiles, channels]));
}

/** Products at every place [TILE², batch·tiles, C] → [batch, H', W', C] */
function outputsOf(graph: Graph, products: Wire, batch: number, [h, w]: Axes): Value {
  const [down, along] = [tilesAlong(h), tilesAlong(w)];
  const channels = products.shape[2]!;
  const found = transform(graph, turned(ofOutputs), products);
  const cells = reshapeWire(graph, found, [OUTPUTS, OUTPUTS, batch, down, along, channels]);
  const whole = [batch, down * OUTPUTS, along * OUTPUTS, channels];
  const image = reshapeWire(graph, transposeWire(graph, cells, [2, 3, 0, 4, 1, 5]), whole);
  const size = [batch, h.outputs, w.outputs, channels];
  return sliceValue(graph, wireValue(image, 'float32'), [0, 0, 0, 0], size);
}

/** The adjoint of `outputsOf`: dy [batch, H', W', C] → [TILE², batch·tiles, C] */
function errorsOf(graph: Graph, dy: Value, [h, w]: Axes): Wire {
  const [batch, height, width, channels] = dy.shape as [number, number, number, number];
  const [down, along] = [tilesAlong(h), tilesAlong(w)];
  const missing = [down * OUTPUTS - height, along * OUTPUTS - width] as const;
  const whole = padValue(graph, dy, [
    [0, 0],
    [0, missing[0]],
    [0, missing[1]],
    [0, 0],
  ]);
  const cells = reshapeWire(graph, plain(graph, whole), [batch, down, OUTPUTS, along, OUTPUTS, channels]);
  const byPlace = transposeWire(graph, cells, [2, 4, 0, 1, 3, 5]);
  const errors = reshapeWire(graph, byPlace, [OUTPUTS ** 2, batch * down * along, channels]);
  return transform(graph, ofOutputs, errors);
}

/** filter [3, 3, in, out], transformed → [TILE², out, in] */
function kernelsOf(graph: Graph, filter: Value, matrix: Matrix): Wire {
  const [, , channels, out] = filter.shape as [number, number, number, number];
  const taps = reshapeWire(graph, arrange(graph, filter, [0, 1, 3, 2]), [TAPS ** 2, out, channels]);
  return transform(graph, matrix, taps);
}

function stackedProduct(graph: Graph, a: Wire, b: Wire): Wire {
  const shape = [a.shape[0]!, a.shape[1]!, b.shape[2]!];
  return graph.one('MatMul', [a, b], { shape, type: 'float32' });
}

const exchanged = (graph: Graph, stack: Wire): Wire => transposeWire(graph, stack, [0, 2, 1]);

const forward = ([h, w]: Windows): Axes => [
  { outputs: h.output, before: h.before },
  { outputs: w.output, before: w.before },
];
const backward = ([h, w]: Windows): Axes => [
  { outputs: h.input, before: TAPS - 1 - h.before },
  { outputs: w.input, before: TAPS - 1 - w.before },
];

/** x [batch, H, W, in], filter [3, 3, in, out] → [batch, H', W', out] */
export function winogradProduct(graph: Graph, x: Value, filter: Value, windows: Windows): Value {
  const axes = forward(windows);
  const kernels = exchanged(graph, kernelsOf(graph, filter, ofKernel));
  return outputsOf(graph, stackedProduct(graph, tilesOf(graph, x, axes), kernels), x.shape[0]!, axes);
}

/** dy [batch, H', W', out] → dx [batch, H, W, in]: the convolution with the kernel reversed */
export function winogradInputAdjoint(graph: Graph, dy: Value, filter: Value, windows: Windows): Value {
  const axes = backward(windows);
  const kernels = kernelsOf(graph, filter, ofKernelReversed);
  return outputsOf(graph, stackedProduct(graph, tilesOf(graph, dy, axes), kernels), dy.shape[0]!, axes);
}

/** x [batch, H, W, in], dy [batch, H', W', out] → [3, 3, in, out] */
export function winogradFilterAdjoint(graph: Graph, x: Value, dy: Value, windows: Windows): Value {
  const axes = forward(windows);
  const errors = exchanged(graph, errorsOf(graph, dy, axes));
  const kernels = transform(graph, turned(ofKernel), stackedProduct(graph, errors, tilesOf(graph, x, axes)));
  const taps = reshapeWire(graph, kernels, [TAPS, TAPS, dy.shape[3]!, x.shape[3]!]);
  return wireValue(taps, 'float32', [0, 1, 3, 2]);
}

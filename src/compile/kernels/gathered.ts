/**
 * @file Convolutions whose kernel changes from run to run, as it does while it is learnt. ONNX Runtime's Conv packs
 * constant kernels and takes one image at a time, and as an adjoint by the kernel, whose windows are as large as the
 * image, it is five times slower than a product of matrices. So the pixels that each window reads are gathered into
 * the rows of a matrix ("im2col"), memory in NHWC, which the convolution and its adjoint by the kernel share.
 */
import type { Graph, Wire } from '../onnx/graph.js';
import { padValue } from '../record/move.js';
import { reshapeWire, transposeWire } from '../record/transpose.js';
import { arrange, plain, type Value, wireValue } from '../record/value.js';
import type { Window, Windows } from './window.js';

interface Axis {
  readonly places: number;
  readonly taps: number;
  /** elements there are to read */
  readonly length: number;
  /** Output `place` reads through tap `tap` element place·stride + tap·dilation − before; outside: padding. */
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
}

const outward = ({ input, output, kernel, stride, dilation, before }: Window): Axis => ({
  places: output,
  taps: kernel,
  length: input,
  stride,
  dilation,
  before,
});

/** The same windows seen from the input, for stride 1: which outputs read it through which tap. */
const inward = ({ input, output, kernel, dilation, before }: Window): Axis => ({
  places: input,
  taps: kernel,
  length: output,
  stride: 1,
  dilation: -dilation,
  before: -before,
});

/** Row-major pixel read by each (place, tap); the pixel after the last stands for padding. */
function readTable([h, w]: readonly [Axis, Axis]): Int32Array {
  const table = new Int32Array(h.places * w.places * h.taps * w.taps);
  let at = 0;
  for (let i = 0; i < h.places; i += 1) {
    for (let j = 0; j < w.places; j += 1) {
      for (let k = 0; k < h.taps; k += 1) {
        for (let l = 0; l < w.taps; l += 1) {
          const row = i * h.stride + k * h.dilation - h.before;
          const column = j * w.stride + l * w.dilation - w.before;
          const inside = row >= 0 && row < h.length && column >= 0 && column < w.length;
          table[at] = inside ? row * w.length + column : h.length * w.length;
          at += 1;
        }
      }
    }
  }
  return table;
}

/** Tables by graph and geometry: convolutions of one geometry share one, and so the rows that are gathered twice. */
const tables = new WeakMap<Graph, Map<string, ReadTable>>();

interface ReadTable {
  readonly table: Int32Array;
  readonly wire: Wire;
}

function tableOf(graph: Graph, axes: readonly [Axis, Axis]): ReadTable {
  const known = tables.get(graph) ?? new Map<string, ReadTable>();
  tables.set(graph, known);
  const key = JSON.stringify(axes);
  const found = known.get(key);
  if (found) return found;
  const table = readTable(axes);
  const made = { table, wire: graph.constant(table, { shape: [table.length], type: 'int32' }) };
  known.set(key, made);
  return made;
}

/** image [batch, H, W, C] → [batch·places, taps·C] */
function gatherRows(graph: Graph, image: Value, axes: readonly [Axis, Axis]): Wire {
  const [batch, height, width, channels] = image.shape as [number, number, number, number];
  const pixels = height * width;
  const { table, wire: places } = tableOf(graph, axes);
  const taps = axes[0].taps * axes[1].taps;
  const rows = [(batch * table.length) / taps, taps * channels];
  if (table.length === pixels && table.every((pixel, place) => pixel === place)) {
    return reshapeWire(graph, plain(graph, image), rows);
  }
  const list = wireValue(reshapeWire(graph, plain(graph, image), [batch, pixels, channels]), 'float32');
  const padding = table.includes(pixels) ? 1 : 0;
  const padded = padValue(graph, list, [
    [0, 0],
    [0, padding],
    [0, 0],
  ]);
  const found = graph.one(
    'Gather',
    [plain(graph, padded), places],
    { shape: [batch, table.length, channels], type: 'float32' },
    { attributes: { axis: { int: 1 } } },
  );
  return reshapeWire(graph, found, rows);
}

function product(graph: Graph, a: Wire, b: Wire, transA: boolean, transB: boolean): Wire {
  const shape = [a.shape[transA ? 1 : 0]!, b.shape[transB ? 0 : 1]!];
  const attributes = { transA: { int: transA ? 1 : 0 }, transB: { int: transB ? 1 : 0 } };
  return graph.one('Gemm', [a, b], { shape, type: 'float32' }, { attributes });
}

/** The kernel [kh, kw, in, out] as rows of one logical axis, its other axes in their order, from any layout. */
function kernelRows(graph: Graph, filter: Value, axis: 2 | 3): Wire {
  const others = [0, 1, 5 - axis];
  const length = filter.shape[axis]!;
  const rest = others.reduce((size, other) => size * filter.shape[other]!, 1);
  return reshapeWire(graph, arrange(graph, filter, [axis, ...others]), [length, rest]);
}

const image = (graph: Graph, rows: Wire, shape: readonly number[]): Value =>
  wireValue(reshapeWire(graph, rows, shape), 'float32');

/** x [batch, H, W, in], filter [kh, kw, in, out] → [batch, H', W', out] */
export function gatheredProduct(graph: Graph, x: Value, filter: Value, [h, w]: Windows): Value {
  const rows = gatherRows(graph, x, [outward(h), outward(w)]);
  const y = product(graph, rows, kernelRows(graph, filter, 3), false, true);
  return image(graph, y, [x.shape[0]!, h.output, w.output, filter.shape[3]!]);
}

/** true where the adjoint by the input is a convolution too, without the zeros that a stride would put between */
export const gathersAdjoint = (windows: Windows): boolean => windows.every(({ stride }) => stride === 1);

/** dy [batch, H', W', out] → dx [batch, H, W, in], for stride 1 */
export function gatheredInputAdjoint(graph: Graph, dy: Value, filter: Value, [h, w]: Windows): Value {
  const rows = gatherRows(graph, dy, [inward(h), inward(w)]);
  const dx = product(graph, rows, kernelRows(graph, filter, 2), false, true);
  return image(graph, dx, [dy.shape[0]!, h.input, w.input, filter.shape[2]!]);
}

/** x [batch, H, W, in], dy [batch, H', W', out] → [kh, kw, in, out], lying with `out` first, as PyTorch's kernels do */
export function gatheredFilterAdjoint(graph: Graph, x: Value, dy: Value, [h, w]: Windows): Value {
  const [channels, out] = [x.shape[3]!, dy.shape[3]!];
  const rows = gatherRows(graph, x, [outward(h), outward(w)]);
  const upstream = reshapeWire(graph, plain(graph, dy), [rows.shape[0]!, out]);
  // The product with `out` last, turned, is faster than the one with `out` first.
  const found = product(graph, rows, upstream, true, false);
  const wire = reshapeWire(graph, found, [1, ...found.shape]);
  const turned = transposeWire(graph, wire, [0, 2, 1]);
  const filter = reshapeWire(graph, turned, [out, h.kernel, w.kernel, channels]);
  return wireValue(filter, 'float32', [3, 0, 1, 2]);
}

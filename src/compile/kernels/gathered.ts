/**
 * @file Convolutions with a learnt kernel as products of rows. ONNX Runtime's Conv packs
 * constant kernels and takes one image at a time, and as an adjoint by the kernel, whose windows are as large as the
 * image, it is five times slower than a product of matrices. So the pixels that each window reads are gathered into
 * the rows of a matrix ("im2col"), memory in NHWC, which the convolution and its adjoint by the kernel share.
 */
import type { Graph, Wire } from '../onnx/graph.js';
import { padValue, sliceValue } from '../record/move.js';
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

/** image [batch, H, W, C] → [batch·places, taps·C] */
function gatherRows(graph: Graph, image: Value, axes: readonly [Axis, Axis]): Wire {
  const [batch, height, width, channels] = image.shape as [number, number, number, number];
  const pixels = height * width;
  const table = readTable(axes);
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
  const places = graph.constant(table, { shape: [table.length], type: 'int32' });
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

/** The kernel [kh, kw, in, out] with `out` first: as PyTorch's lie but for their channels, which are last. */
function kernelByOutput(graph: Graph, filter: Value): KernelMatrix {
  const [kh, kw, channels, out] = filter.shape as [number, number, number, number];
  const rows = reshapeWire(graph, arrange(graph, filter, [3, 0, 1, 2]), [out, kh * kw * channels]);
  return { wire: rows, turned: true };
}

/** The kernel of the adjoint, `in` last: out of the other only runs of numbers are moved, never single ones. */
function kernelByTap(graph: Graph, filter: Value): KernelMatrix {
  const [kh, kw, channels, out] = filter.shape as [number, number, number, number];
  const rows = reshapeWire(graph, arrange(graph, filter, [0, 1, 3, 2]), [kh * kw * out, channels]);
  return { wire: rows, turned: false };
}

const image = (graph: Graph, rows: Wire, shape: readonly number[]): Value =>
  wireValue(reshapeWire(graph, rows, shape), 'float32');

/** Bytes of gathered rows that are multiplied in parts, and of a part: what stays in a processor's cache. */
const MANY_BYTES = 24e6;
const PART_BYTES = 5e6;
/** Products with more columns than this are long enough that the rows can be read from memory meanwhile. */
const FEW_COLUMNS = 96;

/** How many images a product takes at a time: all, or a divisor of them whose rows stay in the cache. */
function imagesOfPart(batch: number, rowBytes: number, columns: number): number {
  if (batch * rowBytes < MANY_BYTES || columns > FEW_COLUMNS) return batch;
  const divisors = Array.from({ length: batch }, (_, i) => i + 1).filter((count) => batch % count === 0);
  return divisors.findLast((count) => count * rowBytes <= PART_BYTES) ?? 1;
}

/** The images in parts of `count`, as they lie. */
function partsOf(graph: Graph, images: Value, count: number): Value[] {
  const [batch = 1, ...rest] = images.shape;
  if (count === batch) return [images];
  const whole = wireValue(plain(graph, images), 'float32');
  return Array.from({ length: batch / count }, (_, i) =>
    sliceValue(graph, whole, [i * count, ...rest.map(() => 0)], [count, ...rest]),
  );
}

const bytesOfRows = ([h, w]: readonly [Axis, Axis], channels: number): number =>
  4 * h.places * w.places * h.taps * w.taps * channels;

/** A kernel as the right operand of a product: [taps·C, columns], or turned, [columns, taps·C]. */
interface KernelMatrix {
  readonly wire: Wire;
  readonly turned: boolean;
}

/** images, gathered along the axes, times the kernel → [batch·places, columns] */
function rowsTimes(graph: Graph, images: Value, axes: readonly [Axis, Axis], kernel: KernelMatrix): Wire {
  const [batch, , , channels] = images.shape as [number, number, number, number];
  const columns = kernel.wire.shape[kernel.turned ? 0 : 1]!;
  const count = imagesOfPart(batch, bytesOfRows(axes, channels), columns);
  const products = partsOf(graph, images, count).map((part) =>
    product(graph, gatherRows(graph, part, axes), kernel.wire, false, kernel.turned),
  );
  const rows = products.reduce((sum, { shape }) => sum + shape[0]!, 0);
  if (products.length === 1) return products[0]!;
  const shape = [rows, columns];
  return graph.one('Concat', products, { shape, type: 'float32' }, { attributes: { axis: { int: 0 } } });
}

/** x [batch, H, W, in], filter [kh, kw, in, out] → [batch, H', W', out] */
export function gatheredProduct(graph: Graph, x: Value, filter: Value, [h, w]: Windows): Value {
  const y = rowsTimes(graph, x, [outward(h), outward(w)], kernelByOutput(graph, filter));
  return image(graph, y, [x.shape[0]!, h.output, w.output, filter.shape[3]!]);
}

/** dy [batch, H', W', out] → dx [batch, H, W, in], for stride 1 */
export function gatheredInputAdjoint(graph: Graph, dy: Value, filter: Value, [h, w]: Windows): Value {
  const dx = rowsTimes(graph, dy, [inward(h), inward(w)], kernelByTap(graph, filter));
  return image(graph, dx, [dy.shape[0]!, h.input, w.input, filter.shape[2]!]);
}

/**
 * x [batch, H, W, in], dy [batch, H', W', out] → [kh, kw, in, out], lying with `out` first and channels last. The rows of
 * a part are few enough to be read in columns; longer ones are multiplied from the left by dy turned, which is smaller.
 */
export function gatheredFilterAdjoint(graph: Graph, x: Value, dy: Value, [h, w]: Windows): Value {
  const [channels, out] = [x.shape[3]!, dy.shape[3]!];
  const axes = [outward(h), outward(w)] as const;
  const count = imagesOfPart(x.shape[0]!, bytesOfRows(axes, channels), out);
  const upstream = partsOf(graph, dy, count);
  const parts = partsOf(graph, x, count).map((part, i) => {
    const rows = gatherRows(graph, part, axes);
    const errors = reshapeWire(graph, plain(graph, upstream[i]!), [rows.shape[0]!, out]);
    return out > FEW_COLUMNS
      ? product(graph, turned(graph, errors), rows, false, false)
      : product(graph, rows, errors, true, false);
  });
  const { shape } = parts[0]!;
  const found = parts.length === 1 ? parts[0]! : graph.one('Sum', parts, { shape, type: 'float32' });
  const byOutput = out > FEW_COLUMNS ? found : turned(graph, found);
  const filter = reshapeWire(graph, byOutput, [out, h.kernel, w.kernel, channels]);
  return wireValue(filter, 'float32', [3, 0, 1, 2]);
}

/** A matrix with rows and columns exchanged, as a stack of one: ONNX Runtime would put it back into the product. */
function turned(graph: Graph, matrix: Wire): Wire {
  const [rows, columns] = matrix.shape as [number, number];
  const stack = reshapeWire(graph, matrix, [1, rows, columns]);
  return reshapeWire(graph, transposeWire(graph, stack, [0, 2, 1]), [columns, rows]);
}

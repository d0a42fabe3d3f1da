/**
 * @file Pooling and its adjoints, in NCHW memory order; means over tiles in NHWC too, where the image lies so: beside
 * learnt convolutions (`gathered.ts`) nothing has to be turned for them.
 */
import type { AvgPoolAttrs, MaxPoolAttrs } from '@tensorflow/tfjs-core';
import type { Graph, Wire } from '../onnx/graph.js';
import { isIdentity, sizeOf } from '../record/axes.js';
import { padValue } from '../record/move.js';
import { reshapeWire } from '../record/transpose.js';
import { arrange, plain, transposeValue, type Value, wireValue } from '../record/value.js';
import { type KernelCall, type KernelRow, row } from './row.js';
import {
  imageAxes,
  type PoolGeometry,
  poolWindows,
  readImage,
  type Windows,
  windowAttributes,
} from './window.js';

const nhwc = imageAxes.NHWC;

function windowsOver(call: KernelCall, x: Value, attrs: PoolGeometry): Windows {
  const windows = poolWindows(x.shape, attrs);
  const empty = windows.some(({ kernel, before, after }) => before >= kernel || after >= kernel);
  return empty ? call.unsupported('with windows that hold nothing but padding') : windows;
}

const pool = (op: string) =>
  row<AvgPoolAttrs & MaxPoolAttrs>((call, attrs) => {
    const x = call.input('x');
    const windows = windowsOver(call, x, attrs);
    if (op === 'AveragePool' && tilesAsItLies(x, windows)) return tileMeans(call.graph, x, windows);
    const image = readImage(call.graph, transposeValue(x, [...nhwc]), windows);
    const shape = [image.shape[0]!, image.shape[1]!, windows[0].output, windows[1].output];
    const attributes = windowAttributes(windows, true);
    return wireValue(call.graph.one(op, [image], { shape, type: 'float32' }, { attributes }), 'float32', [
      ...nhwc,
    ]);
  });

/** true where the image lies in memory as it is indexed and the windows tile it without a rest */
const tilesAsItLies = (image: Value, windows: Windows): boolean =>
  isIdentity(image.order) &&
  windows.every(
    ({ input, output, kernel, stride, before }) =>
      kernel === stride && before === 0 && input === output * kernel,
  );

/** x [batch, H, W, C] → [batch, H', W', C]: the mean of the rows of each tile, then of its columns. */
function tileMeans(graph: Graph, x: Value, [h, w]: Windows): Value {
  const [batch, , , channels] = x.shape as [number, number, number, number];
  const meanOf = (wire: Wire, groups: number, count: number, length: number): Wire =>
    graph.one(
      'ReduceMean',
      [reshapeWire(graph, wire, [groups, count, length]), graph.integers([1])],
      { shape: [groups, length], type: 'float32' },
      { attributes: { keepdims: { int: 0 } } },
    );
  const rows = meanOf(plain(graph, x), batch * h.output, h.kernel, w.input * channels);
  const cells = meanOf(rows, batch * h.output * w.output, w.kernel, channels);
  return wireValue(reshapeWire(graph, cells, [batch, h.output, w.output, channels]), 'float32');
}

/** dy [batch, H', W', C] → [batch, H, W, C]: each repeated over its tile. */
function repeatAsItLies(graph: Graph, dy: Value, [h, w]: Windows): Value {
  const [batch, , , channels] = dy.shape as [number, number, number, number];
  const repeated = (wire: Wire, groups: number, count: number, length: number): Wire =>
    graph.one(
      'Expand',
      [reshapeWire(graph, wire, [groups, 1, length]), graph.integers([groups, count, length])],
      { shape: [groups, count, length], type: 'float32' },
    );
  const columns = repeated(plain(graph, dy), batch * h.output * w.output, w.kernel, channels);
  const rows = repeated(columns, batch * h.output, h.kernel, w.input * channels);
  return wireValue(reshapeWire(graph, rows, [batch, h.input, w.input, channels]), 'float32');
}

/** Each dy repeated over its window, where windows tile the image without overlap. */
function repeat(call: KernelCall, dy: Value, windows: Windows): Value {
  const { graph } = call;
  const image = plain(graph, dy);
  const scales = [1, 1, ...windows.map(({ kernel }) => kernel)];
  const shape = image.shape.map((length, axis) => length * scales[axis]!);
  const factors = graph.constant(Float32Array.from(scales), { shape: [4], type: 'float32' });
  const attributes = {
    mode: { string: 'nearest' },
    coordinate_transformation_mode: { string: 'asymmetric' },
    nearest_mode: { string: 'floor' },
  };
  const wire = graph.one('Resize', [image, undefined, factors], { shape, type: 'float32' }, { attributes });
  const rest = windows.map(({ after }) => [0, -after] as const);
  return padValue(graph, wireValue(wire, 'float32'), [[0, 0], [0, 0], ...rest]);
}

/** For windows one apart, the mean over them is its own adjoint: the mean of dy, with zeros around it. */
function slide(call: KernelCall, dy: Value, windows: Windows): Value {
  const { graph } = call;
  const image = plain(graph, dy);
  const shape = [...image.shape.slice(0, 2), ...windows.map(({ input }) => input)];
  const before = windows.map((window) => window.kernel - 1 - window.before);
  const after = windows.map((window) => window.kernel - 1 - window.after);
  const attributes = {
    kernel_shape: { ints: windows.map(({ kernel }) => kernel) },
    pads: { ints: [...before, ...after] },
    count_include_pad: { int: 1 },
  };
  const wire = graph.one('AveragePool', [image], { shape, type: 'float32' }, { attributes });
  return wireValue(wire, 'float32');
}

/** Each dy spread over its window, windows overlapping or padded: a transposed convolution with ones. */
function spread(call: KernelCall, dy: Value, windows: Windows): Value {
  const { graph } = call;
  const planes = dy.shape[0]! * dy.shape[1]!;
  const [kh, kw] = windows.map(({ kernel }) => kernel) as [number, number];
  const image = reshapeWire(graph, plain(graph, dy), [planes, 1, ...windows.map(({ output }) => output)]);
  const ones = graph.constant(new Float32Array(kh * kw).fill(1), { shape: [1, 1, kh, kw], type: 'float32' });
  const spared = windows.map(({ after }) => Math.max(0, -after));
  const sizes = windows.map(({ input }, axis) => input - spared[axis]!);
  const attributes = {
    strides: { ints: windows.map(({ stride }) => stride) },
    pads: {
      ints: [...windows.map(({ before }) => before), ...windows.map(({ after }) => Math.max(0, after))],
    },
  };
  const wire = graph.one(
    'ConvTranspose',
    [image, ones],
    { shape: [planes, 1, ...sizes], type: 'float32' },
    { attributes },
  );
  const read = wireValue(reshapeWire(graph, wire, [dy.shape[0]!, dy.shape[1]!, ...sizes]), 'float32');
  return padValue(graph, read, [[0, 0], [0, 0], ...spared.map((count) => [0, count] as const)]);
}

/** Divides by the whole window, also where it reaches over the edge, as tfjs's cpu backend does. */
const averageAdjoint = row<PoolGeometry>((call, attrs) => {
  const [dy, x, f] = [call.input('dy'), call.input('input'), call.formula];
  const windows = windowsOver(call, x, attrs);
  const nchw = (value: Value) => transposeValue(value, [...nhwc]);
  const nhwcAgain = (value: Value) => transposeValue(value, [0, 2, 3, 1]);
  if (windows.every(({ stride, before, after }) => stride === 1 && before >= 0 && after >= 0)) {
    return nhwcAgain(slide(call, nchw(dy), windows));
  }
  const share = 1 / sizeOf(windows.map(({ kernel }) => kernel));
  const scaled = call.pointwise([dy], 'float32', ([wire]) => f.op('Mul', wire!, f.number(share, wire!)));
  if (tilesAsItLies(scaled, windows)) return repeatAsItLies(call.graph, scaled, windows);
  const tiles = windows.every(
    ({ kernel, stride, before, after }) => kernel === stride && before === 0 && after <= 0,
  );
  const image = tiles ? repeat(call, nchw(scaled), windows) : spread(call, nchw(scaled), windows);
  return nhwcAgain(image);
});

/** Adds each dy at the place of its window's first maximum. */
const maximumAdjoint = row<PoolGeometry>((call, attrs) => {
  const { graph } = call;
  const [dy, x] = [call.input('dy'), call.input('input')];
  const windows = windowsOver(call, x, attrs);
  const image = readImage(graph, transposeValue(x, [...nhwc]), windows);
  const shape = [image.shape[0]!, image.shape[1]!, windows[0].output, windows[1].output];
  const outputs = [
    { shape, type: 'float32' },
    { shape, type: 'int64' },
  ] as const;
  const attributes = windowAttributes(windows, true);
  const [, places] = graph.node('MaxPool', [image], outputs, { attributes });
  const [count, size] = [sizeOf(shape), sizeOf(image.shape)];
  const zeros = graph.one('Expand', [graph.scalar(0, 'float32'), graph.integers([size])], {
    shape: [size],
    type: 'float32',
  });
  const flat = graph.one(
    'ScatterElements',
    [zeros, reshapeWire(graph, places!, [count]), reshapeWire(graph, arrange(graph, dy, nhwc), [count])],
    { shape: [size], type: 'float32' },
    { attributes: { axis: { int: 0 }, reduction: { string: 'add' } } },
  );
  const read = wireValue(reshapeWire(graph, flat, image.shape), 'float32', [...nhwc]);
  const rest = x.shape.map((length, axis) => [0, length - read.shape[axis]!] as const);
  return padValue(graph, read, rest);
});

export const poolingKernels = {
  AvgPool: pool('AveragePool'),
  AvgPoolGrad: averageAdjoint,
  MaxPool: pool('MaxPool'),
  MaxPoolGrad: maximumAdjoint,
} satisfies Record<string, KernelRow>;

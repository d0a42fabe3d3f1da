/** @file Pooling and its adjoints, in NCHW memory order. */
import type { AvgPoolAttrs, MaxPoolAttrs } from '@tensorflow/tfjs-core';
import { padValue } from '../record/move.js';
import { reshapeValue } from '../record/reshape.js';
import {
  arrange,
  broadcastValue,
  full,
  plain,
  reshapeWire,
  sizeOf,
  transposeValue,
  type Value,
  wireValue,
} from '../record/value.js';
import { type KernelCall, type KernelRow, row } from './row.js';
import { imageAxes, type PoolGeometry, poolWindows, type Windows, windowAttributes } from './window.js';

const nhwc = imageAxes.NHWC;

const pool = (op: string) =>
  row<AvgPoolAttrs & MaxPoolAttrs>((call, attrs) => {
    const x = call.input('x');
    const windows = poolWindows(x.shape, attrs);
    const image = arrange(call.graph, x, nhwc);
    const shape = [image.shape[0]!, image.shape[1]!, windows[0].output, windows[1].output];
    const attributes = windowAttributes(windows, true);
    return wireValue(call.graph.one(op, [image], { shape, type: 'float32' }, { attributes }), 'float32', [
      ...nhwc,
    ]);
  });

/** Each dy spread evenly over its window, where windows tile the image without overlap. */
function repeat(call: KernelCall, dy: Value, windows: Windows): Value {
  const { graph } = call;
  const [h, w] = windows;
  const [batch, channels] = [dy.shape[0]!, dy.shape[1]!];
  const split = reshapeValue(graph, dy, [batch, channels, h.output, 1, w.output, 1]);
  const spread = broadcastValue(graph, split, [batch, channels, h.output, h.kernel, w.output, w.kernel]);
  const rows = reshapeValue(graph, full(graph, spread), [
    batch,
    channels,
    h.output * h.kernel,
    w.output * w.kernel,
  ]);
  return padValue(graph, rows, [[0, 0], [0, 0], ...windows.map(({ after }) => [0, -after] as const)]);
}

/** Each dy spread over its window, windows overlapping or padded: a transposed convolution with ones. */
function spread(call: KernelCall, dy: Value, windows: Windows): Value {
  const { graph } = call;
  const planes = dy.shape[0]! * dy.shape[1]!;
  const [kh, kw] = windows.map(({ kernel }) => kernel) as [number, number];
  const image = reshapeWire(graph, plain(graph, dy), [planes, 1, ...windows.map(({ output }) => output)]);
  const ones = graph.constant(new Float32Array(kh * kw).fill(1), { shape: [1, 1, kh, kw], type: 'float32' });
  const sizes = windows.map(({ input }) => input);
  const attributes = {
    strides: { ints: windows.map(({ stride }) => stride) },
    pads: {
      ints: [...windows.map(({ before }) => before), ...windows.map(({ after }) => Math.max(0, after))],
    },
    output_padding: { ints: windows.map(({ after }) => Math.max(0, -after)) },
  };
  const wire = graph.one(
    'ConvTranspose',
    [image, ones],
    { shape: [planes, 1, ...sizes], type: 'float32' },
    { attributes },
  );
  return wireValue(reshapeWire(graph, wire, [dy.shape[0]!, dy.shape[1]!, ...sizes]), 'float32');
}

/** Divides by the whole window, also where it reaches over the edge, as every TensorFlow.js backend does. */
const averageAdjoint = row<PoolGeometry>((call, attrs) => {
  const [dy, x, f] = [call.input('dy'), call.input('input'), call.formula];
  const windows = poolWindows(x.shape, attrs);
  const share = 1 / sizeOf(windows.map(({ kernel }) => kernel));
  const scaled = call.pointwise([dy], 'float32', ([wire]) => f.op('Mul', wire!, f.number(share, wire!)));
  const nchw = transposeValue(scaled, [...nhwc]);
  const tiles = windows.every(
    ({ kernel, stride, before, after }) => kernel === stride && before === 0 && after <= 0,
  );
  const image = tiles ? repeat(call, nchw, windows) : spread(call, nchw, windows);
  return transposeValue(image, [0, 2, 3, 1]);
});

/** Adds each dy at the place of its window's first maximum. */
const maximumAdjoint = row<PoolGeometry>((call, attrs) => {
  const { graph } = call;
  const [dy, x] = [call.input('dy'), call.input('input')];
  const windows = poolWindows(x.shape, attrs);
  const image = arrange(graph, x, nhwc);
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
  return wireValue(reshapeWire(graph, flat, image.shape), 'float32', [...nhwc]);
});

export const poolingKernels = {
  AvgPool: pool('AveragePool'),
  AvgPoolGrad: averageAdjoint,
  MaxPool: pool('MaxPool'),
  MaxPoolGrad: maximumAdjoint,
} satisfies Record<string, KernelRow>;

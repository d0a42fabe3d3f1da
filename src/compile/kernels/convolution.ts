/**
 * @file Convolutions and their adjoints. Where the kernel is constant, all are ONNX Conv: activations are read and
 * left in NCHW memory order, and what is done to the kernel (transposing, flipping, cutting into phases) ONNX Runtime
 * does once, at load. Where it is learnt they are products of matrices (`learnt-convolution.ts`).
 */
import type {
  Conv2DAttrs,
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropInputAttrs,
  DepthwiseConv2dNativeAttrs,
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  FusedConv2DAttrs,
} from '@tensorflow/tfjs-core';
import type { Wire } from '../onnx/graph.js';
import { padValue, reverseValue, sliceValue } from '../record/move.js';
import { reshapeValue } from '../record/reshape.js';
import { reshapeWire } from '../record/transpose.js';
import { arrange, plain, transposeValue, type Value, wireValue } from '../record/value.js';
import { absorbScale } from './absorbed-scale.js';
import { activate } from './activation.js';
import {
  learntAdjoint,
  learntFilterAdjoint,
  learntInputAdjoint,
  learntProduct,
} from './learnt-convolution.js';
import { patchesAdjoint, patchesProduct, readsPatches } from './patches.js';
import { type KernelCall, type KernelRow, row } from './row.js';
import {
  type ConvGeometry,
  convWindows,
  imageAxes,
  readImage,
  type Window,
  type Windows,
  windowAttributes,
} from './window.js';

type Format = 'NHWC' | 'NCHW';

/** NCHW memory read as a value in a data format. */
const imageValue = (wire: Wire, format: Format): Value => wireValue(wire, 'float32', [...imageAxes[format]]);

function forward(call: KernelCall, attrs: ConvGeometry, depthwise: boolean): Value {
  const [x, filter] = [call.input('x'), call.input('filter')];
  const format = attrs.dataFormat ?? 'NHWC';
  const windows = convWindows(x.shape, filter.shape, attrs, depthwise);
  if (!depthwise && format === 'NHWC' && readsPatches(x, windows)) {
    return patchesProduct(call.graph, x, filter, windows);
  }
  if (!depthwise && format === 'NHWC' && !filter.wire.constant) {
    return learntProduct(call.graph, x, filter, windows);
  }
  const image = readImage(call.graph, transposeValue(x, [...imageAxes[format]]), windows);
  const [kh, kw, channels, perChannel] = filter.shape as [number, number, number, number];
  const kernel = depthwise
    ? reshapeWire(call.graph, arrange(call.graph, filter, [2, 3, 0, 1]), [channels * perChannel, 1, kh, kw])
    : arrange(call.graph, filter, [3, 2, 0, 1]);
  const shape = [image.shape[0]!, kernel.shape[0]!, windows[0].output, windows[1].output];
  const attributes = { ...windowAttributes(windows), group: { int: depthwise ? channels : 1 } };
  const wire = call.graph.one('Conv', [image, kernel], { shape, type: 'float32' }, { attributes });
  return imageValue(wire, format);
}

/** How the adjoint of one strided axis becomes an unstrided convolution whose outputs interleave. */
interface Phases {
  /** kernel taps in one phase */
  readonly taps: number;
  /** places computed, of `stride` elements each */
  readonly places: number;
  readonly before: number;
  readonly after: number;
  /** elements to drop before the first one wanted */
  readonly skip: number;
}

/**
 * dX[i] = Σ_t dY[q − t]·W[s·t + r] with i + before = s·q + r, for stride s: one convolution gives the s phases r
 * of every place q. For stride 1 this is the convolution with the flipped kernel.
 */
function phasesOf({ input, output, kernel, stride, dilation, before }: Window): Phases {
  const taps = Math.ceil(kernel / stride);
  const first = Math.floor(before / stride);
  const last = Math.floor((input - 1 + before) / stride);
  return {
    taps,
    places: last - first + 1,
    before: (taps - 1) * dilation - first,
    after: last - (output - 1),
    skip: before - stride * first,
  };
}

/** The kernel [kh, kw, in, out] as [in·phases, out, taps, taps], flipped. */
function phaseKernel(
  call: KernelCall,
  filter: Value,
  windows: Windows,
  phases: readonly [Phases, Phases],
): Wire {
  const [channels, out] = [filter.shape[2]!, filter.shape[3]!];
  const [sh, sw] = [windows[0].stride, windows[1].stride];
  const [th, tw] = [phases[0].taps, phases[1].taps];
  const excess = [0, 1].map(
    (axis) => [0, phases[axis]!.taps * windows[axis]!.stride - windows[axis]!.kernel] as const,
  );
  const padded = padValue(call.graph, filter, [...excess, [0, 0], [0, 0]]);
  const split = reshapeValue(call.graph, padded, [th, sh, tw, sw, channels, out]);
  const flipped = reverseValue(call.graph, split, [0, 2]);
  const ordered = transposeValue(flipped, [4, 1, 3, 5, 0, 2]);
  return plain(call.graph, reshapeValue(call.graph, ordered, [channels * sh * sw, out, th, tw]));
}

/** Channels-and-phases [batch, channels·sh·sw, ph, pw] to pixels [batch, channels, ph·sh, pw·sw]. */
function weave(call: KernelCall, wire: Wire, channels: number, [sh, sw]: readonly [number, number]): Value {
  const { graph } = call;
  const [batch, , ph, pw] = wire.shape as [number, number, number, number];
  const shape = [batch, channels, ph * sh, pw * sw];
  if (sh === sw && sh > 1) {
    const attributes = { blocksize: { int: sh }, mode: { string: 'CRD' } };
    return wireValue(
      graph.one('DepthToSpace', [wire], { shape, type: 'float32' }, { attributes }),
      'float32',
    );
  }
  const split = reshapeValue(graph, wireValue(wire, 'float32'), [batch, channels, sh, sw, ph, pw]);
  return reshapeValue(graph, transposeValue(split, [0, 1, 4, 2, 5, 3]), shape);
}

function inputAdjoint(
  call: KernelCall,
  inputShape: readonly number[],
  attrs: ConvGeometry,
  depthwise: boolean,
): Value {
  const { graph } = call;
  const format = attrs.dataFormat ?? 'NHWC';
  const given = convWindows(inputShape, call.input('filter').shape, attrs, depthwise);
  if (!depthwise && format === 'NHWC' && readsPatches(call.input('dy'), given)) {
    return patchesAdjoint(graph, call.input('dy'), call.input('filter'), given);
  }
  if (!depthwise && format === 'NHWC' && !call.input('filter').wire.constant && learntAdjoint(given)) {
    return learntInputAdjoint(graph, call.input('dy'), call.input('filter'), given);
  }
  const { dy, filter } = absorbScale(call, call.input('dy'), call.input('filter'), imageAxes[format][1]);
  const windows = given;
  const phases = [phasesOf(windows[0]), phasesOf(windows[1])] as const;
  const kernel = phaseKernel(call, filter, windows, phases);
  const nchw = transposeValue(dy, [...imageAxes[format]]);
  // Rows of dy that no wanted element reads are cut off; ONNX has no negative padding.
  const cut = phases.map(({ before, after }) => [Math.min(0, before), Math.min(0, after)] as const);
  const read = arrange(graph, padValue(graph, nchw, [[0, 0], [0, 0], ...cut]), [0, 1, 2, 3]);
  const pads = [...phases.map(({ before }) => before), ...phases.map(({ after }) => after)];
  const [batch, channels] = [nchw.shape[0]!, filter.shape[2]!];
  const [ph, pw] = [phases[0].places, phases[1].places];
  const shape = [batch, kernel.shape[0]!, ph, pw];
  const attributes = {
    strides: { ints: [1, 1] },
    pads: { ints: pads.map((count) => Math.max(0, count)) },
    dilations: { ints: windows.map(({ dilation }) => dilation) },
    group: { int: depthwise ? channels : 1 },
  };
  const wire = graph.one('Conv', [read, kernel], { shape, type: 'float32' }, { attributes });
  const woven = weave(call, wire, channels, [windows[0].stride, windows[1].stride]);
  const begin = [0, 0, phases[0].skip, phases[1].skip];
  const image = sliceValue(graph, woven, begin, [batch, channels, windows[0].input, windows[1].input]);
  return imageValue(plain(graph, image), format);
}

/**
 * dW[k] = Σ x[s·o + d·k − before]·dY[o]: a convolution of x with dY as the kernel, stride and dilation swapped,
 * channels in the place of the batch and the batch in the place of the channels.
 */
function filterAdjoint(
  call: KernelCall,
  filterShape: readonly number[],
  attrs: ConvGeometry,
  depthwise: boolean,
): Value {
  const { graph } = call;
  const [x, dy] = [call.input('x'), call.input('dy')];
  const [b, c, h, w] = imageAxes[attrs.dataFormat ?? 'NHWC'];
  const windows = convWindows(x.shape, filterShape, attrs, depthwise);
  if (!depthwise && (attrs.dataFormat ?? 'NHWC') === 'NHWC')
    return learntFilterAdjoint(graph, x, dy, windows);
  const [channels, out] = [filterShape[2]!, filterShape[3]!];
  const batch = x.shape[b]!;
  const [height, width] = [windows[0].input, windows[1].input];
  const turned = arrange(graph, x, [c, b, h, w]);
  const image = depthwise ? reshapeWire(graph, turned, [1, channels * batch, height, width]) : turned;
  const kernel = arrange(graph, dy, [c, b, h, w]);
  const attributes = {
    strides: { ints: windows.map(({ dilation }) => dilation) },
    dilations: { ints: windows.map(({ stride }) => stride) },
    pads: {
      ints: [...windows.map(({ before }) => before), ...windows.map(({ after }) => Math.max(0, after))],
    },
    group: { int: depthwise ? channels : 1 },
  };
  const sizes = windows.map(({ input, output, kernel: k, stride, dilation, before, after }) => {
    const reach = input + before + Math.max(0, after) - (output - 1) * stride - 1;
    return Math.max(k, Math.floor(reach / dilation) + 1);
  });
  const shape = [image.shape[0]!, kernel.shape[0]!, ...sizes];
  const wire = graph.one('Conv', [image, kernel], { shape, type: 'float32' }, { attributes });
  const grouped = reshapeWire(graph, wire, [channels, out, ...sizes]);
  const found = wireValue(grouped, 'float32', [2, 3, 0, 1]);
  return sliceValue(graph, found, [0, 0, 0, 0], filterShape);
}

export const convolutionKernels = {
  Conv2D: row<Conv2DAttrs>((call, attrs) => forward(call, attrs, false)),
  Conv2DBackpropInput: row<Conv2DBackpropInputAttrs>((call, attrs) =>
    inputAdjoint(call, attrs.inputShape, attrs, false),
  ),
  Conv2DBackpropFilter: row<Conv2DBackpropFilterAttrs>((call, attrs) =>
    filterAdjoint(call, attrs.filterShape, attrs, false),
  ),
  FusedConv2D: row<FusedConv2DAttrs>((call, attrs) => activate(call, forward(call, attrs, false), attrs)),
  DepthwiseConv2dNative: row<DepthwiseConv2dNativeAttrs>((call, attrs) => forward(call, attrs, true)),
  DepthwiseConv2dNativeBackpropInput: row<DepthwiseConv2dNativeBackpropInputAttrs>((call, attrs) =>
    inputAdjoint(call, attrs.inputShape, attrs, true),
  ),
  DepthwiseConv2dNativeBackpropFilter: row<DepthwiseConv2dNativeBackpropFilterAttrs>((call, attrs) =>
    filterAdjoint(call, attrs.filterShape, attrs, true),
  ),
} satisfies Record<string, KernelRow>;

/** @file Sliding windows: what tfjs's convolution geometry is, axis by axis, in ONNX's terms. */

import type { Conv2DAttrs } from '@tensorflow/tfjs-core';
import { backend_util } from '@tensorflow/tfjs-core';
import type { Graph, Wire } from '../onnx/graph.js';
import type { Attribute } from '../onnx/messages.js';
import { sliceValue } from '../record/move.js';
import { arrange, type Value } from '../record/value.js';

/** One spatial axis of a sliding window. Lengths in elements. */
export interface Window {
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  /** zeros before the input */
  readonly before: number;
  /** zeros after the input that the last window reads; negative where it ends before the input does */
  readonly after: number;
}

export type Windows = readonly [Window, Window];
type Quad = [number, number, number, number];

function windowsOf(info: backend_util.Conv2DInfo): Windows {
  const axis = (
    input: number,
    output: number,
    kernel: number,
    stride: number,
    dilation: number,
    before: number,
  ): Window => ({
    input,
    output,
    kernel,
    stride,
    dilation,
    before,
    after: (output - 1) * stride + (kernel - 1) * dilation + 1 - input - before,
  });
  return [
    axis(
      info.inHeight,
      info.outHeight,
      info.filterHeight,
      info.strideHeight,
      info.dilationHeight,
      info.padInfo.top,
    ),
    axis(
      info.inWidth,
      info.outWidth,
      info.filterWidth,
      info.strideWidth,
      info.dilationWidth,
      info.padInfo.left,
    ),
  ];
}

export type ConvGeometry = Pick<Conv2DAttrs, 'strides' | 'pad' | 'dimRoundingMode'> &
  Partial<Pick<Conv2DAttrs, 'dilations' | 'dataFormat'>>;

/** Logical axes (batch, channels, height, width) of an activation in a data format. */
export const imageAxes = { NHWC: [0, 3, 1, 2], NCHW: [0, 1, 2, 3] } as const;

export function convWindows(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attrs: ConvGeometry,
  depthwise: boolean,
): Windows {
  const info = backend_util.computeConv2DInfo(
    [...inputShape] as Quad,
    [...filterShape] as Quad,
    attrs.strides,
    attrs.dilations ?? 1,
    attrs.pad,
    attrs.dimRoundingMode,
    depthwise,
    backend_util.convertConv2DDataFormat(attrs.dataFormat ?? 'NHWC'),
  );
  return windowsOf(info);
}

export interface PoolGeometry extends Pick<Conv2DAttrs, 'strides' | 'pad' | 'dimRoundingMode'> {
  readonly filterSize: [number, number] | number;
}

export function poolWindows(inputShape: readonly number[], attrs: PoolGeometry): Windows {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  return windowsOf(
    backend_util.computePool2DInfo([...inputShape] as Quad, filterSize, strides, 1, pad, dimRoundingMode),
  );
}

/**
 * The image [batch, channels, height, width] that the windows read, memory in that order. tfjs takes height's
 * kernel and stride for the width too when it counts the outputs under numeric padding, so windows can end a
 * whole stride before the image does; what lies behind them is cut off.
 */
export function readImage(graph: Graph, nchw: Value, windows: Windows): Wire {
  const size = nchw.shape.map((length, axis) => {
    const window = windows[axis - 2];
    return window !== undefined && -window.after >= window.stride ? length + window.after : length;
  });
  return arrange(graph, sliceValue(graph, nchw, [0, 0, 0, 0], size), [0, 1, 2, 3]);
}

/** strides, pads and (optionally) kernel_shape and dilations of an ONNX window operator */
export function windowAttributes(windows: Windows, kernelShape = false): Record<string, Attribute> {
  const each = (pick: (window: Window) => number) => ({ ints: windows.map(pick) });
  const pads = [...windows.map(({ before }) => before), ...windows.map(({ after }) => Math.max(0, after))];
  return {
    strides: each(({ stride }) => stride),
    pads: { ints: pads },
    dilations: each(({ dilation }) => dilation),
    ...(kernelShape ? { kernel_shape: each(({ kernel }) => kernel) } : {}),
  };
}

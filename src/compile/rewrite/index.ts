/**
 * @file Rewrites of a recorded graph: each takes a graph and gives one that computes the same, faster. What is
 * here was measured to pay (docs/benchmarks.md says what else was tried); most of the speed lies in how the
 * kernels record.
 */
import type { Device, Precision } from '../devices/device.js';
import type { OnnxGraph } from '../onnx/messages.js';
import { halfPrecisionProducts } from './half-precision-products.js';
import { transposedOperands } from './transposed-operands.js';
import { unpackedFewRows } from './unpacked-few-rows.js';
import { widenShortConstants } from './widen-short-constants.js';

/** What a graph is rewritten for. */
export interface Target {
  readonly device: Device;
  readonly precision: Precision;
}

export function rewrite(graph: OnnxGraph, { device, precision }: Target): OnnxGraph {
  const widened = widenShortConstants(graph);
  if (precision === 'fp16') return halfPrecisionProducts(widened);
  return device === 'cpu' ? transposedOperands(unpackedFewRows(widened)) : widened;
}

/**
 * @file Rewrites of a recorded graph: each takes a graph and gives one that computes the same, faster. What is
 * here was measured to pay (docs/benchmarks.md says what else was tried); most of the speed lies in how the
 * kernels record.
 */
import type { Precision } from '../devices/device.js';
import type { OnnxGraph } from '../onnx/messages.js';
import { halfPrecisionProducts } from './half-precision-products.js';
import { widenShortConstants } from './widen-short-constants.js';

export function rewrite(graph: OnnxGraph, precision: Precision): OnnxGraph {
  const widened = widenShortConstants(graph);
  return precision === 'fp16' ? halfPrecisionProducts(widened) : widened;
}

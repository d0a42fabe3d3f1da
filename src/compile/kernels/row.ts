/** @file What a kernel row is: a function from a call of a TensorFlow.js kernel to recorded values. */

import type { Dtype } from '../contract.js';
import { UnsupportedKernelError } from '../errors.js';
import type { Graph, Wire } from '../onnx/graph.js';
import { Formula, pointwise } from '../record/pointwise.js';
import type { Value } from '../record/value.js';

/** One call of a kernel, with its inputs already looked up. */
export class KernelCall {
  readonly formula: Formula;

  constructor(
    readonly kernel: string,
    readonly functionName: string,
    readonly graph: Graph,
    readonly inputs: Readonly<Record<string, Value>>,
    readonly attributes: object,
  ) {
    this.formula = new Formula(graph);
  }

  input(name: string): Value {
    return this.inputs[name] ?? this.unsupported(`without its input "${name}"`);
  }

  optional(name: string): Value | undefined {
    return this.inputs[name];
  }

  /** Inputs of a kernel that takes a list, in order. */
  list(): Value[] {
    return Object.values(this.inputs);
  }

  pointwise(values: readonly Value[], dtype: Dtype, formula: (wires: readonly Wire[]) => Wire): Value {
    return pointwise(this.graph, values, dtype, formula);
  }

  unsupported(detail: string): never {
    throw new UnsupportedKernelError(this.kernel, this.functionName, detail);
  }
}

export type KernelRow = (call: KernelCall) => Value | readonly Value[];

/** A row that reads attributes; A is the kernel's attribute type in tfjs-core. */
export const row =
  <A extends object>(record: (call: KernelCall, attributes: A) => Value | readonly Value[]): KernelRow =>
  (call) =>
    record(call, call.attributes as A);

/**
 * @file The TensorFlow.js backend that records. Its kernels are the registry's rows; its data are values of a
 * graph. One recorder lives for one trace, under a name of its own in the engine.
 */

import type { BackendValues, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { TensorSpec } from '../contract.js';
import { TraceReadError, UnsupportedKernelError } from '../errors.js';
import { kernels } from '../kernels/index.js';
import { KernelCall, type KernelRow } from '../kernels/row.js';
import { Graph, typedArray, type Wire } from '../onnx/graph.js';
import { uniformValue, type Value, wireValue } from './value.js';

export const recorderName = 'atelier-recorder';

function everyEqual(values: ArrayLike<number>, first: number): boolean {
  for (let i = 1; i < values.length; i += 1) if (values[i] !== first) return false;
  return true;
}

const isText = (values: BackendValues): values is Uint8Array[] => Array.isArray(values);

export class Recorder extends tf.KernelBackend {
  readonly graph = new Graph();
  #values = new WeakMap<object, Value>();
  #live = 0;

  constructor(readonly functionName: string) {
    super();
  }

  /** A tensor that stands for a wire while the function is traced. */
  tensor(wire: Wire, spec: TensorSpec): tf.Tensor {
    const dataId = this.#keep(wireValue(wire, spec.dtype));
    return tf.engine().makeTensorFromDataId(dataId, [...spec.shape], spec.dtype, this);
  }

  /** The value of a tensor made while recording, or before, on another backend (then its data are copied). */
  recorded(info: TensorInfo): Value {
    const known = this.#values.get(info.dataId);
    if (known !== undefined) return known;
    const value = this.#constant(tf.engine().readSync(info.dataId), info.shape, info.dtype);
    this.#values.set(info.dataId, value);
    return value;
  }

  runKernel(name: string, row: KernelRow, inputs: object, attributes: object): TensorInfo | TensorInfo[] {
    const values: Record<string, Value> = {};
    for (const [key, info] of Object.entries(inputs)) {
      if (info !== undefined && info !== null) values[key] = this.recorded(info as TensorInfo);
    }
    const result = row(new KernelCall(name, this.functionName, this.graph, values, attributes));
    return 'wire' in result ? this.#info(result) : result.map((value) => this.#info(value));
  }

  #info(value: Value): TensorInfo {
    return { dataId: this.#keep(value), shape: [...value.shape], dtype: value.dtype };
  }

  #keep(value: Value): object {
    const dataId = {};
    this.#values.set(dataId, value);
    this.#live += 1;
    return dataId;
  }

  #constant(values: BackendValues, shape: readonly number[], dtype: DataType): Value {
    if (dtype === 'string' || dtype === 'complex64' || isText(values)) {
      throw new UnsupportedKernelError('Const', this.functionName, `with type ${dtype}`);
    }
    const first = values[0];
    if (first !== undefined && everyEqual(values, first)) {
      return uniformValue(this.graph, first, shape, dtype);
    }
    return wireValue(this.graph.constant(typedArray(values, dtype), { shape, type: dtype }), dtype);
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): object {
    return this.#keep(this.#constant(values, shape, dtype));
  }

  override move(dataId: object, values: BackendValues, shape: number[], dtype: DataType): void {
    this.#values.set(dataId, this.#constant(values, shape, dtype));
  }

  override readSync(): never {
    throw new TraceReadError(this.functionName);
  }

  override read(): never {
    throw new TraceReadError(this.functionName);
  }

  override disposeData(dataId: object): boolean {
    if (this.#values.delete(dataId)) this.#live -= 1;
    return true;
  }

  override numDataIds(): number {
    return this.#live;
  }

  override refCount(): number {
    return 1;
  }

  override incRef(): void {}

  override memory() {
    return { unreliable: true };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override timerAvailable(): boolean {
    return false;
  }

  override dispose(): void {
    this.#values = new WeakMap();
  }
}

for (const [kernelName, row] of Object.entries(kernels)) {
  tf.registerKernel({
    kernelName,
    backendName: recorderName,
    kernelFunc: ({ inputs, attrs, backend }) =>
      (backend as Recorder).runKernel(kernelName, row, inputs, attrs ?? {}),
  });
}

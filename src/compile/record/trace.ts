/** @file Runs a function once on the recorder and gives the graph it drew. Synchronous from begin to end. */
import * as tf from '@tensorflow/tfjs-core';
import '../gradients/index.js';
import type { Dtype, Signature, TensorFunction, TensorSpec, WeightSource } from '../contract.js';
import { inScope, onBackend } from '../engines/backend.js';
import { CompileError, UnsupportedKernelError } from '../errors.js';
import type { Wire } from '../onnx/graph.js';
import { type ElementType, elementTypes, type OnnxGraph } from '../onnx/messages.js';
import { Recorder, recorderName } from './recorder.js';
import { plain } from './value.js';

export interface Trace {
  readonly graph: OnnxGraph;
  readonly outputs: Readonly<Record<string, TensorSpec>>;
}

const storedAs = { F32: 'float32', F16: 'float16', BF16: 'bfloat16', I32: 'int32', I64: 'int64' } as const;
const usedAs = { F32: 'float32', F16: 'float32', BF16: 'float32', I32: 'int32', I64: 'int32' } as const;

/** A weight as an initialiser in its file, widened where it is stored narrow. */
function weightWire(recorder: Recorder, name: string, source: WeightSource): Wire {
  const { file, offset, byteLength, storage, shape } = source;
  const stored: ElementType = storedAs[storage];
  const used: Dtype = usedAs[storage];
  const data = { file, offset, length: byteLength };
  const wire = recorder.graph.initialiser(`weight:${name}`, { shape, type: stored }, data);
  if (stored === used) return wire;
  const attributes = { to: { int: elementTypes[used] } };
  return recorder.graph.one('Cast', [wire], { shape, type: used }, { attributes });
}

/** How the engine says that a backend has no kernel of a name. */
const missingKernel = /[Kk]ernel '(.+)' (?:not registered )?for backend/;

function run(fn: TensorFunction, signature: Signature, recorder: Recorder): Trace {
  const tensors = <T>(specs: Readonly<Record<string, T>>, make: (name: string, spec: T) => tf.Tensor) =>
    Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, make(name, spec)]));
  const inputs = tensors(signature.inputs, (name, { shape, dtype }) =>
    recorder.tensor(recorder.graph.input(name, { shape, type: dtype }), { shape, dtype }),
  );
  const weights = tensors(signature.weights ?? {}, (name, source) =>
    recorder.tensor(weightWire(recorder, name, source), {
      shape: source.shape,
      dtype: usedAs[source.storage],
    }),
  );
  const results = Object.entries(fn(inputs, weights));
  const wires: Record<string, Wire> = {};
  const outputs: Record<string, TensorSpec> = {};
  for (const [name, tensor] of results) {
    if (!(tensor instanceof tf.Tensor)) {
      throw new CompileError(`Output "${name}" of function "${recorder.functionName}" is not a tensor.`);
    }
    const value = recorder.recorded(tensor);
    wires[name] = plain(recorder.graph, value);
    outputs[name] = { shape: value.shape, dtype: value.dtype };
  }
  if (results.length === 0) throw new CompileError(`Function "${recorder.functionName}" has no outputs.`);
  return { graph: recorder.graph.finish(recorder.functionName, wires), outputs };
}

/**
 * @throws UnsupportedKernelError, TraceReadError, CompileError, and what the function itself throws
 */
export function trace(fn: TensorFunction, signature: Signature, name: string): Trace {
  if (tf.getBackend() === recorderName) {
    throw new CompileError(
      `Function "${name}" is compiled inside another compiled function; compile it outside.`,
    );
  }
  const recorder = new Recorder(name);
  tf.registerBackend(recorderName, () => recorder, 0);
  try {
    return onBackend(recorderName, () => inScope(() => run(fn, signature, recorder)));
  } catch (error) {
    const kernel = error instanceof Error ? missingKernel.exec(error.message)?.[1] : undefined;
    throw kernel === undefined ? error : new UnsupportedKernelError(kernel, name);
  } finally {
    tf.removeBackend(recorderName);
  }
}

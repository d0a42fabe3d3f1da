/** @file Door of the compile room: plain TensorFlow.js functions in, programs that run out. */
export { cacheFolder } from './cache/cache-folder.js';
export { codeOf } from './cache/code-of.js';
export { KeptFiles } from './cache/kept-files.js';
export { makeFolder } from './cache/make-folder.js';
export { compile } from './compile.js';
export type {
  CompileOptions,
  Dtype,
  HostData,
  HostTensor,
  Program,
  Runtime,
  Signature,
  Storage,
  TensorFunction,
  TensorMap,
  TensorSpec,
  WeightSource,
} from './contract.js';
export {
  type DeviceName,
  deviceNames,
  type Engine,
  knownDevices,
  MOST_THREADS,
  precisions,
} from './devices/device.js';
export { chooseRuntime, describeRuntime } from './devices/runtime.js';
export {
  CompileError,
  EngineUnavailableError,
  ProgramDisposedError,
  ProgramInputError,
  TraceReadError,
  UnsupportedKernelError,
  WeightError,
} from './errors.js';

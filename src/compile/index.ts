/** @file Door of the compile room: plain TensorFlow.js functions in, programs that run out. */
export { compile } from './compile.js';
export type {
  CompileOptions,
  Dtype,
  Engine,
  HostData,
  HostTensor,
  Program,
  Signature,
  Storage,
  TensorFunction,
  TensorMap,
  TensorSpec,
  WeightSource,
} from './contract.js';
export {
  CompileError,
  EngineUnavailableError,
  ProgramDisposedError,
  ProgramInputError,
  TraceReadError,
  UnsupportedKernelError,
  WeightError,
} from './errors.js';

/** @file The types of the compile room's door: what a program takes, gives and runs on. */
import type * as tf from '@tensorflow/tfjs-core';
import type { Device, Engine, Precision } from './devices/device.js';

export type Dtype = 'float32' | 'int32' | 'bool';

export interface TensorSpec {
  readonly shape: readonly number[];
  readonly dtype: Dtype;
}

/** How a weight's bytes are stored: little-endian, as in a safetensors file. */
export type Storage = 'F32' | 'F16' | 'BF16' | 'I32' | 'I64';

/** Where a weight's bytes lie. F32, F16 and BF16 become float32 inside the program, I32 and I64 int32. */
export interface WeightSource {
  /** path of the file */
  readonly file: string;
  /** bytes from the beginning of the file */
  readonly offset: number;
  readonly byteLength: number;
  readonly storage: Storage;
  readonly shape: readonly number[];
}

export interface Signature {
  readonly inputs: Readonly<Record<string, TensorSpec>>;
  readonly weights?: Readonly<Record<string, WeightSource>>;
}

export type TensorMap = Readonly<Record<string, tf.Tensor>>;

/** A plain TensorFlow.js function; it may call tf.grad and tf.valueAndGrads, but not read tensor data. */
export type TensorFunction = (inputs: TensorMap, weights: TensorMap) => Record<string, tf.Tensor>;

/** What programs run on, as chooseRuntime() finds it. */
export interface Runtime {
  readonly device: Device;
  /** of products of matrices and convolutions; everything else is float32 */
  readonly precision: Precision;
  /** inside one operation, ≥ 1; only the processor has them */
  readonly threads: number;
}

/** What is left out of the runtime is: device 'cpu', precision 'fp32', all the cores available. */
export interface CompileOptions extends Partial<Runtime> {
  /** stands in error messages */
  readonly name: string;
  /** default: the device's */
  readonly engine?: Engine;
  /**
   * Says which function this is, with everything that it closes over. With it the recorded program is kept on
   * disk, and the next start does not record the function again. Only the ONNX engine uses it.
   */
  readonly cacheAs?: string;
  /**
   * Whether the weights are copied into the layout that the processor multiplies fastest, once for every product
   * they are in. A program that runs every step gains a sixth; one that runs now and then is ready in a fifth of the
   * time without, and its weights stay in their file, mapped. Default true. Only the ONNX engine uses it.
   */
  readonly packWeights?: boolean;
  /**
   * Whether every run writes its outputs into the same arrays, so that what one run gave is lost with the next. A program
   * with many large outputs is spared copying and clearing them. Default false. Only the ONNX engine uses it.
   */
  readonly reuseOutputs?: boolean;
}

export type HostData = Float32Array | Int32Array | Uint8Array;

export interface HostTensor {
  readonly shape: readonly number[];
  readonly dtype: Dtype;
  readonly data: HostData;
}

export interface Program {
  readonly name: string;
  readonly engine: Engine;
  /**
   * Runs once. Inputs are data only, row-major, in the shapes of the signature.
   * @throws ProgramInputError for a missing, unknown, mis-typed or mis-sized input.
   */
  run(inputs: Readonly<Record<string, HostData>>): Promise<Record<string, HostTensor>>;
  /** Frees what the program holds; run() afterwards throws ProgramDisposedError. Safe to call twice. */
  dispose(): Promise<void>;
}

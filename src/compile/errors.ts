/** @file The compile room's errors. Each says what is wrong, in which function, and what would be right. */

/** The function uses a TensorFlow.js kernel, or a variant of one, that has no row in the kernel registry. */
export class UnsupportedKernelError extends Error {
  override readonly name = 'UnsupportedKernelError';
  constructor(
    readonly kernel: string,
    readonly functionName: string,
    detail?: string,
  ) {
    super(
      `Function "${functionName}" uses the TensorFlow.js kernel ${kernel}${detail === undefined ? '' : ` ${detail}`}, which cannot be compiled; write it with other ops, add a row for it to src/compile/kernels, or run the function with engine "tfjs-cpu".`,
    );
  }
}

/** The function reads a tensor's values while it is being recorded, when there are none yet. */
export class TraceReadError extends Error {
  override readonly name = 'TraceReadError';
  constructor(readonly functionName: string) {
    super(
      `Function "${functionName}" reads tensor data (data, dataSync, array or print) while it is being compiled; compute with tensor ops instead and read the outputs of run().`,
    );
  }
}

/** The function, its signature or its options are wrong. */
export class CompileError extends Error {
  override readonly name = 'CompileError';
}

/** An input given to run() does not fit the signature. */
export class ProgramInputError extends Error {
  override readonly name = 'ProgramInputError';
}

/** run() was called on a program whose dispose() was called. */
export class ProgramDisposedError extends Error {
  override readonly name = 'ProgramDisposedError';
  constructor(program: string) {
    super(`Program "${program}" has been disposed; compile it again to run it.`);
  }
}

/** The engine asked for cannot be loaded. */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
}

/** A weight's bytes cannot be read, or do not fit its shape and storage. */
export class WeightError extends Error {
  override readonly name = 'WeightError';
}

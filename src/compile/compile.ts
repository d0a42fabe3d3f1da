/** @file compile(): a TensorFlow.js function and its signature become a program on the engine asked for. */
import type { CompileOptions, Program, Signature, TensorFunction } from './contract.js';
import { devices } from './devices/device.js';
import { eagerRunner } from './engines/eager.js';
import { checkInputs } from './engines/inputs.js';
import { onnxRunner } from './engines/onnx.js';
import { locateWeights } from './engines/weights.js';
import { CompileError, ProgramDisposedError } from './errors.js';

function checkOptions({ name, threads }: CompileOptions): void {
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1)) {
    throw new CompileError(
      `Option "threads" of function "${name}" must be a whole number of at least 1, not ${threads}.`,
    );
  }
}

/**
 * Compiles a function once, to be run many times. With the engine 'onnx' the function, gradients included, is
 * recorded into a graph; on the others it runs as it is. Every engine gives the same numbers to float precision.
 *
 * @throws UnsupportedKernelError naming a kernel that cannot be recorded
 * @throws TraceReadError when the function reads tensor data
 * @throws WeightError when a weight does not lie in its file as described
 * @throws EngineUnavailableError when the engine's package is not installed or its device does not work
 */
export async function compile(
  fn: TensorFunction,
  signature: Signature,
  options: CompileOptions,
): Promise<Program> {
  checkOptions(options);
  const { name, device = 'cpu', engine = devices[device].engine } = options;
  const placed = { ...signature, weights: locateWeights(signature.weights ?? {}) };
  const runner =
    engine === 'onnx' ? await onnxRunner(fn, placed, options) : await eagerRunner(fn, placed, engine);
  let disposed = false;
  return {
    name,
    engine,
    async run(inputs) {
      if (disposed) throw new ProgramDisposedError(name);
      checkInputs(name, signature, inputs);
      return runner.run(inputs);
    },
    async dispose() {
      if (disposed) return;
      disposed = true;
      await runner.release();
    },
  };
}

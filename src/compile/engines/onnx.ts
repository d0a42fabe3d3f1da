/** @file The engine that records the function and lets ONNX Runtime run the graph. */
import { availableParallelism } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import * as ort from 'onnxruntime-node';
import { cacheFolder } from '../cache/cache-folder.js';
import { ProgramCache, type RecordedProgram } from '../cache/program-cache.js';
import { programKey } from '../cache/program-key.js';
import type { CompileOptions, HostData, HostTensor, Signature, TensorFunction } from '../contract.js';
import { type DeviceRow, devices } from '../devices/device.js';
import { unavailable } from '../devices/unavailable.js';
import { encodeModel, type OnnxGraph } from '../onnx/messages.js';
import { sizeOf } from '../record/axes.js';
import { trace } from '../record/trace.js';
import { rewrite } from '../rewrite/index.js';
import type { Runner } from './runner.js';

/** The deepest folder that holds all these absolute paths. */
function commonFolder(files: readonly string[]): string {
  const [first, ...others] = files.map((file) => dirname(file).split(sep));
  const shared = (first ?? []).findIndex((part, i) => others.some((parts) => parts[i] !== part));
  const parts = shared === -1 ? first : first?.slice(0, shared);
  return `${parts?.join(sep) ?? '.'}${sep}`;
}

/**
 * The graph with file names relative to one folder. ONNX Runtime refuses absolute and climbing paths in a
 * model, but takes the folder that they are relative to as a session option; it maps the files, no copy.
 */
function placeFiles(graph: OnnxGraph): { graph: OnnxGraph; folder: string } {
  const files = graph.initialisers.flatMap(({ data }) => ('file' in data ? [data.file] : []));
  const folder = commonFolder([...new Set(files)]);
  const initialisers = graph.initialisers.map((initialiser) => {
    const { data } = initialiser;
    if (!('file' in data)) return initialiser;
    return { ...initialiser, data: { ...data, file: relative(folder, data.file).split(sep).join('/') } };
  });
  return { graph: { ...graph, initialisers }, folder };
}

/** The function as a model for ONNX Runtime: out of the cache where it is known, else recorded. */
function record(fn: TensorFunction, signature: Signature, options: CompileOptions): RecordedProgram {
  const { name, cacheAs, device = 'cpu', precision = 'fp32' } = options;
  const target = { device, precision };
  const cache = cacheAs === undefined ? undefined : new ProgramCache(join(cacheFolder(), 'programs'));
  const key = cacheAs === undefined ? '' : programKey(cacheAs, signature, { name, ...target });
  const known = cache?.read(key);
  if (known !== undefined) return known;
  const traced = trace(fn, signature, name);
  const { graph, folder } = placeFiles(rewrite(traced.graph, target));
  const program = { model: encodeModel(graph), folder, outputs: traced.outputs };
  cache?.write(key, program);
  return program;
}

/** ONNX Runtime's settings; docs/benchmarks.md says what each was worth. */
function sessionOptions(folder: string, options: CompileOptions): ort.InferenceSession.SessionOptions {
  const { device = 'cpu', threads = availableParallelism(), packWeights = true } = options;
  const row: DeviceRow = devices[device];
  return {
    executionProviders: [row.provider ?? 'cpu'],
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Planning all memory as one block costs a third more memory and gains no time.
    enableMemPattern: false,
    // Errors are thrown; only a fatal one is worth a line on stderr besides.
    logSeverityLevel: 4,
    extra: {
      session: {
        model_external_initializers_file_folder_path: folder,
        disable_prepacking: packWeights ? '0' : '1',
        // Threads that wait turning are quick to wake, and with more of them than cores keep each other from working.
        intra_op: { allow_spinning: threads > availableParallelism() ? '0' : '1' },
      },
    },
  };
}

async function createSession(
  model: Uint8Array,
  folder: string,
  options: CompileOptions,
): Promise<ort.InferenceSession> {
  const { device = 'cpu' } = options;
  // CUDA would round the operands of float32 products to TensorFloat-32's 10 bits: a ViT's gradient is then 6e-4 off,
  // a ResNet's a quarter. The libraries read this when they are first used, and the provider has no option for it.
  if (device === 'cuda') process.env.NVIDIA_TF32_OVERRIDE ??= '0';
  try {
    return await ort.InferenceSession.create(model, sessionOptions(folder, options));
  } catch (cause) {
    if (device === 'cpu') throw cause;
    throw unavailable(device, cause);
  }
}

/** Where a program that is run again and again puts its outputs. */
function outputTensors(outputs: RecordedProgram['outputs']): Record<string, ort.Tensor> {
  const tensors = Object.entries(outputs).map(([name, { shape, dtype }]) => {
    const data = new arrays[dtype](sizeOf(shape));
    return [`out:${name}`, new ort.Tensor(dtype, data, shape)] as const;
  });
  return Object.fromEntries(tensors);
}

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

// ONNX Runtime would tell what it cannot load on stderr, besides throwing it.
ort.env.logLevel = 'fatal';

export async function onnxRunner(
  fn: TensorFunction,
  signature: Signature,
  options: CompileOptions,
): Promise<Runner> {
  const { model, folder, outputs } = record(fn, signature, options);
  const session = await createSession(model, folder, options);
  const fetches = options.reuseOutputs ? outputTensors(outputs) : undefined;
  return {
    async run(inputs) {
      const feeds = Object.fromEntries(
        Object.entries(signature.inputs).map(([name, { shape, dtype }]) => [
          `in:${name}`,
          new ort.Tensor(dtype, inputs[name]!, shape),
        ]),
      );
      const found = fetches ? await session.run(feeds, fetches) : await session.run(feeds);
      const results = Object.entries(outputs).map(([name, { shape, dtype }]): [string, HostTensor] => [
        name,
        { shape, dtype, data: found[`out:${name}`]!.data as HostData },
      ]);
      return Object.fromEntries(results);
    },
    release: () => session.release(),
  };
}

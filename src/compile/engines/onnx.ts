/** @file The engine that records the function and lets ONNX Runtime run the graph. */
import { availableParallelism } from 'node:os';
import { dirname, relative, sep } from 'node:path';
import * as ort from 'onnxruntime-node';
import type { CompileOptions, HostData, HostTensor, Signature, TensorFunction } from '../contract.js';
import { encodeModel, type OnnxGraph } from '../onnx/messages.js';
import { trace } from '../record/trace.js';
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

export async function onnxRunner(
  fn: TensorFunction,
  signature: Signature,
  options: CompileOptions,
): Promise<Runner> {
  const traced = trace(fn, signature, options.name);
  const { graph, folder } = placeFiles(traced.graph);
  const session = await ort.InferenceSession.create(encodeModel(graph), {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    intraOpNumThreads: options.threads ?? availableParallelism(),
    interOpNumThreads: 1,
    enableMemPattern: true,
    // Errors are thrown; only a fatal one is worth a line on stderr besides.
    logSeverityLevel: 4,
    extra: { session: { model_external_initializers_file_folder_path: folder } },
  });
  return {
    async run(inputs) {
      const feeds = Object.fromEntries(
        Object.entries(signature.inputs).map(([name, { shape, dtype }]) => [
          `in:${name}`,
          new ort.Tensor(dtype, inputs[name]!, shape),
        ]),
      );
      const found = await session.run(feeds);
      const outputs = Object.entries(traced.outputs).map(([name, { shape, dtype }]): [string, HostTensor] => [
        name,
        { shape, dtype, data: found[`out:${name}`]!.data as HostData },
      ]);
      return Object.fromEntries(outputs);
    },
    release: () => session.release(),
  };
}

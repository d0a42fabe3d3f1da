/**
 * @file The flags of every command that uses a model: which one and what it runs on.
 */
import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { type DeviceName, describeRuntime, deviceNames, type Runtime } from '../compile/index.js';
import type { ModelShare } from '../session/index.js';
import { UsageError } from './exit-codes.js';

export interface ModelOptions {
  /** Several guide together. */
  readonly model?: readonly ModelShare[];
  readonly device?: DeviceName;
  readonly threads?: number;
}

const MOST_THREADS = 256;

export function addModelOptions(command: Command): Command {
  const threads = `CPU threads of the model (1 to ${MOST_THREADS}, default: all ${availableParallelism()} cores)`;
  return command
    .option(
      '--model <name>',
      'a CLIP model: a name of atelier models list, a folder, or a file of weights (default: the built-in one); several with weights guide together: a:1,b:0.5',
      collectModels,
    )
    .addOption(
      new Option('--device <name>', 'what the model runs on; auto takes a GPU that is there and faster')
        .choices(deviceNames)
        .default('auto'),
    )
    .addOption(new Option('--threads <number>', threads).argParser(parseThreads));
}

/** Only what was given, as the doors of the other rooms take it. */
export function modelOptions({ model, ...options }: ModelOptions) {
  return { ...(model === undefined ? {} : { models: model }), ...runtimeOptions(options) };
}

/** For a command that looks with one model. */
export function oneModel({ model = [] }: ModelOptions): string | undefined {
  if (model.length > 1) throw new UsageError('This command takes one --model, not several.');
  return model[0]?.model;
}

/** What models run on, as far as it was given. */
export function runtimeOptions({ device, threads }: Omit<ModelOptions, 'model'>) {
  return {
    ...(device === undefined ? {} : { device }),
    ...(threads === undefined ? {} : { threads }),
  };
}

/** One line for the person at the start: "model embedded on cpu, fp32, 2 threads" */
export const describeModel = ({
  name,
  runtime,
}: {
  readonly name: string;
  readonly runtime: Runtime;
}): string => `model ${name} on ${describeRuntime(runtime)}`;

/** `--model a:1,b:0.5`, once or several times. A weight is a number behind the last colon. */
function collectModels(text: string, before: readonly ModelShare[] = []): ModelShare[] {
  const shares = text.split(',').map((one): ModelShare => {
    const [, model = '', weight] = /^(.*?)(?::(\d+\.?\d*|\.\d+))?$/su.exec(one.trim()) ?? [];
    if (model === '') throw new UsageError(`--model has to name a model, not ${JSON.stringify(text)}.`);
    const share = weight === undefined ? 1 : Number(weight);
    if (share > 0) return { model, weight: share };
    throw new UsageError(`--model ${model} has the weight ${weight}; it has to be above 0.`);
  });
  return [...before, ...shares];
}

function parseThreads(text: string): number {
  const threads = /^\d{1,4}$/u.test(text) ? Number(text) : 0;
  if (threads >= 1 && threads <= MOST_THREADS) return threads;
  throw new UsageError(
    `--threads has to be a whole number from 1 to ${MOST_THREADS}, not ${JSON.stringify(text)}.`,
  );
}

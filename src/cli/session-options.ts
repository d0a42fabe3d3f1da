/**
 * @file The flags of every command that uses a model: which one and what it runs on.
 */
import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import {
  type DeviceName,
  describeRuntime,
  deviceNames,
  MOST_THREADS,
  type Runtime,
} from '../compile/index.js';
import type { ModelShare } from '../session/index.js';
import { UsageError } from './exit-codes.js';

export interface ModelOptions {
  /** Several guide together. */
  readonly model?: readonly ModelShare[];
  readonly device?: DeviceName;
  readonly threads?: number;
}

/** @param again what is drawn has been drawn before: it then runs on what it ran on, if nothing else is said */
export function addModelOptions(command: Command, { again = false } = {}): Command {
  const [firstDevice, firstThreads] = again
    ? ['what it was drawn on', 'as many as it was drawn with']
    : ['auto', `all ${availableParallelism()} cores`];
  const threads = `CPU threads of the model (1 to ${MOST_THREADS}, default: ${firstThreads})`;
  return command
    .option(
      '--model <name>',
      'a CLIP model: a name of atelier models list, a folder, or a file of weights (default: the built-in one); several with weights guide together: a:1,b:0.5',
      collectModels,
    )
    .addOption(
      new Option(
        '--device <name>',
        `what the model runs on; auto takes a GPU that is there and faster (default: ${firstDevice})`,
      ).choices(deviceNames),
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

/**
 * What to say where a drawing that shall come out the same runs on something else, though nobody asked for that.
 * @param before what it ran on, where that is known
 */
export function differenceOf(
  before: Runtime | undefined,
  now: Runtime,
  { device, threads }: ModelOptions,
): string | undefined {
  if (!before || device !== undefined) return undefined;
  const here = threads === undefined ? now : { ...now, threads: before.threads };
  const [then, found] = [describeRuntime(before), describeRuntime(here)];
  if (then === found) return undefined;
  return `It was drawn on ${then}, which does not work on this machine, and is drawn on ${found} here: it will be alike, but not to the last digit.`;
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

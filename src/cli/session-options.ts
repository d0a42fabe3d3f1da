/**
 * @file The flags of every command that uses a model: which one and what it runs on.
 */
import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { type DeviceName, describeRuntime, deviceNames, type Runtime } from '../compile/index.js';
import { UsageError } from './exit-codes.js';

export interface ModelOptions {
  readonly model?: string;
  readonly device?: DeviceName;
  readonly threads?: number;
}

const MOST_THREADS = 256;

export function addModelOptions(command: Command): Command {
  const threads = `CPU threads of the model (1 to ${MOST_THREADS}, default: all ${availableParallelism()} cores)`;
  return command
    .option(
      '--model <name>',
      'a CLIP model: a name of atelier models list, a folder, or a file of weights (default: the built-in one)',
    )
    .addOption(
      new Option('--device <name>', 'what the model runs on; auto takes a GPU that is there and faster')
        .choices(deviceNames)
        .default('auto'),
    )
    .addOption(new Option('--threads <number>', threads).argParser(parseThreads));
}

/** Only what was given, as the doors of the other rooms take it. */
export function modelOptions({ model, device, threads }: ModelOptions): ModelOptions {
  return {
    ...(model === undefined ? {} : { model }),
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

function parseThreads(text: string): number {
  const threads = /^\d{1,4}$/u.test(text) ? Number(text) : 0;
  if (threads >= 1 && threads <= MOST_THREADS) return threads;
  throw new UsageError(
    `--threads has to be a whole number from 1 to ${MOST_THREADS}, not ${JSON.stringify(text)}.`,
  );
}

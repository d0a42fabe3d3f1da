/**
 * @file The flags of every command that uses a model: which one and how many threads it may take.
 */
import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { UsageError } from './exit-codes.js';

export interface ModelOptions {
  readonly model?: string;
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
    .addOption(new Option('--threads <number>', threads).argParser(parseThreads));
}

/** The number of threads that a session with these options uses. */
export const threadsOf = ({ threads }: ModelOptions): number => threads ?? availableParallelism();

/** Only what was given, as the doors of the other rooms take it. */
export function modelOptions({ model, threads }: ModelOptions): ModelOptions {
  return { ...(model === undefined ? {} : { model }), ...(threads === undefined ? {} : { threads }) };
}

function parseThreads(text: string): number {
  const threads = /^\d{1,4}$/u.test(text) ? Number(text) : 0;
  if (threads >= 1 && threads <= MOST_THREADS) return threads;
  throw new UsageError(
    `--threads has to be a whole number from 1 to ${MOST_THREADS}, not ${JSON.stringify(text)}.`,
  );
}

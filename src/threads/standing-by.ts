/**
 * @file A command reads its own code for a third of a second before it knows which model to open, and the worker that
 * opens it needs as long for its own; begun first, the worker reads on another core meanwhile.
 */
import { SHARE_ENV, Worker } from 'node:worker_threads';

/** With the process's own environment, which native libraries read, instead of a copy that only JavaScript sees. */
const begin = (program: URL): Worker => new Worker(program, { env: SHARE_ENV });

const waiting = new Map<string, Worker>();

/** Starts a worker that may be wanted soon. It keeps no process alive; one that fails is forgotten. */
export function standBy(program: URL): void {
  const worker = begin(program);
  const forget = (): void => {
    if (waiting.get(program.href) === worker) waiting.delete(program.href);
  };
  worker.unref();
  worker.once('error', forget).once('exit', forget);
  waiting.set(program.href, worker);
}

/** The worker that stands by for a program, or a new one. What it shall do it learns from messages. */
export function startWorker(program: URL): Worker {
  const ready = waiting.get(program.href);
  if (!ready) return begin(program);
  waiting.delete(program.href);
  ready.removeAllListeners();
  ready.ref();
  return ready;
}

/**
 * @file A command reads its own code for a third of a second before it knows which model to open, and the worker that
 * opens it needs as long for its own; begun first, the worker reads on another core meanwhile.
 */
import { Worker } from 'node:worker_threads';

const waiting = new Map<string, Worker>();

/** Starts a worker that may be wanted soon. It keeps no process alive; one that fails is forgotten. */
export function standBy(program: URL): void {
  const worker = new Worker(program);
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
  if (!ready) return new Worker(program);
  waiting.delete(program.href);
  ready.removeAllListeners();
  ready.ref();
  return ready;
}

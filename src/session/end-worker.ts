/** @file How a session's worker thread is ended. */
import type { Worker } from 'node:worker_threads';
import type { Farewell } from './commands.js';

/** How long a step may take before the worker is ended in the middle of it, milliseconds. */
const PATIENCE = 5000;

/** ONNX Runtime aborts the whole process when its thread is ended inside a run, so the worker ends itself. */
export async function endWorker(worker: Worker): Promise<void> {
  const exited = new Promise((resolve) => {
    worker.once('exit', resolve);
  });
  worker.postMessage({ close: true } satisfies Farewell);
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(() => worker.terminate().then(resolve), PATIENCE);
  });
  await Promise.race([exited, patience]);
  clearTimeout(timer);
}

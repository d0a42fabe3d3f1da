import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { standBy, startWorker } from './index.js';

const started: Worker[] = [];
afterEach(async () => {
  for (const worker of started.splice(0)) await worker.terminate();
});

/** A program of its own for each test: adds up what it was sent. */
const program = (name: string, body: string): URL =>
  new URL(`data:text/javascript,${encodeURIComponent(`/* ${name} */ ${body}`)}`);
const adder = `import { parentPort, threadId } from 'node:worker_threads';
parentPort.on('message', (n) => parentPort.postMessage([threadId, n + 1]));`;

async function ask(worker: Worker, n: number): Promise<[thread: number, answer: number]> {
  started.push(worker);
  worker.postMessage(n);
  const [answer] = await once(worker, 'message');
  return answer;
}

it('gives the worker that stands by, once', async () => {
  const url = program('once', adder);
  standBy(url);
  const [first] = await ask(startWorker(url), 1);
  const [second, answer] = await ask(startWorker(url), 41);
  expect(first).not.toBe(second);
  expect(answer).toBe(42);
});

it('starts one where none stands by for this program', async () => {
  standBy(program('another', adder));
  expect((await ask(startWorker(program('this', adder)), 1))[1]).toBe(2);
});

it('forgets one that failed', async () => {
  const url = program('failing', `throw new Error('no');`);
  standBy(url);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const worker = startWorker(url);
  started.push(worker);
  const [error] = await once(worker, 'error');
  expect(error.message).toBe('no');
});

it('shares the environment of the process with a worker', async () => {
  const worker = startWorker(
    program(
      'environment',
      `import { parentPort } from 'node:worker_threads';
process.env.ATELIER_TEST_SHARED = 'set by the worker';
parentPort.postMessage([]);`,
    ),
  );
  started.push(worker);
  await once(worker, 'message');
  expect(process.env.ATELIER_TEST_SHARED).toBe('set by the worker');
  delete process.env.ATELIER_TEST_SHARED;
});

/**
 * @file The session's worker thread: loads the model once, then passes commands to the engine and events back.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { loadClip } from '../clip/index.js';
import type { Farewell, Reply, Request, WorkerOptions } from './commands.js';
import { SessionEngine } from './engine.js';

const port = parentPort;
if (!port) throw new Error('The session’s worker runs as a worker thread; use openSession.');

const send = (reply: Reply): void => port.postMessage(reply);
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Error');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const { model, ...options } = workerData as WorkerOptions;
try {
  const clip = await loadClip(model, options);
  const engine = new SessionEngine(clip, (event) => send({ type: 'event', event }));
  port.on('message', async (message: Request | Farewell) => {
    if ('close' in message) {
      await engine.close();
      process.exit();
    }
    const { id, command } = message;
    try {
      send({ type: 'answer', id, answer: await engine.handle(command) });
    } catch (error) {
      send({ type: 'refusal', id, name: nameOf(error), message: messageOf(error) });
    }
  });
  const { name, weightFiles, concepts, imageSize, runtime } = clip;
  send({ type: 'ready', model: { name, weightFiles, concepts, imageSize, runtime } });
} catch (error) {
  send({ type: 'broken', name: nameOf(error), message: messageOf(error) });
  port.close();
}

/**
 * @file The session's worker thread: loads the model once, then passes commands to the engine and events back.
 */
import { parentPort } from 'node:worker_threads';
import { loadClip } from '../clip/index.js';
import type { WeightedClip } from '../guidance/index.js';
import type { AnswerTo, Farewell, ModelInfo, Opening, Reply, Request, WorkerOptions } from './commands.js';
import { SessionEngine } from './engine.js';
import type { SessionEvent } from './events.js';
import { buffersOf } from './let-go.js';
import { Shelf } from './shelf.js';

const port = parentPort;
if (!port) throw new Error('The session’s worker runs as a worker thread; use openSession.');

const send = (reply: Reply, lent: readonly ArrayBuffer[] = []): void => port.postMessage(reply, lent);

/** Of several models: their names with their weights, and the files of all. */
function modelInfo(clips: readonly WeightedClip[]): ModelInfo {
  const [{ clip: first }] = clips as [WeightedClip];
  const names = clips.map(({ clip, weight }) => (clips.length > 1 ? `${clip.name}:${weight}` : clip.name));
  return {
    name: names.join('+'),
    weightFiles: clips.flatMap(({ clip }) => clip.weightFiles),
    concepts: first.concepts,
    imageSize: Math.max(...clips.map(({ clip }) => clip.imageSize)),
    runtime: first.runtime,
  };
}

/** Of a frame made for nobody else: at 4K a copy of its pixels would be another 25 MB each step. */
const pixelsOf = (event: SessionEvent): ArrayBuffer[] =>
  event.type === 'frame' && event.picture.kind === 'pixels' ? [event.picture.rgb.buffer as ArrayBuffer] : [];

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Error');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function open({ models, judge, shelf, ...options }: WorkerOptions): Promise<SessionEngine> {
  // One after the other, so that no more than one file of weights is being read at a time.
  const clips: WeightedClip[] = [];
  for (const { model, weight } of models ?? []) {
    clips.push({ clip: await loadClip(model, options), weight });
  }
  if (clips.length === 0) clips.push({ clip: await loadClip(undefined, options), weight: 1 });
  const judging = judge === undefined ? undefined : await loadClip(judge, options);
  const engine = new SessionEngine(clips, (event) => send({ type: 'event', event }, pixelsOf(event)), {
    ...(judging ? { judge: judging } : {}),
    ...(shelf === undefined ? {} : { shelf: new Shelf(shelf) }),
  });
  send({ type: 'ready', model: modelInfo(clips) });
  return engine;
}

let opened: Promise<SessionEngine | undefined> = Promise.resolve(undefined);

// One listener from the first message to the last: what comes while the model is loaded waits for it, in order.
port.on('message', async (message: Opening | Request | Farewell) => {
  if ('open' in message) {
    opened = open(message.open).catch((error: unknown) => {
      send({ type: 'broken', name: nameOf(error), message: messageOf(error) });
      port.close();
      return undefined;
    });
    return;
  }
  const engine = await opened;
  if ('close' in message) {
    await engine?.close();
    process.exit();
  }
  if (!engine) return;
  const { id, command } = message;
  try {
    const answer = await engine.handle(command);
    // A state is a copy already, and at 4K another one would be 300 MB.
    const isState = command.type === 'checkpoint' || command.type === 'stateAt';
    const state = isState ? (answer as AnswerTo<typeof command>) : undefined;
    send({ type: 'answer', id, answer }, state && buffersOf(Object.values(state.arrays)));
  } catch (error) {
    send({ type: 'refusal', id, name: nameOf(error), message: messageOf(error) });
  }
});

/**
 * @file A session as the rest of the program sees it: one drawing at a time, run by a worker thread that keeps the
 * model warm between drawings. If the worker dies, a new one draws the same again from its settings: nothing is
 * lost but time, because a drawing is a function of its settings.
 */
import { Worker } from 'node:worker_threads';
import { PromptError, parsePrompt, type UnknownWord } from '../guidance/index.js';
import type { Command, Farewell, ModelInfo, Reply, WorkerOptions } from './commands.js';
import type { SessionEvent } from './events.js';
import { completeSettings, type DrawRequest, type DrawSettings } from './settings.js';

/** The model or its worker cannot be used; the message says what is wrong. */
export class SessionError extends Error {
  override readonly name: string = 'SessionError';
}

export interface Session {
  readonly model: ModelInfo;
  /**
   * Starts a drawing, in place of one under way.
   * @throws SettingsError, before anything is changed
   */
  start(request: DrawRequest): Promise<void>;
  pause(): void;
  resume(): void;
  /** Ends the drawing after the step under way; `finished` follows. */
  stop(): void;
  /** The drawing goes on towards other words, its moments kept. @throws PromptError */
  setPrompt(prompt: string): Promise<void>;
  /** Frames are sent only while somebody watches. */
  watch(on: boolean): void;
  /** The words of a prompt that the model does not know. @throws PromptError */
  checkPrompt(prompt: string): Promise<readonly UnknownWord[]>;
  /** @returns a function that takes the listener away again */
  on(listener: (event: SessionEvent) => void): () => void;
  close(): Promise<void>;
}

export type SessionOptions = WorkerOptions;

interface Waiting {
  resolve(unknown: readonly UnknownWord[] | undefined): void;
  reject(error: Error): void;
}

/** Loads the model in a worker thread. @throws SessionError when the model cannot be loaded */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const session = new WorkerSession(options);
  await session.open();
  return session;
}

class WorkerSession implements Session {
  private worker: Worker | undefined;
  private info: ModelInfo | undefined;
  private readonly listeners = new Set<(event: SessionEvent) => void>();
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private run = 0;
  private watching = false;
  private closing = false;
  /** Settings of the drawing under way, with the prompts it was changed to. */
  private current: DrawSettings | undefined;
  /** The run that was already drawn again once after its worker died. */
  private revived = 0;

  constructor(private readonly options: SessionOptions) {}

  get model(): ModelInfo {
    if (!this.info) throw new SessionError('The session is not open.');
    return this.info;
  }

  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: this.options });
      let loaded = false;
      this.worker = worker;
      worker.on('message', (reply: Reply) => {
        if (reply.type === 'ready') {
          loaded = true;
          this.info = reply.model;
          resolve();
        } else if (reply.type === 'broken') {
          const error = new SessionError(reply.message);
          reject(error);
        } else this.receive(reply);
      });
      worker.on('error', (error) => reject(new SessionError(error.message)));
      worker.on('exit', () => {
        reject(new SessionError('The session’s worker ended before the model was loaded.'));
        if (this.worker !== worker || this.closing) return;
        // A worker that could not even load the model would not do better the next time.
        if (loaded) void this.revive();
        else this.worker = undefined;
      });
    });
  }

  async start(request: DrawRequest): Promise<void> {
    const settings = completeSettings(request);
    this.run++;
    this.current = settings;
    await this.ask({ type: 'start', run: this.run, settings });
  }

  pause(): void {
    this.tell({ type: 'pause' });
  }

  resume(): void {
    this.tell({ type: 'resume' });
  }

  stop(): void {
    this.tell({ type: 'stop' });
  }

  async setPrompt(prompt: string): Promise<void> {
    parsePrompt(prompt);
    await this.ask({ type: 'prompt', prompt });
  }

  watch(on: boolean): void {
    this.watching = on;
    this.tell({ type: 'watch', on });
  }

  async checkPrompt(prompt: string): Promise<readonly UnknownWord[]> {
    parsePrompt(prompt);
    return (await this.ask({ type: 'check', prompt })) ?? [];
  }

  on(listener: (event: SessionEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closing = true;
    if (this.worker) await endWorker(this.worker);
    this.failWaiting('The session is closed.');
    this.listeners.clear();
  }

  private ask(command: Command): Promise<readonly UnknownWord[] | undefined> {
    return new Promise((resolve, reject) => {
      if (!this.worker) throw new SessionError('The session’s worker could not be started again.');
      const id = this.nextId++;
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, command });
    });
  }

  /** For commands that cannot fail. */
  private tell(command: Command): void {
    this.worker?.postMessage({ id: 0, command });
  }

  private receive(reply: Exclude<Reply, { type: 'ready' | 'broken' }>): void {
    if (reply.type === 'event') {
      this.note(reply.event);
      for (const listener of this.listeners) listener(reply.event);
      return;
    }
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (reply.type === 'answer') waiting?.resolve(reply.unknown);
    else waiting?.reject(restoreError(reply.name, reply.message));
  }

  private note(event: SessionEvent): void {
    if (event.type === 'prompt' && this.current && event.prompt !== this.promptAt(event.iteration)) {
      const change = { iteration: event.iteration, prompt: event.prompt };
      this.current = { ...this.current, promptChanges: [...this.current.promptChanges, change] };
    }
    if (event.type === 'finished' || event.type === 'failed') this.current = undefined;
  }

  /** The prompt that the drawing under way followed at a step, as far as it is noted. */
  private promptAt(iteration: number): string | undefined {
    const changes = this.current?.promptChanges.filter((change) => change.iteration <= iteration) ?? [];
    return changes.at(-1)?.prompt ?? this.current?.prompt;
  }

  /** After the worker died: a new worker, and the drawing under way once more from its settings. */
  private async revive(): Promise<void> {
    this.failWaiting('The session’s worker ended; it is being started again.');
    const { run, current } = this;
    try {
      await this.open();
      if (this.watching) this.tell({ type: 'watch', on: true });
      if (!current) return;
      if (this.revived === run) throw new SessionError('The drawing failed: its worker ended twice.');
      this.revived = run;
      await this.ask({ type: 'start', run, settings: current });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.receive({ type: 'event', event: { type: 'failed', run, code: 'worker', message } });
    }
  }

  private failWaiting(message: string): void {
    for (const { reject } of this.waiting.values()) reject(new SessionError(message));
    this.waiting.clear();
  }
}

const restoreError = (name: string, message: string): Error =>
  name === 'PromptError' ? new PromptError(message) : new SessionError(message);

/** How long a step may take before the worker is ended in the middle of it, milliseconds. */
const PATIENCE = 5000;

/** ONNX Runtime aborts the whole process when its thread is ended inside a run, so the worker ends itself. */
async function endWorker(worker: Worker): Promise<void> {
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

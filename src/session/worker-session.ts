/**
 * @file A session whose drawing is run by a worker thread. If the worker dies, a new one draws the same again from its
 * settings: nothing is lost but time, because a drawing is a function of its settings.
 */
import type { Worker } from 'node:worker_threads';
import type { Picture } from '../canvas/index.js';
import { parsePrompt, type UnknownWord } from '../guidance/index.js';
import { startWorker } from '../threads/index.js';
import type { AnswerTo, Command, ModelInfo, ModelShare, Opening, Reply, StartOptions } from './commands.js';
import type { DrawingState } from './drawing-state.js';
import { endWorker } from './end-worker.js';
import type { SessionEvent } from './events.js';
import type { NamedPictures } from './guide-pool.js';
import { Inquiries } from './inquiries.js';
import type { Session, SessionOptions } from './session.js';
import { SessionError } from './session-error.js';
import { completeSettings, type DrawRequest, type DrawSettings } from './settings.js';
import type { Change } from './steering/change.js';

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
  private readonly inquiries = new Inquiries();
  private run = 0;
  private watching = false;
  private closing = false;
  private options: SessionOptions;
  /** What draws the drawing under way again, as far as it is known. */
  private current: { settings: DrawSettings; options: StartOptions } | undefined;
  /** The run that was already drawn again once after its worker died. */
  private revived = 0;

  constructor(options: SessionOptions) {
    this.options = options;
  }

  get model(): ModelInfo {
    if (!this.info) throw new SessionError('The session is not open.');
    return this.info;
  }

  async open(): Promise<void> {
    const { worker, ready } = this.launch(this.options);
    // What is asked meanwhile waits for it.
    this.worker = worker;
    this.info = await ready;
  }

  async guideBy(models: readonly ModelShare[], giveWay: () => Promise<void>): Promise<void> {
    const options = { ...this.options, models };
    const { worker, ready } = this.launch(options);
    const info = await ready;
    try {
      if (this.closing) throw new SessionError('The session is closed.');
      await giveWay();
    } catch (error) {
      await endWorker(worker);
      throw error;
    }
    const before = this.worker;
    this.options = options;
    this.worker = worker;
    this.info = info;
    this.current = undefined;
    this.inquiries.fail('Another model guides now.');
    if (this.watching) this.tell({ type: 'watch', on: true });
    if (before) await endWorker(before);
  }

  /** A worker that loads the models of these options. */
  private launch(options: SessionOptions): { readonly worker: Worker; readonly ready: Promise<ModelInfo> } {
    const worker = startWorker(new URL('./worker.js', import.meta.url));
    worker.postMessage({ open: options } satisfies Opening);
    const ready = new Promise<ModelInfo>((resolve, reject) => {
      let loaded = false;
      worker.on('message', (reply: Reply) => {
        if (reply.type === 'ready') {
          loaded = true;
          resolve(reply.model);
        } else if (reply.type === 'broken') reject(new SessionError(reply.message));
        // One that has been replaced has nothing to say any more.
        else if (this.worker === worker) this.receive(reply);
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
    return { worker, ready };
  }

  async start(request: DrawRequest, options: StartOptions = {}): Promise<void> {
    await this.begin(completeSettings(request), options);
  }

  async goOn(state: DrawingState, options: StartOptions = {}): Promise<void> {
    await this.begin(state.facts.settings, { ...options, state });
  }

  private async begin(settings: DrawSettings, options: StartOptions): Promise<void> {
    this.run++;
    this.current = { settings, options };
    await this.ask({ type: 'start', run: this.run, settings, options });
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

  async lend(pictures: NamedPictures): Promise<void> {
    const { current } = this;
    if (current) {
      const { sources } = current.options;
      const all = { ...sources, pictures: { ...sources?.pictures, ...pictures } };
      this.current = { ...current, options: { ...current.options, sources: all } };
    }
    await this.ask({ type: 'lend', pictures });
  }

  steer(change: Change): Promise<readonly number[]> {
    return this.ask({ type: 'steer', change });
  }

  undo(): Promise<void> {
    return this.ask({ type: 'undo' });
  }

  redo(): Promise<void> {
    return this.ask({ type: 'redo' });
  }

  goTo(node: number): Promise<void> {
    return this.ask({ type: 'goTo', node });
  }

  pictureAt(node: number): Promise<Picture | undefined> {
    return this.ask({ type: 'pictureAt', node });
  }

  namePoint(node: number, name: string | null): Promise<void> {
    return this.ask({ type: 'name', node, name });
  }

  stateAt(node: number): Promise<DrawingState | undefined> {
    return this.ask({ type: 'stateAt', node });
  }

  checkpoint(): Promise<DrawingState | undefined> {
    return this.ask({ type: 'checkpoint' });
  }

  watch(on: boolean): void {
    this.watching = on;
    this.tell({ type: 'watch', on });
  }

  async checkPrompt(prompt: string): Promise<readonly UnknownWord[]> {
    parsePrompt(prompt);
    return this.ask({ type: 'check', prompt });
  }

  on(listener: (event: SessionEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closing = true;
    if (this.worker) await endWorker(this.worker);
    this.inquiries.fail('The session is closed.');
    this.listeners.clear();
  }

  private ask<C extends Command>(command: C): Promise<AnswerTo<C>> {
    return this.inquiries.ask(this.worker, command);
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
    this.inquiries.settle(reply);
  }

  private note(event: SessionEvent): void {
    if (event.type === 'steered' && this.current) {
      // A drawing that goes on from a saved state is drawn again from that state.
      if (!this.current.options.state) this.current = { ...this.current, settings: event.settings };
    }
    if (event.type === 'finished' || event.type === 'failed') this.current = undefined;
  }

  /** After the worker died: a new worker, and the drawing under way once more from its settings. */
  private async revive(): Promise<void> {
    this.inquiries.fail('The session’s worker ended; it is being started again.');
    const { run, current } = this;
    try {
      await this.open();
      if (this.watching) this.tell({ type: 'watch', on: true });
      if (!current) return;
      if (this.revived === run) throw new SessionError('The drawing failed: its worker ended twice.');
      this.revived = run;
      await this.ask({ type: 'start', run, ...current });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.receive({ type: 'event', event: { type: 'failed', run, code: 'worker', message } });
    }
  }
}

/** @file Batches in order, made ahead in worker threads while the network learns from the one before. */
import { Worker } from 'node:worker_threads';
import { TrainingError } from '../training-error.js';
import type { BatchWorkerData } from './batch-worker.js';
import type { Batch } from './make-batch.js';

/** Batches that each worker has under way or ready. */
const AHEAD = 2;

interface Waiting {
  resolve(batch: Batch): void;
  reject(error: Error): void;
}

export class BatchSource {
  private readonly workers: readonly Worker[];
  private readonly ready = new Map<number, Batch>();
  private readonly waiting = new Map<number, Waiting>();
  private asked: number;
  private fault: Error | undefined;

  /** @param first number of the first batch that will be taken */
  constructor(
    workerData: BatchWorkerData,
    first: number,
    threads: number,
    program = new URL('./batch-worker.js', import.meta.url),
  ) {
    this.asked = first;
    this.workers = Array.from({ length: threads }, () => new Worker(program, { workerData }));
    for (const worker of this.workers) {
      worker.on('message', ({ number, batch }: { number: number; batch: Batch }) =>
        this.receive(number, batch),
      );
      worker.on('error', (error) =>
        this.fail(new TrainingError(`A batch could not be made: ${error.message}`)),
      );
    }
    for (let i = 0; i < AHEAD * threads; i++) this.ask();
  }

  /** Numbers are taken one after the other. */
  async take(number: number): Promise<Batch> {
    if (this.fault) throw this.fault;
    const batch =
      this.ready.get(number) ??
      (await new Promise<Batch>((resolve, reject) => this.waiting.set(number, { resolve, reject })));
    this.ready.delete(number);
    this.ask();
    return batch;
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private ask(): void {
    this.workers[this.asked % this.workers.length]!.postMessage(this.asked);
    this.asked++;
  }

  private receive(number: number, batch: Batch): void {
    const waiting = this.waiting.get(number);
    this.waiting.delete(number);
    if (waiting) waiting.resolve(batch);
    else this.ready.set(number, batch);
  }

  private fail(error: Error): void {
    this.fault = error;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

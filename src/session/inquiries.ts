/** @file What a worker was asked and has not answered yet, by number. */
import type { Worker } from 'node:worker_threads';
import type { AnswerTo, Command, Reply } from './commands.js';
import { restoreError, SessionError } from './session-error.js';

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

export class Inquiries {
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;

  /** @throws SessionError where there is no worker, and what the worker throws */
  ask<C extends Command>(worker: Worker | undefined, command: C): Promise<AnswerTo<C>> {
    return new Promise<unknown>((resolve, reject) => {
      if (!worker) throw new SessionError('The session’s worker could not be started again.');
      const id = this.nextId++;
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, command });
    }) as Promise<AnswerTo<C>>;
  }

  settle(reply: Extract<Reply, { type: 'answer' | 'refusal' }>): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (reply.type === 'answer') waiting?.resolve(reply.answer);
    else waiting?.reject(restoreError(reply.name, reply.message));
  }

  /** Nobody will answer what is still open. */
  fail(message: string): void {
    for (const { reject } of this.waiting.values()) reject(new SessionError(message));
    this.waiting.clear();
  }
}

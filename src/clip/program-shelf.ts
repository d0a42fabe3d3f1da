/** @file Programs compiled for one shape each, compiled when first needed and kept until the model closes. */

import type { Program } from '../compile/index.js';

export class ProgramShelf {
  readonly #programs = new Map<string, Promise<Program>>();
  #closed = false;

  /** The program `key`, compiled by `build` at the first call. A failed compilation is tried again next time. */
  async take(key: string, build: () => Promise<Program>): Promise<Program> {
    if (this.#closed) throw new Error('This model has been closed.');
    let program = this.#programs.get(key);
    if (!program) {
      program = build();
      this.#programs.set(key, program);
      program.catch(() => this.#programs.delete(key));
    }
    return program;
  }

  /** Frees every program; `take` fails from now on. */
  async dispose(): Promise<void> {
    this.#closed = true;
    const programs = await Promise.allSettled(this.#programs.values());
    this.#programs.clear();
    await Promise.all(
      programs.map((result) => (result.status === 'fulfilled' ? result.value.dispose() : undefined)),
    );
  }
}

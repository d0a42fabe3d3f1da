/**
 * @file Programs compiled for one shape each, compiled when first needed and kept until they are let go: each holds
 * the weights of its tower.
 */

import type { Program } from '../compile/index.js';

interface Kept {
  readonly program: Promise<Program>;
  /** Calls of `use` under way. */
  users: number;
  /** Whether the last user disposes of it. */
  leaving: boolean;
}

export class ProgramShelf {
  readonly #kept = new Map<string, Kept>();
  #closed = false;

  /** Runs `body` with the program `key`, compiled by `build` where it is not here. A failed compilation is tried again next time. */
  async use<Result>(
    key: string,
    build: () => Promise<Program>,
    body: (program: Program) => Promise<Result>,
  ): Promise<Result> {
    if (this.#closed) throw new Error('This model has been closed.');
    let kept = this.#kept.get(key);
    if (!kept) {
      kept = { program: build(), users: 0, leaving: false };
      this.#kept.set(key, kept);
      kept.program.catch(() => this.#kept.delete(key));
    }
    kept.users++;
    try {
      return await body(await kept.program);
    } finally {
      kept.users--;
      if (kept.leaving && kept.users === 0) await letGo(kept);
    }
  }

  /** Frees every program, one in use after its last run; the next `use` compiles again. */
  async rest(): Promise<void> {
    const all = [...this.#kept.values()];
    this.#kept.clear();
    for (const kept of all) kept.leaving = true;
    await Promise.all(all.map((kept) => (kept.users === 0 ? letGo(kept) : undefined)));
  }

  /** Frees every program; `use` fails from now on. */
  async dispose(): Promise<void> {
    this.#closed = true;
    await this.rest();
  }
}

async function letGo({ program }: Kept): Promise<void> {
  const [result] = await Promise.allSettled([program]);
  if (result.status === 'fulfilled') await result.value.dispose();
}

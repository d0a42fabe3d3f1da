/**
 * @file A renderer that outlives its crashes: SVGs go to a child process one after the other; if it dies or takes too
 * long, the drawing it was at is skipped and a new child goes on.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RenderAnswer } from './render-child.js';

/** Longest rendering of one drawing, milliseconds. */
const PATIENCE = 10_000;

export class Renderer {
  private child: ChildProcess | undefined;
  private id = 0;

  /** @param modules node_modules folder with the renderer's package */
  constructor(
    private readonly modules: string,
    private readonly program = new URL('./render-child.js', import.meta.url),
  ) {}

  /** @returns RGBA pixels, or the fault that made the drawing unusable */
  render(svg: string): Promise<Uint8Array | { readonly fault: string }> {
    const child = this.start();
    const id = this.id++;
    return new Promise((resolve) => {
      const settle = (result: Uint8Array | { readonly fault: string }): void => {
        clearTimeout(timer);
        child.off('message', receive);
        child.off('exit', died);
        resolve(result);
      };
      const receive = (answer: RenderAnswer): void => {
        if (answer.id === id) settle('pixels' in answer ? answer.pixels : { fault: answer.fault });
      };
      const died = (): void => {
        this.child = undefined;
        settle({ fault: 'the renderer crashed' });
      };
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        this.child = undefined;
        settle({ fault: `not done after ${PATIENCE / 1000} seconds` });
      }, PATIENCE);
      child.on('message', receive);
      child.on('exit', died);
      child.send({ id, svg });
    });
  }

  close(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private start(): ChildProcess {
    this.child ??= fork(fileURLToPath(this.program), [this.modules], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    return this.child;
  }
}

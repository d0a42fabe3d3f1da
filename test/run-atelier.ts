/**
 * @file The command line as a person calls it: `node bin/atelier.js`, in a process of its own, without a terminal.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/atelier.js', import.meta.url));

export interface Outcome {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Outcome>;
  /** Resolves when stdout holds a match. */
  printed(pattern: RegExp): Promise<RegExpMatchArray>;
}

/** Starts it and lets it run. */
export function startAtelier(args: readonly string[], cwd?: string): Running {
  const child = spawn(process.execPath, [program, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  let stdout = '';
  let stderr = '';
  const lookers = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    for (const look of lookers) look();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const finished = new Promise<Outcome>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  const printed = (pattern: RegExp): Promise<RegExpMatchArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(stdout);
        if (!match) return;
        lookers.delete(look);
        resolve(match);
      };
      lookers.add(look);
      look();
      void finished.then(() => reject(new Error(`It ended without printing ${pattern}: ${stdout}${stderr}`)));
    });
  return { child, finished, printed };
}

/** Runs it to its end. */
export function atelier(args: readonly string[], cwd?: string): Promise<Outcome> {
  return startAtelier(args, cwd).finished;
}

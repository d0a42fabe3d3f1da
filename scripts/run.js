#!/usr/bin/env node
/**
 * @file What `npm start`, `npm test` and `npm run build|check|bench|data|quality` run. It depends on nothing but Node,
 * so it works on a fresh clone: it installs from the lock file, builds what is stale, then does the task.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { staticChecks, testEverything } from './checks.js';
import { launch } from './launch.js';
import { SetupError } from './processes.js';
import { prepare, root } from './setup.js';

/** @type {Record<string, (rest: string[]) => Promise<number>>} task → exit code */
const tasks = {
  async start(rest) {
    await launch(['studio', ...rest]);
    return Number(process.exitCode ?? 0);
  },
  async test(rest) {
    await prepare({ build: true });
    return testEverything(rest);
  },
  async build() {
    await prepare({ build: true });
    return 0;
  },
  async check() {
    await prepare({ build: false });
    return (await staticChecks()).failed > 0 ? 1 : 0;
  },
  async data(rest) {
    await launch(['data', ...rest]);
    return Number(process.exitCode ?? 0);
  },
  async quality(rest) {
    await launch(['quality', ...rest]);
    return Number(process.exitCode ?? 0);
  },
  async bench(rest) {
    await prepare({ build: true });
    const program = join(root, 'bench', 'main.js');
    if (!existsSync(program))
      throw new SetupError('There is no bench/main.js here; benchmarks need the sources.');
    return spawnSync(process.execPath, [program, ...rest], { cwd: root, stdio: 'inherit' }).status ?? 1;
  },
};

const [name = '', ...rest] = process.argv.slice(2);
const task = tasks[name];
if (!task) {
  process.stderr.write(`Unknown task "${name}"; the tasks are ${Object.keys(tasks).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await task(rest);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

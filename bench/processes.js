/** @file The studio as a child process, started as a person starts it, and the memory of all its processes. */

import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;

/**
 * @typedef {object} Studio
 * @property {string} address
 * @property {number} startedAt performance.now() when `npm start` was called
 * @property {number} listeningAt performance.now() when it said its address
 * @property {() => number} memory resident bytes of the studio and its children, without npm itself
 * @property {() => Promise<void>} stop
 */

/** Runs `npm start` and waits for its address. @returns {Promise<Studio>} */
export async function startStudio() {
  const startedAt = performance.now();
  const child = spawn('npm', ['start', '--', '--port', '0', '--no-open'], {
    ...{ cwd: root, detached: true },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise((resolve) => child.on('exit', resolve));
  const pid = child.pid ?? 0;
  const stop = async () => {
    signal(pid, 'SIGINT');
    const late = setTimeout(() => signal(pid, 'SIGKILL'), STOP_LIMIT_MS);
    await exited;
    clearTimeout(late);
  };
  try {
    const address = await addressOf(child);
    const listeningAt = performance.now();
    return { address, startedAt, listeningAt, memory: () => residentBelow(pid), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What a studio says its address is. @param {import('node:child_process').ChildProcess} child @returns {Promise<string>} */
export function addressOf(child) {
  let text = '';
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`npm start gave no address: ${text}`)), START_LIMIT_MS);
    const read = (/** @type {Buffer} */ chunk) => {
      text += chunk;
      const address = /http:\/\/[\w.:[\]]+/.exec(text)?.[0];
      if (!address) return;
      clearTimeout(late);
      resolve(address);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) => reject(new Error(`npm start ended with ${code}: ${text}`)));
  });
}

/** @param {number} group @param {NodeJS.Signals} name */
function signal(group, name) {
  try {
    process.kill(-group, name);
  } catch {
    // The group is gone already.
  }
}

/** The most that a process ever held, as Linux counts it. @param {number | undefined} pid @returns {number} bytes, 0 once it has ended */
export function mostOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return 1024 * Number(/VmHWM:\s*(\d+) kB/u.exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** @param {number} ancestor @returns {number} bytes */
function residentBelow(ancestor) {
  const rows = execFileSync('ps', ['-Ao', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([ancestor]);
  let bytes = 0;
  for (let grew = true; grew; ) {
    grew = false;
    for (const [pid = 0, parent = 0, kilobytes = 0] of rows) {
      if (family.has(pid) || !family.has(parent)) continue;
      family.add(pid);
      bytes += kilobytes * 1024;
      grew = true;
    }
  }
  return bytes;
}

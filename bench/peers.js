/**
 * @file Talks to the peers in bench/peers: Python programs that answer a JSON request a line with a JSON
 * answer a line. A peer that cannot be started here is told in words, not as an error.
 */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const python = process.env.ATELIER_PEERS_PYTHON ?? `${root}.cache/peers/venv/bin/python`;

/**
 * @typedef {object} Peer
 * @property {(request: object) => Promise<any>} ask
 * @property {() => void} close
 */

/**
 * Starts a peer and asks it once, which also warms it.
 * @param {'diffvg_clipdraw' | 'clipdraw_loop' | 'torch_tower' | 'torch_encoder' | 'torch_training'} name
 * @param {object} firstRequest
 * @returns {Promise<{ peer: Peer, answer: any } | { missing: string }>}
 */
export async function startPeer(name, firstRequest) {
  if (!existsSync(python)) return { missing: 'no Python with PyTorch: see bench/peers/README.md' };
  const script = fileURLToPath(new URL(`peers/${name}.py`, import.meta.url));
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-2000);
  });
  child.stdin.on('error', () => {});
  const ended = new Promise((_, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${name} ended with ${code}: ${lastLine(complaint)}`)));
  });
  ended.catch(() => {});
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  /** @type {Peer} */
  const peer = {
    async ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const line = /** @type {IteratorResult<string>} */ (await Promise.race([answers.next(), ended]));
      if (line.done) await ended;
      return JSON.parse(line.value);
    },
    close() {
      child.stdin.end();
    },
  };
  try {
    return { peer, answer: await peer.ask(firstRequest) };
  } catch (error) {
    child.kill();
    return { missing: `${/** @type {Error} */ (error).message}; see bench/peers/README.md` };
  }
}

/** @param {string} text */
const lastLine = (text) => text.trim().split('\n').at(-1) ?? '';

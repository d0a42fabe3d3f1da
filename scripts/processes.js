/** @file Child processes whose output stays out of the way until it matters. */
import { spawn } from 'node:child_process';

/** A set-up step went wrong; the message says what, and what to do. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 1 where a signal ended the process
 * @property {string} output stdout and stderr together
 * @property {number} seconds
 */

/** A step that takes longer than this says so. */
const quietMs = 2_000;
/** Where stderr is a log file, one line every so often is enough to see that work goes on. */
const repeatMs = 20_000;

/**
 * Runs a command and keeps its output. After two seconds a line on stderr says what is going on.
 * @param {string} label what is being done, as in "Installing packages"
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<Outcome>}
 */
export function runQuietly(label, command, args, options) {
  const startedAt = performance.now();
  const done = announceSlowStep(label);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => {
      done();
      reject(new SetupError(`${label} failed: could not start ${command} (${error.message}).`));
    });
    child.on('close', (code) => {
      done();
      resolve({ code: code ?? 1, output, seconds: (performance.now() - startedAt) / 1000 });
    });
  });
}

/**
 * @param {string} label
 * @returns {() => void} call it when the step has ended
 */
export function announceSlowStep(label) {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  let announced = false;
  const repeat = setInterval(() => process.stderr.write(`${label} … ${seconds()} s\n`), repeatMs);
  const first = setTimeout(() => {
    announced = true;
    process.stderr.write(`${label} …\n`);
  }, quietMs);
  return () => {
    clearTimeout(first);
    clearInterval(repeat);
    if (announced) process.stderr.write(`${label} took ${seconds()} s.\n`);
  };
}

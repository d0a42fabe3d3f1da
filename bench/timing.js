/**
 * @file How the benchmark times: many short turns, ours and theirs by turns, so that a busy moment of the
 * machine falls on both; the least of all turns is what the program costs, the median what it cost this time.
 */

import { setTimeout as pause } from 'node:timers/promises';

/** Idle time between turns, in which the other side's threads stop spinning. */
const PAUSE_MS = 150;

/**
 * @typedef {object} Timing
 * @property {number} least ms
 * @property {number} median ms
 */

/**
 * @param {readonly number[]} times ms
 * @returns {Timing}
 */
export function summarise(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    least: sorted[0] ?? Number.NaN,
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
  };
}

/**
 * Calls every contestant in turn, `rounds` times; each call gives the times it measured.
 * @template {string} Name
 * @param {Record<Name, () => Promise<number[]>>} contestants
 * @param {number} rounds
 * @returns {Promise<Record<Name, Timing>>}
 */
export async function byTurns(contestants, rounds) {
  const names = /** @type {Name[]} */ (Object.keys(contestants));
  const times = /** @type {Record<Name, number[]>} */ (
    Object.fromEntries(names.map((name) => [name, /** @type {number[]} */ ([])]))
  );
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      await pause(PAUSE_MS);
      times[name].push(...(await contestants[name]()));
    }
  }
  return /** @type {Record<Name, Timing>} */ (
    Object.fromEntries(names.map((name) => [name, summarise(times[name])]))
  );
}

/**
 * The times of `count` calls, after `warm` calls that are not counted.
 * @param {() => unknown} call may give a promise
 * @param {number} count
 * @param {number} [warm]
 * @returns {Promise<number[]>} ms
 */
export async function timesOf(call, count, warm = 0) {
  for (let i = 0; i < warm; i++) await call();
  const times = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  }
  return times;
}

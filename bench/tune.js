/**
 * @file `node bench/tune.js --canvas pixels`: looks for better values of a medium's rows. It starts from the defaults
 * and goes through `tuning-space.js` row by row; the values of a row compete on ever more prompts of the list for tuning,
 * of which none is in the list of the final figure, and the better half of them goes on (successive halving, Jamieson
 * & Talwalkar 2016). A value takes the place of another where every judge is surer of its drawings.
 *
 * Drawn and judged by `atelier quality` in child processes, which keeps the drawings; each judgement is a line of
 * `outputs/tuning/CANVAS.jsonl`. So the same command goes on where it was ended, and another judge draws nothing anew.
 * The judges decide what is looked at, and eyes decide what is kept: it ends with the sheets of before and after.
 *
 * --rows a,b: only these · --set '{"decay":1.7}': in place of defaults · --seconds: no new row begins later · --workers ·
 * --threads of each · --judges a,b · --space '{"decay":[1.5,2]}': in place of tuning-space.js · --iterations
 */

import { execFile } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { promptLists } from '#atelier/quality';
import { completeSettings, parameterRows } from '#atelier/session';
import { tuningSpace } from './tuning-space.js';

/** @typedef {Readonly<Record<string, number | string>>} Values those that are not the defaults */
/** @typedef {Readonly<Record<string, number>>} Sureness by prompt, mean over the seeds, ln of a judge's share */

const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

const { values: options } = parseArgs({
  options: {
    canvas: { type: 'string', default: 'strokes' },
    rows: { type: 'string' },
    set: { type: 'string', default: '{}' },
    space: { type: 'string' },
    seconds: { type: 'string', default: '1800' },
    workers: { type: 'string', default: '1' },
    threads: { type: 'string', default: '1' },
    judges: { type: 'string', default: 'models/judge' },
    iterations: { type: 'string' },
  },
});
const judges = options.judges.split(',');
const { canvas } = options;
/** @type {Readonly<Record<string, readonly (number | string)[]>> | undefined} */
const space = options.space ? JSON.parse(options.space) : tuningSpace[canvas];
if (!space) {
  console.error(`There is nothing to tune of “${canvas}”; there are ${Object.keys(tuningSpace).join(', ')}.`);
  process.exit(2);
}
/** @type {Readonly<Record<string, unknown>>} */
const defaults = { ...completeSettings({ canvas, prompt: 'x' }) };
const folder = join(root, 'outputs/tuning');
mkdirSync(folder, { recursive: true });
const logFile = join(folder, `${canvas}.jsonl`);

/** How many prompts the values of a row compete on, before half of them is left out. */
const RUNGS = [6, 12, 24];
/** Neighbours in the list are alike; a stride that shares no factor with 24 mixes them. */
const STRIDE = 7;
const prompts = promptLists.tuning.map((_, i, all) => all[(i * STRIDE) % all.length] ?? '');

/** Judgements of this and earlier sittings. @type {Map<string, Sureness>} */
const judged = new Map();
if (existsSync(logFile)) {
  for (const line of readFileSync(logFile, 'utf8').split('\n').filter(Boolean)) {
    const { key, sureness } = JSON.parse(line);
    judged.set(key, sureness);
  }
}

const ends = Date.now() + 1000 * Number(options.seconds);
let best = trimmed(JSON.parse(options.set));
const start = best;
const rows = Object.entries(space).filter(([row]) => options.rows?.split(',').includes(row) ?? true);
for (const [row, values] of rows) {
  if (Date.now() > ends) {
    console.log(`The time is over before ${row}; the same command goes on here.`);
    break;
  }
  best = await compete(row, values);
}
console.log(`\n${JSON.stringify(best)}`);
for (const [name, values] of Object.entries({ before: start, after: best })) {
  await judge(values, prompts.length);
  console.log(`${name}: ${sheetOf(values, prompts.length)}`);
}

/**
 * @param {string} row @param {readonly (number | string)[]} values
 * @returns {Promise<Values>} the best so far, with the row's winner
 */
async function compete(row, values) {
  const present = best[row] ?? defaults[row];
  const rivals = values.filter((value) => value !== present);
  let left = [best, ...rivals.map((value) => trimmed({ ...best, [row]: value }))];
  for (const count of RUNGS) {
    await inTurn(left, (values) => judge(values, count));
    const lines = left.map((values) => `${values[row] ?? defaults[row]}: ${describe(values, count)}`);
    console.log(`${row}, ${count} prompts\n  ${lines.join('\n  ')}`);
    const ranked = left.slice(1).sort((a, b) => gain(b, count).mean - gain(a, count).mean);
    const promising = ranked.filter((values) => gain(values, count).mean > 0);
    left = [best, ...promising.slice(0, Math.max(1, Math.floor(rivals.length / 2)))];
    if (left.length === 1) return best;
  }
  return left.slice(1).find((values) => gain(values, prompts.length).isAgreed) ?? best;
}

/**
 * How much surer the judges are than of the best so far, mean over prompts and judges; agreed where every judge is and
 * the mean is more than its standard error.
 * @param {Values} values @param {number} count of prompts
 */
function gain(values, count) {
  const asked = prompts.slice(0, count);
  const byJudge = judges.map((name) => {
    const [mine, theirs] = [judged.get(keyOf(values, count, name)), judged.get(keyOf(best, count, name))];
    return asked.map((prompt) => (mine?.[prompt] ?? 0) - (theirs?.[prompt] ?? 0));
  });
  const both = asked.map((_, i) => meanOf(byJudge.map((gains) => gains[i] ?? 0)));
  const mean = meanOf(both);
  const error = Math.sqrt(meanOf(both.map((one) => (one - mean) ** 2)) / both.length);
  return { mean, isAgreed: mean > error && byJudge.every((gains) => meanOf(gains) > 0) };
}

/** @param {Values} values @param {number} count */
function describe(values, count) {
  const means = judges.map((name) => {
    const sureness = judged.get(keyOf(values, count, name)) ?? {};
    return meanOf(Object.values(sureness)).toFixed(3);
  });
  return means.join(' / ');
}

/** Draws what is not drawn yet, and asks every judge. @param {Values} values @param {number} count */
async function judge(values, count) {
  for (const name of judges) {
    const key = keyOf(values, count, name);
    if (judged.has(key)) continue;
    const report = reportOf(values, count, name);
    const list = join(folder, `prompts-${count}.txt`);
    writeFileSync(list, `${prompts.slice(0, count).join('\n')}\n`);
    const flags = Object.entries(values).flatMap(([row, value]) => [`--${flagOf(row)}`, String(value)]);
    const asked = ['quality', '--canvas', canvas, '--prompts', list, '--seeds', '1', '--judge', name];
    const where = ['--name', report, '--out', folder, '--work', join(folder, 'drawings')];
    const means = ['--threads', options.threads];
    if (options.iterations) means.push('--iterations', options.iterations);
    await run(process.execPath, [join(root, 'bin/atelier.js'), ...asked, ...where, ...means, ...flags], {
      cwd: root,
    });
    const { drawings } = JSON.parse(readFileSync(join(folder, `${report}.json`), 'utf8'));
    const sureness = Object.fromEntries(
      drawings.map((/** @type {{ prompt: string, sureness: number }} */ one) => [one.prompt, one.sureness]),
    );
    judged.set(key, sureness);
    appendFileSync(logFile, `${JSON.stringify({ key, values, judge: name, count, sureness })}\n`);
  }
}

/** Several at a time. @param {readonly Values[]} all @param {(values: Values) => Promise<void>} work */
async function inTurn(all, work) {
  const waiting = [...all];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: Number(options.workers) }, worker));
}

/** Without what is the default. @param {Values} values @returns {Values} */
function trimmed(values) {
  const stranger = Object.keys(values).find((row) => !(row in defaults));
  if (stranger) throw new Error(`${canvas} has no row “${stranger}”.`);
  return Object.fromEntries(
    Object.entries(values)
      .filter(([row, value]) => value !== defaults[row])
      .sort(([a], [b]) => a.localeCompare(b)),
  );
}

/** Defaults count too: they may change between two sittings. @param {Values} values @param {number} count @param {string} name */
function keyOf(values, count, name) {
  return JSON.stringify([canvas, name, count, options.iterations ?? '', { ...defaults, ...values }]);
}

/** @param {Values} values @param {number} count @param {string} name */
function reportOf(values, count, name) {
  const told = Object.entries(values).map(([row, value]) => `${row}-${value}`);
  return [canvas, ...(told.length > 0 ? told : ['defaults']), count, name.split('/').at(-1)].join('_');
}

/** @param {Values} values @param {number} count */
function sheetOf(values, count) {
  return join(folder, `${reportOf(values, count, judges[0] ?? '')}.png`);
}

/** @param {string} row */
function flagOf(row) {
  return parameterRows.find(({ name }) => name === row)?.flag ?? row;
}

/** @param {readonly number[]} values */
function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/**
 * @file `node bench/tune.js --canvas pixels`: looks for better values of a medium's rows, in about `--seconds`. The
 * changes of `tuning-space.js`, one row each, race against the start (`tuning-race.js`) on prompts of the list for tuning,
 * none of which is in the list of the final figure; the best are put together and drawn with seeds that chose nothing.
 * It starts from the defaults with the numbers of marks and steps of the medium's goal.
 *
 * The score is a judge's sureness of the word, so it is only as good as the judge: the judges decide what is looked at,
 * and eyes decide what is kept, so it ends with the sheets of before and after. Drawings are kept; the same command goes
 * on where it was ended, and table and sheets lie in `outputs/tuning`.
 *
 * --rows a,b: only these · --set '{"decay":1.7}': in place of defaults · --space '{"decay":[1.5,2]}': in place of
 * tuning-space.js · --seconds (900) · --workers: drawings at a time (as many as cores) · --threads of each · --judges a,b ·
 * --model: who draws
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { goals } from '#atelier/quality';
import { completeSettings } from '#atelier/session';
import { openEasel, sitterOf } from './tuning-easel.js';
import { combine, gainOf, planRace, race, START } from './tuning-race.js';
import { tuningSpace } from './tuning-space.js';

/** @typedef {import('./tuning-race.js').Candidate} Candidate */
/** @typedef {import('./tuning-easel.js').Sight} Sight */

const { values: options } = parseArgs({
  options: {
    canvas: { type: 'string', default: 'strokes' },
    rows: { type: 'string' },
    set: { type: 'string', default: '{}' },
    space: { type: 'string' },
    seconds: { type: 'string', default: '900' },
    workers: { type: 'string', default: String(availableParallelism()) },
    threads: { type: 'string' },
    judges: { type: 'string', default: fileURLToPath(new URL('../models/judge', import.meta.url)) },
    model: { type: 'string' },
  },
});
const { canvas } = options;
/** @type {Readonly<Record<string, readonly (number | string)[]>> | undefined} */
const space = options.space ? JSON.parse(options.space) : tuningSpace[canvas];
if (!space) {
  console.error(`There is nothing to tune of “${canvas}”; there are ${Object.keys(tuningSpace).join(', ')}.`);
  process.exit(2);
}
const [workers, seconds] = [Number(options.workers), Number(options.seconds)];
/** Seeds of the race, and of the last comparison. */
const [RACING, LAST] = [1, 1001];

/** @type {Readonly<Record<string, number | string>>} */
const base = { canvas, ...goals[/** @type {'pixels'} */ (canvas)]?.settings, ...JSON.parse(options.set) };
/** @type {Readonly<Record<string, unknown>>} */
const whole = { ...completeSettings({ ...base, prompt: 'x' }) };
const candidates = Object.entries(space)
  .filter(([row]) => options.rows?.split(',').includes(row) ?? true)
  .flatMap(([row, values]) => {
    if (!(row in whole)) throw new Error(`${canvas} has no row “${row}”.`);
    const others = values.filter((value) => value !== whole[row]);
    return others.map((value) => ({ name: `${row} ${value}`, values: { [row]: value } }));
  });

const folder = fileURLToPath(new URL('../outputs/tuning', import.meta.url));
mkdirSync(folder, { recursive: true });
/** @type {string[]} */
const lines = [];
const began = performance.now();
let total = 0;
const easel = await openEasel({
  folder,
  workers,
  judges: options.judges.split(','),
  base,
  show: tellProgress,
  ...(options.threads ? { threads: Number(options.threads) } : {}),
  ...(options.model ? { model: options.model } : {}),
});

/** @type {Map<string, Sight>} candidate and sitter → what was seen */
const sights = new Map();
/** @param {number} firstSeed @returns {import('./tuning-race.js').Measure} */
const measureFrom = (firstSeed) => async (candidate, from, count) => {
  const each = Array.from({ length: count }, async (_, i) => {
    const sitter = sitterOf(from + i, firstSeed);
    const sight = await easel.look(candidate.values, sitter);
    sights.set(`${candidate.name} ${firstSeed} ${from + i}`, sight);
    return sight.score;
  });
  return Promise.all(each);
};

// The first drawings say how long one takes; so the same plan is made again where the same command goes on.
const tried = await Promise.all(
  Array.from({ length: 2 * workers }, (_, i) => easel.look({}, sitterOf(i, RACING))),
);
const each = tried.reduce((sum, { seconds: one }) => sum + one, 0) / tried.length / workers;
const plan = planRace(candidates.length, seconds / each);
total = plan.rounds.reduce((sum, round) => sum + (round.candidates + 1) * round.sitters, 0) + 4 * plan.last;
const rounds = plan.rounds.map((round) => `${round.candidates} × ${round.sitters}`).join(', ');
say(
  `${canvas} ${JSON.stringify(base)}: ${candidates.length} candidates; ${each.toFixed(1)} s a drawing, so rounds of ${rounds} prompts, ${plan.last} at last.`,
);

const standings = await race(candidates, plan, measureFrom(RACING), (all, round) => {
  say(`\nRound ${round}\n${all.map(({ candidate, gain }) => describe(candidate.name, gain)).join('\n')}`);
});
const finalists = combine(standings);
/** @type {Map<Candidate, readonly number[]>} */
const last = new Map();
await Promise.all(
  [START, ...finalists].map(async (candidate) => {
    last.set(candidate, await measureFrom(LAST)(candidate, 0, plan.last));
  }),
);
say(
  `\nAll, where each was out (gain in ln of the judge’s share, standard error, prompts, @1 and @5 of them)`,
);
say(describe(START.name, { mean: 0, error: 0, count: seenOf(START, RACING).length }));
for (const { candidate, gain } of standings) say(describe(candidate.name, gain, seenOf(candidate, RACING)));
say(`\nThe best together, with seeds that chose nothing`);
let best = START;
let most = 0;
for (const candidate of last.keys()) {
  const gain = gainOf(last, candidate);
  say(describe(candidate.name, gain, seenOf(candidate, LAST)));
  if (gain.mean <= Math.max(most, 2 * gain.error)) continue;
  best = candidate;
  most = gain.mean;
}
say(
  best === START
    ? '\nNothing gained more than twice its standard error: the values stay as they are.'
    : `\nBest: ${JSON.stringify(best.values)}`,
);
for (const [name, candidate] of Object.entries({ before: START, after: best })) {
  const file = join(folder, `${canvas}-${name}.png`);
  writeFileSync(file, await easel.sheet(seenOf(candidate, LAST)));
  say(`${name}: ${file}`);
}
writeFileSync(join(folder, `${canvas}.txt`), `${lines.join('\n')}\n`);
await easel.close();

/** @param {string} line */
function say(line) {
  lines.push(line);
  console.log(line);
}

/** In the order of the sitters. @param {Candidate} candidate @param {number} firstSeed @returns {Sight[]} */
function seenOf({ name }, firstSeed) {
  const found = [];
  for (let i = 0; ; i++) {
    const sight = sights.get(`${name} ${firstSeed} ${i}`);
    if (!sight) return found;
    found.push(sight);
  }
}

/** @param {string} name @param {import('./tuning-race.js').Gain} gain @param {readonly Sight[]} [seen] */
function describe(name, { mean, error, count }, seen = []) {
  const told = `  ${mean < 0 ? '−' : '+'}${Math.abs(mean).toFixed(2)} ± ${Number.isFinite(error) ? error.toFixed(2) : '?   '}  ${String(count).padStart(3)}`;
  const part = (/** @type {number} */ most) =>
    `${Math.round((100 * seen.filter(({ rank }) => rank <= most).length) / seen.length)} %`;
  return `${told}  ${seen.length > 0 ? `${part(1).padStart(5)} ${part(5).padStart(5)}  ` : ''}${name}`;
}

/** On a terminal a line that is written over. @param {number} made */
function tellProgress(made) {
  if (!process.stderr.isTTY) return;
  const passed = (performance.now() - began) / 1000;
  const left = total > 0 ? ` of ${total}, ${Math.ceil(((total - made) * passed) / made)} s left` : '';
  process.stderr.write(`\r${made}${left}\u001b[K`);
}

/**
 * @file The race of `bench/tune.js`: sequential halving (Karnin, Koren & Somekh 2013) with common random numbers. Every
 * candidate draws the same prompts with the same seeds as the start does, so that only differences count; after each
 * round the worse half is out. The best changes are then put together, and what is told of them at last is measured on
 * seeds that chose nothing.
 */

/** @typedef {Readonly<Record<string, number | string>>} Values those that are not the start's */
/** @typedef {{ readonly name: string, readonly values: Values }} Candidate */
/** @typedef {{ readonly sitters: number, readonly candidates: number }} Round sitters: so many more in this round */
/** @typedef {{ readonly rounds: readonly Round[], readonly last: number }} Plan last: sitters of the last comparison */
/** @typedef {{ readonly mean: number, readonly error: number, readonly count: number }} Gain error: standard error of the mean */
/** @typedef {(candidate: Candidate, from: number, count: number) => Promise<readonly number[]>} Measure scores of sitters */
/** @typedef {{ readonly candidate: Candidate, readonly gain: Gain, readonly round: number }} Standing */

/** The changes that are put together. */
export const FINALISTS = 3;
/** Part of all drawings that the last comparison gets. */
const LAST = 0.3;

/** The start: it takes part in every round and is never out. @type {Candidate} */
export const START = { name: 'start', values: {} };

/**
 * How many prompts each round takes, so that all rounds cost the same and everything is about `drawings`.
 * @param {number} candidates @param {number} drawings @returns {Plan}
 */
export function planRace(candidates, drawings) {
  const sizes = [];
  for (let left = candidates; left > FINALISTS; left = Math.ceil(left / 2)) sizes.push(left);
  if (sizes.length === 0) sizes.push(candidates);
  const share = ((1 - LAST) * drawings) / sizes.length;
  const rounds = sizes.map((size) => ({
    candidates: size,
    sitters: Math.max(1, Math.floor(share / (size + 1))),
  }));
  return { rounds, last: Math.max(2, Math.floor((LAST * drawings) / (FINALISTS + 1))) };
}

/**
 * @param {readonly Candidate[]} candidates @param {Plan} plan
 * @param {Measure} measure of sitters counted from `from`; asked for several candidates at a time
 * @param {(standings: readonly Standing[], round: number) => void} tell of all that were in, the best first, after each round
 * @returns {Promise<Standing[]>} of every candidate where it stood when it was out, the best first
 */
export async function race(candidates, plan, measure, tell) {
  /** @type {Map<Candidate, number[]>} */
  const scores = new Map([START, ...candidates].map((candidate) => [candidate, []]));
  /** @type {Standing[]} */
  const out = [];
  let left = [...candidates];
  let from = 0;
  for (const [round, { sitters }] of plan.rounds.entries()) {
    const asked = [START, ...left].map(async (candidate) => {
      scores.get(candidate)?.push(...(await measure(candidate, from, sitters)));
    });
    await Promise.all(asked);
    from += sitters;
    const standings = left
      .map((candidate) => ({ candidate, gain: gainOf(scores, candidate), round: round + 1 }))
      .sort((a, b) => b.gain.mean - a.gain.mean);
    tell(standings, round + 1);
    const next = plan.rounds[round + 1]?.candidates ?? 0;
    out.unshift(...standings.slice(next));
    left = standings.slice(0, next).map(({ candidate }) => candidate);
  }
  return out;
}

/**
 * The best change, the best two, the best three, of different rows; only of such as gained.
 * @param {readonly Standing[]} standings the best first @returns {Candidate[]}
 */
export function combine(standings) {
  /** @type {Candidate[]} */
  const together = [];
  for (const { candidate, gain } of standings) {
    const before = together.at(-1) ?? { name: '', values: {} };
    const isKnown = Object.keys(candidate.values).some((row) => row in before.values);
    if (gain.mean <= 0 || isKnown || together.length === FINALISTS) continue;
    const name = before.name === '' ? candidate.name : `${before.name}, ${candidate.name}`;
    together.push({ name, values: { ...before.values, ...candidate.values } });
  }
  return together;
}

/** @param {ReadonlyMap<Candidate, readonly number[]>} scores @param {Candidate} candidate @returns {Gain} */
export function gainOf(scores, candidate) {
  const start = scores.get(START) ?? [];
  const gains = (scores.get(candidate) ?? []).map((score, i) => score - (start[i] ?? 0));
  const count = gains.length;
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / count;
  const squares = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0);
  return {
    mean,
    error: count > 1 ? Math.sqrt(squares / (count - 1) / count) : Number.POSITIVE_INFINITY,
    count,
  };
}

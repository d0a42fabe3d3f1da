/**
 * @file Draws and judges for `bench/tune.js`: several sessions take drawings from one queue. Drawings and verdicts are
 * kept in `outputs/tuning`, so what was drawn in an earlier sitting costs nothing, and another judge draws nothing anew.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { loadClip } from '#atelier/clip';
import { contactSheet, drawSeries, Judge, judgeOnce, promptLists, rivals } from '#atelier/quality';
import { openSession } from '#atelier/session';

/** @typedef {Readonly<Record<string, number | string>>} Values */
/** @typedef {{ readonly score: number, readonly rank: number, readonly file: string, readonly prompt: string, readonly seconds: number }} Sight */

/** A judge that is surer than this of everything else says no more about a drawing; it would only drown the others. */
const LEAST = Math.log(0.02);
/** Neighbours in the list are alike; a stride that shares no factor with 24 mixes them. */
const STRIDE = 7;
const prompts = promptLists.tuning.map((_, i, all) => all[(i * STRIDE) % all.length] ?? '');

/**
 * The n-th drawing that is asked of everybody: all prompts with one seed, then with the next.
 * @param {number} n @param {number} firstSeed
 */
export const sitterOf = (n, firstSeed) => ({
  prompt: prompts[n % prompts.length] ?? '',
  seed: firstSeed + Math.floor(n / prompts.length),
});

/**
 * @param {{ folder: string, workers: number, threads?: number, judges: readonly string[], model?: string, base: Values, show: (made: number) => void }} options
 */
export async function openEasel({ folder, workers, threads, judges, model, base, show }) {
  const share = threads ?? Math.max(1, Math.floor(availableParallelism() / workers));
  const opening = { threads: share, ...(model ? { models: [{ model, weight: 1 }] } : {}) };
  const sessions = await Promise.all(Array.from({ length: workers }, () => openSession(opening)));
  const clips = await Promise.all(judges.map((where) => loadClip(where, { threads: 1 })));
  const seeing = await Promise.all(clips.map((clip) => Judge.open(clip, rivals)));
  const free = [...sessions];
  /** @type {((session: (typeof sessions)[number]) => void)[]} */
  const waiting = [];
  let made = 0;

  /** @returns {Promise<(typeof sessions)[number]>} */
  const nextFree = () => new Promise((resolve) => waiting.push(resolve));

  /** @param {Values} values @param {{ prompt: string, seed: number }} sitter @returns {Promise<Sight>} */
  async function look(values, sitter) {
    const session = free.pop() ?? (await nextFree());
    try {
      const settings = { ...base, ...values };
      const place = join(folder, 'drawings');
      const asked = { settings, sitters: [sitter], folder: place, seconds: 1e9, show() {} };
      const [drawn] = await drawSeries([session], asked);
      if (!drawn) throw new Error(`“${sitter.prompt}” was not drawn.`);
      const seen = [];
      for (const judge of seeing) seen.push(await judgeOnce(judge, drawn));
      show(++made);
      const score = seen.reduce((sum, one) => sum + Math.max(LEAST, one.sureness), 0) / seen.length;
      return {
        score,
        rank: seen[0]?.rank ?? 0,
        file: drawn.file,
        prompt: drawn.prompt,
        seconds: drawn.seconds,
      };
    } finally {
      const next = waiting.shift();
      if (next) next(session);
      else free.push(session);
    }
  }

  return {
    look,
    /** @param {readonly Sight[]} sights with their ranks, on one sheet */
    sheet: (sights) =>
      contactSheet(
        sights.map(({ file, prompt, rank }) => ({ file, caption: `${prompt} (${rank})` })),
        8,
      ),
    async close() {
      await Promise.all(sessions.map((session) => session.close()));
      await Promise.all(clips.map((clip) => clip.dispose()));
    },
  };
}

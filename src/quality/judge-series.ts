/** @file What a judge says of a series of drawings: ranks, diversity between seeds, seconds until one could be named. */
import sharp from 'sharp';
import { type Drawn, TRAIL_SIDE } from './drawing-series.js';
import type { Judge } from './judge.js';
import { diversityOf, mean, meanReciprocalRank, median, precisionAt } from './measures.js';

/** A drawing is named where its word is among so many. */
const NAMED = 5;

export interface Judged {
  readonly prompt: string;
  readonly seed: number;
  /** Place of the prompt among the judge's words. */
  readonly rank: number;
  /** ln of the judge's share for the prompt, ≤ 0. */
  readonly sureness: number;
  /** What the judge took it for. */
  readonly nearest: readonly string[];
  readonly seconds: number;
  /** Seconds and steps to the first picture whose word is among the first 5; null where there is none. */
  readonly namedAfter: { readonly seconds: number; readonly iteration: number } | null;
}

export interface SeriesVerdict {
  readonly precisionAt1: number;
  readonly precisionAt5: number;
  readonly meanReciprocalRank: number;
  /** Mean over the drawings of ln of the judge's share for the prompt, ≤ 0: what recipes are tuned by. */
  readonly sureness: number;
  /** Mean over the prompts of 1 − cosine between the judge's vectors of two seeds; null with one seed. */
  readonly diversity: number | null;
  /** Of one drawing, mean. */
  readonly seconds: number;
  /** Median; null where half of the drawings are never named. */
  readonly secondsUntilNamed: number | null;
  /** Drawings that were made at a time, at most, while the seconds were taken. */
  readonly atOnce: number;
  readonly drawings: readonly Judged[];
}

/** One drawing's verdict, with what the judge saw in it. */
export interface Seen extends Judged {
  /** Of length 1. */
  readonly vector: Float32Array;
  readonly atOnce: number;
}

/** What one judge says of one drawing. */
export async function judgeDrawing(judge: Judge, drawn: Drawn): Promise<Seen> {
  const { prompt, seed, file, seconds, atOnce } = drawn;
  const [vector] = await judge.look([file]);
  return {
    prompt,
    seed,
    rank: judge.rank(vector!, prompt),
    sureness: judge.sureness(vector!, prompt),
    nearest: judge.nearest(vector!, NAMED),
    seconds,
    namedAfter: await firstNamed(judge, prompt, drawn),
    vector: vector!,
    atOnce,
  };
}

/** All that was seen, as figures. */
export function verdictOf(seen: readonly Seen[]): SeriesVerdict {
  const vectors = new Map<string, Float32Array[]>();
  for (const { prompt, vector } of seen) vectors.set(prompt, [...(vectors.get(prompt) ?? []), vector]);
  const ranks = seen.map(({ rank }) => rank);
  const diversities = [...vectors.values()].map(diversityOf).filter((value) => !Number.isNaN(value));
  return {
    precisionAt1: precisionAt(ranks, 1),
    precisionAt5: precisionAt(ranks, NAMED),
    meanReciprocalRank: meanReciprocalRank(ranks),
    sureness: mean(seen.map(({ sureness }) => sureness)),
    diversity: diversities.length > 0 ? mean(diversities) : null,
    seconds: mean(seen.map(({ seconds }) => seconds)),
    secondsUntilNamed: finiteOrNull(
      median(seen.map(({ namedAfter }) => namedAfter?.seconds ?? Number.POSITIVE_INFINITY)),
    ),
    atOnce: Math.max(...seen.map((one) => one.atOnce)),
    drawings: seen.map(({ vector: _, atOnce: __, ...judged }) => judged),
  };
}

async function firstNamed(
  judge: Judge,
  prompt: string,
  { trail, trailFile }: Pick<Drawn, 'trail' | 'trailFile'>,
): Promise<Judged['namedAfter']> {
  const region = (i: number) => ({ left: 0, top: i * TRAIL_SIDE, width: TRAIL_SIDE, height: TRAIL_SIDE });
  for (const [i, moment] of trail.entries()) {
    const still = await sharp(trailFile).extract(region(i)).png().toBuffer();
    const [vector] = await judge.look([still]);
    if (judge.rank(vector!, prompt) <= NAMED) return moment;
  }
  return null;
}
const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** @file The figures of quality, from ranks, vectors and times. */
import { dot } from '../guidance/index.js';

/** Place of the right one among all by falling likeness, 1 for the first; one that is as like counts against it. */
export function rankOf(likeness: ArrayLike<number>, right: number): number {
  const own = likeness[right]!;
  let rank = 1;
  for (let i = 0; i < likeness.length; i++) if (i !== right && likeness[i]! >= own) rank++;
  return rank;
}

/** ln of one's part of the softmax of all, ≤ 0. */
export function logShare(logits: readonly number[], one: number): number {
  const most = logits.reduce((best, logit) => Math.max(best, logit), Number.NEGATIVE_INFINITY);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - most), 0);
  return logits[one]! - most - Math.log(sum);
}

/** Part of the ranks that are `most` or better: R-precision@most of DALL-Eval's kin. 0..1 */
export const precisionAt = (ranks: readonly number[], most: number): number =>
  shareOf(ranks, (rank) => rank <= most);

/** Mean of 1 / rank, 0..1. */
export const meanReciprocalRank = (ranks: readonly number[]): number =>
  ranks.reduce((sum, rank) => sum + 1 / rank, 0) / ranks.length;

/** Infinite values are greater than all others; of an even number the greater middle one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** 1 − cosine, mean over the pairs of vectors of length 1; of fewer than two nothing can be said. */
export function diversityOf(vectors: readonly Float32Array[]): number {
  let [sum, pairs] = [0, 0];
  vectors.forEach((a, i) => {
    for (const b of vectors.slice(i + 1)) {
      sum += 1 - dot(a, b);
      pairs++;
    }
  });
  return pairs === 0 ? Number.NaN : sum / pairs;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const shareOf = <Item>(items: readonly Item[], is: (item: Item) => boolean): number =>
  items.filter(is).length / items.length;

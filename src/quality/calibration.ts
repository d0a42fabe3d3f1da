/**
 * @file Which verdict of a judge agrees best with what people saw on blind sheets. A verdict is a number by drawing, the
 * higher the surer, and a threshold; the threshold is told of all drawings, and how well it holds of drawings on sheets
 * that it was not chosen by.
 */
import { mean, shareOf } from './measures.js';

/** A drawing that was named blind, in the eyes of a judge. */
export interface Witnessed {
  readonly sheet: string;
  /** Whether the person named it. */
  readonly right: boolean;
  /** Of its word, and of the likest other word; cosines. */
  readonly likeness: number;
  readonly rival: number;
  readonly rank: number;
  /** ln of the softmax's part of the word, by inverse temperature. */
  readonly sureness: (scale: number) => number;
}

export interface Verdict {
  readonly name: string;
  /** Agrees where score ≥ threshold is what the person said, 0..1. */
  readonly agreement: number;
  /** null where it is best to let none, or all, pass. */
  readonly threshold: number | null;
  /** The same where each sheet is judged by the threshold that is best on the others. */
  readonly sheetsLeftOut: number;
  /** Probability that a drawing that was named scores higher than one that was not; .5: the score says nothing. */
  readonly separation: number;
}

/** Agreement that makes a verdict a measure of what people see. */
export const CALIBRATED = 0.8;

const SCALES = [10, 20, 40] as const;
type Score = (drawing: Witnessed) => number;

/** Thresholds of those in the second column are given, of the others chosen. */
const verdicts: readonly (readonly [name: string, score: Score, threshold?: number])[] = [
  ['every drawing is named', () => 0, 0],
  ['first place', ({ rank }) => -rank, -1],
  ['among the first five', ({ rank }) => -rank, -5],
  ['likeness', ({ likeness }) => likeness],
  ['likeness beyond the likest other word', ({ likeness, rival }) => likeness - rival],
  ...SCALES.map(
    (scale) => [`ln of the share at scale ${scale}`, (one: Witnessed) => one.sureness(scale)] as const,
  ),
  ...SCALES.map(
    (scale) =>
      [
        `first place and ln of the share at scale ${scale}`,
        (one: Witnessed) => (one.rank === 1 ? one.sureness(scale) : Number.NEGATIVE_INFINITY),
      ] as const,
  ),
];

/** @param drawings of at least one sheet, some named and some not */
export function calibrate(drawings: readonly Witnessed[]): Verdict[] {
  const sheets = [...new Set(drawings.map(({ sheet }) => sheet))];
  return verdicts.map(([name, score, given]) => {
    const chosen = (from: readonly Witnessed[]) => given ?? bestThreshold(from, score);
    const threshold = chosen(drawings);
    const apart = sheets.map((left) => {
      const own = drawings.filter(({ sheet }) => sheet === left);
      const others = drawings.filter(({ sheet }) => sheet !== left);
      return own.length * agreementAt(own, score, chosen(others.length > 0 ? others : own));
    });
    return {
      name,
      agreement: agreementAt(drawings, score, threshold),
      threshold: Number.isFinite(threshold) ? threshold : null,
      sheetsLeftOut: apart.reduce((sum, count) => sum + count, 0) / drawings.length,
      separation: separationOf(drawings, score),
    };
  });
}

const agreementAt = (drawings: readonly Witnessed[], score: Score, threshold: number): number =>
  shareOf(drawings, (one) => score(one) >= threshold === one.right);

/** Of those that agree best the lowest; every score is one, so that nothing is counted twice. */
function bestThreshold(drawings: readonly Witnessed[], score: Score): number {
  let [best, most] = [Number.POSITIVE_INFINITY, agreementAt(drawings, score, Number.POSITIVE_INFINITY)];
  for (const threshold of drawings.map(score).sort((a, b) => b - a)) {
    const agreement = agreementAt(drawings, score, threshold);
    if (agreement >= most) [best, most] = [threshold, agreement];
  }
  return best;
}

function separationOf(drawings: readonly Witnessed[], score: Score): number {
  const [named, others] = [true, false].map((right) =>
    drawings.filter((one) => one.right === right).map(score),
  );
  const pairs = named!.flatMap((a) => others!.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
  return mean(pairs);
}

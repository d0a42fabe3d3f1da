/** @file How far pictures have come that a person brings, how fast, and how long the rest will take. */

/** What is quicker needs no numbers, milliseconds. */
const SOON = 2000;

export interface Bringing {
  /** Of the picture that is coming, from 1. */
  readonly place: number;
  readonly count: number;
  /** Nothing in the first two seconds, and before the first has come. */
  readonly pace: Pace | null;
}

interface Pace {
  /** Bytes a second. */
  readonly rate: number;
  readonly secondsLeft: number;
}

/**
 * @param sizes of all pictures, bytes
 * @param done how many have come
 * @param elapsed since the first began, milliseconds
 */
export function bringingOf(sizes: readonly number[], done: number, elapsed: number): Bringing {
  const count = sizes.length;
  const sum = (some: readonly number[]) => some.reduce((bytes, size) => bytes + size, 0);
  const rate = sum(sizes.slice(0, done)) / (elapsed / 1000);
  const isKnown = elapsed >= SOON && rate > 0;
  const pace = isKnown ? { rate, secondsLeft: sum(sizes.slice(done)) / rate } : null;
  return { place: Math.min(done + 1, count), count, pace };
}

/** @file Flags that are whole numbers in a range, checked where they are read. */
import { UsageError } from './exit-codes.js';

/** @returns what commander's `argParser` takes; it throws UsageError naming the flag and its range */
export function wholeNumber(flag: string, min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new UsageError(
      `--${flag} has to be a whole number from ${min} to ${max}, not ${JSON.stringify(text.slice(0, 40))}.`,
    );
  };
}

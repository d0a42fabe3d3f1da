/**
 * @file The complex discrete Fourier transform of several signals at once, of any length whose prime factors are 2, 3
 * and 5. Stockham's autosort algorithm (C. Van Loan, “Computational Frameworks for the Fast Fourier Transform”, 1992,
 * section 1.7), which needs no bit reversal; the signals lie side by side, so that the innermost loop runs over
 * neighbours in memory even in the first pass.
 */
import { butterflies, type ComplexSignals, type Pass } from './butterflies.js';

const RADICES = [4, 2, 3, 5] as const;

export class Fft {
  private readonly passes: readonly Pass[];
  private spare: ComplexSignals;
  /** Where a caller puts its signals and finds their transforms; the arrays change places with every transform. */
  signals: ComplexSignals;

  /**
   * @param length samples of a signal
   * @param batch signals transformed together
   * @throws RangeError for a length with a prime factor beyond 5
   */
  constructor(
    readonly length: number,
    readonly batch: number,
  ) {
    this.passes = passesOf(length);
    this.signals = emptySignals(length * batch);
    this.spare = emptySignals(length * batch);
  }

  /** Transforms `signals` with e^(−2πi·jk/length), unscaled. The inverse is the same with `re` and `im` exchanged. */
  transform(): void {
    let stride = this.batch;
    for (const pass of this.passes) {
      butterflies[pass.radix](pass, stride, this.signals, this.spare);
      [this.signals, this.spare] = [this.spare, this.signals];
      stride *= pass.radix;
    }
  }
}

const emptySignals = (numbers: number): ComplexSignals => ({
  re: new Float64Array(numbers),
  im: new Float64Array(numbers),
});

/** The smallest even length from `length` on that an `Fft` takes. */
export function smoothLength(length: number): number {
  let candidate = Math.max(2, length + (length % 2));
  while (!isSmooth(candidate)) candidate += 2;
  return candidate;
}

function isSmooth(length: number): boolean {
  let rest = length;
  for (const prime of [2, 3, 5]) while (rest % prime === 0) rest /= prime;
  return rest === 1;
}

function passesOf(length: number): readonly Pass[] {
  if (!Number.isInteger(length) || length < 1 || !isSmooth(length)) {
    throw new RangeError(
      `A Fourier transform of length ${length} is not to be had: only 2, 3 and 5 may divide it.`,
    );
  }
  const passes: Pass[] = [];
  let rest = length;
  for (const radix of RADICES) {
    while (rest % radix === 0) {
      passes.push({ radix, part: rest / radix, twiddles: twiddlesOf(radix, rest / radix) });
      rest /= radix;
    }
  }
  return passes;
}

function twiddlesOf(radix: number, part: number): Float64Array {
  const twiddles = new Float64Array(2 * part * (radix - 1));
  let at = 0;
  for (let p = 0; p < part; p++) {
    for (let k = 1; k < radix; k++) {
      const angle = (-2 * Math.PI * p * k) / (part * radix);
      twiddles[at++] = Math.cos(angle);
      twiddles[at++] = Math.sin(angle);
    }
  }
  return twiddles;
}

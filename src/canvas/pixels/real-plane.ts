/**
 * @file A real plane and its half spectrum: the inverse real Fourier transform of two dimensions, and the transpose
 * of that linear map. Columns are transformed a few at a time; rows in pairs, one as the real and one as the
 * imaginary part of one complex signal (Press et al., “Numerical Recipes”, section 12.3.1). Memory stays at one half
 * spectrum besides what the caller holds.
 */
import type { RasterSize } from '../../raster/index.js';
import type { ComplexSignals } from './butterflies.js';
import { Fft } from './fft.js';

/** Columns, or pairs of rows, transformed together: one line of the processor's cache of single-precision pairs. */
const BATCH = 8;

export class RealPlane {
  /** Columns of the half spectrum, width/2 + 1: the rest follows by symmetry. */
  readonly columns: number;
  private readonly alongColumns: Fft;
  private readonly alongRows: Fft;
  /** height·columns complex numbers, between the passes over columns and rows. */
  private readonly middle: Float32Array;
  /** Makes the transform unitary. */
  private readonly norm: number;

  /** @param size sides that `Fft` takes, the width even */
  constructor(readonly size: RasterSize) {
    const { width, height } = size;
    if (width % 2 !== 0)
      throw new RangeError(`A plane ${width} wide has no half spectrum: its width is odd.`);
    this.columns = width / 2 + 1;
    this.alongColumns = new Fft(height, BATCH);
    this.alongRows = new Fft(width, BATCH);
    this.middle = new Float32Array(2 * height * this.columns);
    this.norm = 1 / Math.sqrt(width * height);
  }

  /** Numbers of a half spectrum. */
  get spectrumNumbers(): number {
    return this.middle.length;
  }

  /**
   * x(r, c) = (1/√(hw)) · Re Σ_uv w_v·e_uv·S_uv·exp(2πi·(ur/h + vc/w)), w_v = 1 for v = 0 and v = w/2, else 2.
   * @param spectrum height·columns·2, by turns real and imaginary
   * @param envelope height·columns factors
   * @param plane where the upper left corner of the result goes, `shown.height`·`shown.width`
   */
  inverse(spectrum: Float32Array, envelope: Float32Array, plane: Float32Array, shown: RasterSize): void {
    const { height } = this.size;
    const { columns, middle, alongColumns } = this;
    for (let from = 0; from < columns; from += BATCH) {
      const count = Math.min(BATCH, columns - from);
      const { re, im } = alongColumns.signals;
      for (let row = 0; row < height; row++) {
        for (let b = 0; b < count; b++) {
          const i = row * columns + from + b;
          const factor = envelope[i]!;
          // Real and imaginary parts change places: that makes the transform the inverse one.
          re[row * BATCH + b] = factor * spectrum[2 * i + 1]!;
          im[row * BATCH + b] = factor * spectrum[2 * i]!;
        }
      }
      alongColumns.transform();
      const done = alongColumns.signals;
      for (let row = 0; row < height; row++) {
        for (let b = 0; b < count; b++) {
          const i = 2 * (row * columns + from + b);
          middle[i] = done.im[row * BATCH + b]!;
          middle[i + 1] = done.re[row * BATCH + b]!;
        }
      }
    }
    for (let row = 0; row < shown.height; row += 2 * BATCH) this.rowsFromMiddle(row, plane, shown);
  }

  /**
   * Transpose of `inverse`.
   * @param plane gradient by the plane, `shown.height`·`shown.width`
   * @param gradient gradient by the spectrum, written over
   */
  adjoint(plane: Float32Array, shown: RasterSize, envelope: Float32Array, gradient: Float32Array): void {
    const { height } = this.size;
    const { columns, middle, alongColumns, norm } = this;
    middle.fill(0);
    for (let row = 0; row < shown.height; row += 2 * BATCH) this.rowsToMiddle(row, plane, shown);
    for (let from = 0; from < columns; from += BATCH) {
      const count = Math.min(BATCH, columns - from);
      const { re, im } = alongColumns.signals;
      for (let row = 0; row < height; row++) {
        for (let b = 0; b < count; b++) {
          const i = 2 * (row * columns + from + b);
          re[row * BATCH + b] = middle[i]!;
          im[row * BATCH + b] = middle[i + 1]!;
        }
      }
      alongColumns.transform();
      const done = alongColumns.signals;
      for (let row = 0; row < height; row++) {
        for (let b = 0; b < count; b++) {
          const column = from + b;
          const i = row * columns + column;
          const isOwnMirror = column === 0 || column === columns - 1;
          const factor = (isOwnMirror ? norm : 2 * norm) * envelope[i]!;
          gradient[2 * i] = factor * done.re[row * BATCH + b]!;
          gradient[2 * i + 1] = factor * done.im[row * BATCH + b]!;
        }
      }
    }
  }

  /** Rows `first` … `first + 2·BATCH − 1` of the plane out of `middle`, as far as they are shown. */
  private rowsFromMiddle(first: number, plane: Float32Array, shown: RasterSize): void {
    const { width } = this.size;
    const { columns, middle, alongRows, norm } = this;
    const pairs = Math.min(BATCH, Math.ceil((shown.height - first) / 2));
    const { re, im } = alongRows.signals;
    for (let pair = 0; pair < pairs; pair++) {
      const a = 2 * (first + 2 * pair) * columns;
      // Below the last row of an odd height there is none: the first row stands in, and its result goes nowhere.
      const b = first + 2 * pair + 1 < this.size.height ? a + 2 * columns : 0;
      for (let column = 0; column < columns; column++) {
        const isOwnMirror = column === 0 || column === columns - 1;
        const aRe = middle[a + 2 * column]!;
        const bRe = middle[b + 2 * column]!;
        const aIm = isOwnMirror ? 0 : middle[a + 2 * column + 1]!;
        const bIm = isOwnMirror ? 0 : middle[b + 2 * column + 1]!;
        // a + i·b, and at the mirrored place conj(a) + i·conj(b); re and im change places as above.
        im[column * BATCH + pair] = aRe - bIm;
        re[column * BATCH + pair] = aIm + bRe;
        if (isOwnMirror) continue;
        im[(width - column) * BATCH + pair] = aRe + bIm;
        re[(width - column) * BATCH + pair] = bRe - aIm;
      }
    }
    alongRows.transform();
    const done = alongRows.signals;
    for (let pair = 0; pair < pairs; pair++) {
      const row = first + 2 * pair;
      const hasBoth = row + 1 < shown.height;
      for (let column = 0; column < shown.width; column++) {
        const i = row * shown.width + column;
        plane[i] = norm * done.im[column * BATCH + pair]!;
        if (hasBoth) plane[i + shown.width] = norm * done.re[column * BATCH + pair]!;
      }
    }
  }

  /** The half spectra of those rows into `middle`. */
  private rowsToMiddle(first: number, plane: Float32Array, shown: RasterSize): void {
    const { alongRows } = this;
    const pairs = Math.min(BATCH, Math.ceil((shown.height - first) / 2));
    const { re, im } = alongRows.signals;
    re.fill(0);
    im.fill(0);
    for (let pair = 0; pair < pairs; pair++) {
      const row = first + 2 * pair;
      const hasBoth = row + 1 < shown.height;
      for (let column = 0; column < shown.width; column++) {
        const i = row * shown.width + column;
        re[column * BATCH + pair] = plane[i]!;
        if (hasBoth) im[column * BATCH + pair] = plane[i + shown.width]!;
      }
    }
    alongRows.transform();
    for (let pair = 0; pair < pairs; pair++) this.parted(first + 2 * pair, pair, alongRows.signals);
  }

  /** The two real signals in one complex one: A = (Z + mirrored conj Z)/2, B = (Z − mirrored conj Z)/2i. */
  private parted(row: number, pair: number, { re, im }: ComplexSignals): void {
    const { width, height } = this.size;
    const { columns, middle } = this;
    const a = 2 * row * columns;
    const hasBoth = row + 1 < height;
    for (let column = 0; column < columns; column++) {
      const at = column * BATCH + pair;
      const mirror = ((width - column) % width) * BATCH + pair;
      const zRe = re[at]!;
      const zIm = im[at]!;
      const mRe = re[mirror]!;
      const mIm = im[mirror]!;
      middle[a + 2 * column] = 0.5 * (zRe + mRe);
      middle[a + 2 * column + 1] = 0.5 * (zIm - mIm);
      if (!hasBoth) continue;
      const b = a + 2 * columns;
      middle[b + 2 * column] = 0.5 * (zIm + mIm);
      middle[b + 2 * column + 1] = 0.5 * (mRe - zRe);
    }
  }
}

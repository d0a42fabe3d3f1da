/**
 * @file A plane as a sum of cosines, smooth to begin with and detailed later: Σ aᵢⱼ·f⁻ᵈ·cos(πi(x+½)/w)·cos(πj(y+½)/h)
 * with f the frequency (the basis of the discrete cosine transform, Ahmed, Natarajan & Rao 1974). Optimising the
 * coefficients instead of pixels makes whole shapes where pixels make speckle, as the Fourier basis does in
 * "Feature Visualization" (Olah et al. 2017); cosines do not wrap around the edges.
 */
import type { RasterSize } from '../../raster/index.js';

/** Cosines a side at most: marks are coarser than the finest of these. */
const MOST = 64;

/** The first cosine's coefficient that makes a plane of ones. */
export const COEFFICIENT_OF_ONE = 2;

/** Cosines along a side of so many pixels. */
const cosinesAlong = (pixels: number): number => Math.min(pixels, MOST);

export const coefficientCount = ({ width, height }: RasterSize): number =>
  cosinesAlong(width) * cosinesAlong(height);

export class CosinePlane {
  readonly across: number;
  readonly down: number;
  /** cos(πi(x+½)/w) at i·w + x, and the same downwards */
  readonly #rows: Float64Array;
  readonly #columns: Float64Array;
  /** f⁻ᵈ by coefficient */
  readonly #weights: Float64Array;
  /** one side transformed: [down][w] */
  readonly #half: Float64Array;

  /** @param decay d: how much finer cosines are held back */
  constructor(
    private readonly size: RasterSize,
    decay: number,
  ) {
    const { width, height } = size;
    this.across = cosinesAlong(width);
    this.down = cosinesAlong(height);
    this.#rows = cosines(this.across, width);
    this.#columns = cosines(this.down, height);
    this.#half = new Float64Array(this.down * width);
    const shorter = Math.min(width, height);
    this.#weights = new Float64Array(this.coefficients);
    for (let j = 0; j < this.down; j++) {
      for (let i = 0; i < this.across; i++) {
        // Half-waves in the shorter side.
        const frequency = Math.hypot((i * shorter) / width, (j * shorter) / height);
        const norm = (i === 0 ? Math.SQRT1_2 : 1) * (j === 0 ? Math.SQRT1_2 : 1);
        this.#weights[j * this.across + i] = norm * Math.max(1, frequency) ** -decay;
      }
    }
  }

  get coefficients(): number {
    return coefficientCount(this.size);
  }

  /** @returns the plane, [height·width], in `plane` */
  forward(coefficients: Float32Array, plane: Float64Array): Float64Array {
    const { width, height } = this.size;
    const half = this.#half.fill(0);
    for (let j = 0; j < this.down; j++) {
      for (let i = 0; i < this.across; i++) {
        const at = j * this.across + i;
        const a = coefficients[at]! * this.#weights[at]!;
        for (let x = 0; x < width; x++) half[j * width + x]! += a * this.#rows[i * width + x]!;
      }
    }
    plane.fill(0);
    for (let j = 0; j < this.down; j++) {
      for (let y = 0; y < height; y++) {
        const b = this.#columns[j * height + y]!;
        for (let x = 0; x < width; x++) plane[y * width + x]! += b * half[j * width + x]!;
      }
    }
    return plane;
  }

  /** Gradient by the coefficients, written to `gradient`, of one by the plane. */
  adjoint(planeGradient: Float64Array, gradient: Float32Array): void {
    const { width, height } = this.size;
    const half = this.#half.fill(0);
    for (let j = 0; j < this.down; j++) {
      for (let y = 0; y < height; y++) {
        const b = this.#columns[j * height + y]!;
        for (let x = 0; x < width; x++) half[j * width + x]! += b * planeGradient[y * width + x]!;
      }
    }
    for (let j = 0; j < this.down; j++) {
      for (let i = 0; i < this.across; i++) {
        let sum = 0;
        for (let x = 0; x < width; x++) sum += this.#rows[i * width + x]! * half[j * width + x]!;
        const at = j * this.across + i;
        gradient[at] = sum * this.#weights[at]!;
      }
    }
  }
}

function cosines(count: number, length: number): Float64Array {
  const values = new Float64Array(count * length);
  for (let i = 0; i < count; i++) {
    for (let x = 0; x < length; x++) values[i * length + x] = Math.cos((Math.PI * i * (x + 0.5)) / length);
  }
  return values;
}

/**
 * @file Images from one size to another by the triangle filter, as wide as the coarser of the two grids asks: linear
 * interpolation when enlarging, a mean without aliasing when shrinking (Heckbert, “Filtering by repeated integration”,
 * calls it the tent). A separable linear map; its transpose is here too.
 */
import type { RasterSize } from '../raster/index.js';

/** For each place of the longer axis: the first place it reads, and its weights. */
interface Taps {
  readonly from: Int32Array;
  readonly weights: readonly Float32Array[];
}

export class Resampler {
  private readonly across: Taps;
  private readonly down: Taps;
  /** Resized across, not yet down. */
  private readonly middle: Float32Array;

  /** @param channels numbers of a pixel, side by side */
  constructor(
    private readonly source: RasterSize,
    private readonly target: RasterSize,
    private readonly channels: number,
  ) {
    this.across = triangleTaps(source.width, target.width);
    this.down = triangleTaps(source.height, target.height);
    this.middle = new Float32Array(source.height * target.width * channels);
  }

  /**
   * @param from source.height·source.width·channels
   * @param to target.height·target.width·channels, written over
   */
  forward(from: ArrayLike<number>, to: Float32Array): void {
    const { source, target, channels, middle } = this;
    const sourcePitch = source.width * channels;
    const pitch = target.width * channels;
    for (let row = 0; row < source.height; row++) {
      for (let column = 0; column < target.width; column++) {
        const weights = this.across.weights[column]!;
        const first = row * sourcePitch + this.across.from[column]! * channels;
        for (let c = 0; c < channels; c++) {
          let sum = 0;
          for (let k = 0; k < weights.length; k++) sum += weights[k]! * from[first + k * channels + c]!;
          middle[row * pitch + column * channels + c] = sum;
        }
      }
    }
    to.fill(0);
    for (let row = 0; row < target.height; row++) {
      const weights = this.down.weights[row]!;
      for (let k = 0; k < weights.length; k++) {
        const weight = weights[k]!;
        const first = (this.down.from[row]! + k) * pitch;
        for (let i = 0; i < pitch; i++) to[row * pitch + i]! += weight * middle[first + i]!;
      }
    }
  }

  /**
   * Transpose of `forward`.
   * @param gradient by the target
   * @param to gradient by the source, written over
   */
  adjoint(gradient: Float32Array, to: Float32Array): void {
    const { source, target, channels, middle } = this;
    const sourcePitch = source.width * channels;
    const pitch = target.width * channels;
    middle.fill(0);
    for (let row = 0; row < target.height; row++) {
      const weights = this.down.weights[row]!;
      for (let k = 0; k < weights.length; k++) {
        const weight = weights[k]!;
        const first = (this.down.from[row]! + k) * pitch;
        for (let i = 0; i < pitch; i++) middle[first + i]! += weight * gradient[row * pitch + i]!;
      }
    }
    to.fill(0);
    for (let row = 0; row < source.height; row++) {
      for (let column = 0; column < target.width; column++) {
        const weights = this.across.weights[column]!;
        const first = row * sourcePitch + this.across.from[column]! * channels;
        for (let k = 0; k < weights.length; k++) {
          for (let c = 0; c < channels; c++) {
            to[first + k * channels + c]! += weights[k]! * middle[row * pitch + column * channels + c]!;
          }
        }
      }
    }
  }
}

/** An image of `channels` numbers a pixel at another size. */
export function resampled(
  image: ArrayLike<number>,
  source: RasterSize,
  target: RasterSize,
  channels: number,
): Float32Array {
  const result = new Float32Array(target.width * target.height * channels);
  new Resampler(source, target, channels).forward(image, result);
  return result;
}

function triangleTaps(source: number, target: number): Taps {
  const ratio = source / target;
  const reach = Math.max(1, ratio);
  const from = new Int32Array(target);
  const weights = Array.from({ length: target }, (_, place) => {
    const centre = (place + 0.5) * ratio;
    const first = Math.max(0, Math.ceil(centre - reach - 0.5));
    const last = Math.min(source - 1, Math.floor(centre + reach - 0.5));
    from[place] = first;
    const row = Float64Array.from({ length: last - first + 1 }, (_, k) =>
      Math.max(0, 1 - Math.abs(first + k + 0.5 - centre) / reach),
    );
    const total = row.reduce((sum, weight) => sum + weight, 0);
    return Float32Array.from(row, (weight) => weight / total);
  });
  return { from, weights };
}

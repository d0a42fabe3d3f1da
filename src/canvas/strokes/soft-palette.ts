/**
 * @file Colours that may only be those of a palette, softly: each is a mixture of the palette's colours p with the
 * shares softmax(−|c − p|²/τ), so that the gradient can lead it from one to the next. As τ falls it becomes the nearest.
 */
import type { Rgb } from '../../raster/index.js';

/** τ at the beginning of a drawing, and from `SETTLED` on; in squares of RGB 0..1. */
const WARM = 0.1;
const COLD = 0.001;
const SETTLED = 0.8;

/** τ at `progress` 0..1: it falls by the same factor with each step. */
export const temperature = (progress: number): number =>
  WARM * (COLD / WARM) ** Math.min(1, progress / SETTLED);

/** @param colours RGBA; the opacity stays as it is. @param mixed RGBA, written over */
export function mix(palette: readonly Rgb[], tau: number, colours: Float32Array, mixed: Float32Array): void {
  const shares = new Float64Array(palette.length);
  for (let at = 0; at < colours.length; at += 4) {
    sharesOf(palette, tau, colours, at, shares);
    for (let c = 0; c < 3; c++) {
      mixed[at + c] = palette.reduce((sum, colour, k) => sum + shares[k]! * colour[c]!, 0);
    }
    mixed[at + 3] = colours[at + 3]!;
  }
}

/**
 * The gradient by the mixtures becomes that by the colours, in place: 2/τ times the covariance of the palette's colours
 * under the shares.
 */
export function pullMix(
  palette: readonly Rgb[],
  tau: number,
  colours: Float32Array,
  gradient: Float32Array,
): void {
  const shares = new Float64Array(palette.length);
  for (let at = 0; at < colours.length; at += 4) {
    sharesOf(palette, tau, colours, at, shares);
    const along = palette.map((colour) =>
      colour.reduce((sum, value, c) => sum + value * gradient[at + c]!, 0),
    );
    const mean = along.reduce((sum, value, k) => sum + shares[k]! * value, 0);
    for (let c = 0; c < 3; c++) {
      const covariance = palette.reduce(
        (sum, colour, k) => sum + shares[k]! * colour[c]! * (along[k]! - mean),
        0,
      );
      gradient[at + c] = (2 / tau) * covariance;
    }
  }
}

function sharesOf(
  palette: readonly Rgb[],
  tau: number,
  colours: Float32Array,
  at: number,
  shares: Float64Array,
): void {
  let least = Number.POSITIVE_INFINITY;
  palette.forEach((colour, k) => {
    const distance = colour.reduce((sum, value, c) => sum + (value - colours[at + c]!) ** 2, 0);
    shares[k] = distance;
    least = Math.min(least, distance);
  });
  let sum = 0;
  for (let k = 0; k < shares.length; k++) {
    shares[k] = Math.exp((least - shares[k]!) / tau);
    sum += shares[k]!;
  }
  for (let k = 0; k < shares.length; k++) shares[k]! /= sum;
}

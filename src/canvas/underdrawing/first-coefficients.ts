/**
 * @file What an underdrawing begins as: hardly anything, or where the words name a colour a tint of it. On a white page
 * the way to red leads through pink and brown, which a guide that tells colours apart pushes off: it took the other
 * way, and drew cyan apples. A tint is past that fork.
 */
import type { SeededGenerator } from '../../random/index.js';
import type { RasterSize, Rgb } from '../../raster/index.js';
import { COEFFICIENT_OF_ONE, coefficientCount } from './cosine-plane.js';
import { COLOURS, REST } from './underdrawing.js';

/** Standard deviation of the coefficients. */
const FIRST = 0.01;
/** Darkness that a tint has at least and at most, as its logit has no other end. */
const DARKNESS = [0.03, 0.97] as const;

export interface Tint {
  readonly ink: Rgb;
  /** How dark the ink is laid, 0..1. */
  readonly share: number;
}

/** @param size of the underdrawing, pixels */
export function firstCoefficients(
  size: RasterSize,
  generator: SeededGenerator,
  tint: Tint | undefined,
): Float32Array {
  const each = coefficientCount(size);
  const coefficients = new Float32Array(3 * each);
  generator.addNormal(coefficients, FIRST);
  if (tint && tint.share > 0) {
    planesOf(tint).forEach((value, plane) => {
      coefficients[plane * each]! += COEFFICIENT_OF_ONE * value;
    });
  }
  return coefficients;
}

/** The even planes whose channels are as dark as the tint (Cramer's rule). */
function planesOf({ ink, share }: Tint): number[] {
  const [least, most] = DARKNESS;
  const logits = ink.map((light) => {
    const dark = Math.min(most, Math.max(least, share * (1 - light)));
    return Math.log((1 - dark) / dark) - REST;
  });
  const [red, green, blue] = COLOURS;
  const withLogits = (plane: number): Matrix => {
    const row = (of: Row, channel: number): Row => {
      const at = (k: 0 | 1 | 2): number => (k === plane ? logits[channel]! : of[k]);
      return [at(0), at(1), at(2)];
    };
    return [row(red, 0), row(green, 1), row(blue, 2)];
  };
  return [0, 1, 2].map((plane) => determinant(withLogits(plane)) / determinant(COLOURS));
}

type Row = readonly [number, number, number];
type Matrix = readonly [Row, Row, Row];

function determinant([[a, b, c], [d, e, f], [g, h, i]]: Matrix): number {
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}

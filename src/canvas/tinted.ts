/** @file A first colour with some of the colour that the words name. */
import type { Rgb } from '../raster/index.js';

/** @param share 0..1 of `ink`; 0 without one */
export function tinted(colour: Rgb, ink: Rgb | undefined, share: number): Rgb {
  if (!ink) return colour;
  return [0, 1, 2].map((c) => (1 - share) * colour[c]! + share * ink[c]!) as unknown as Rgb;
}

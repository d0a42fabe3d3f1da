/** @file The colours that captions can name, as the network meets them: a middle and how far one may stray from it. */

import { type ColourName, colourNames } from '../../guidance/index.js';
import type { SeededGenerator } from '../../random/index.js';
import type { Rgb } from '../../raster/index.js';

const middles: Readonly<Record<ColourName, Rgb>> = {
  red: [0.87, 0.14, 0.14],
  orange: [0.95, 0.55, 0.1],
  yellow: [0.97, 0.86, 0.15],
  green: [0.2, 0.65, 0.25],
  blue: [0.15, 0.35, 0.85],
  purple: [0.55, 0.2, 0.7],
  pink: [0.96, 0.55, 0.72],
  brown: [0.5, 0.3, 0.15],
  black: [0.06, 0.06, 0.06],
  grey: [0.55, 0.55, 0.55],
  white: [0.97, 0.97, 0.97],
};

const STRAY = 0.06;

export function drawColour(name: ColourName, generator: SeededGenerator): Rgb {
  const stray = (channel: number): number => Math.min(1, Math.max(0, channel + generator.normal(STRAY)));
  const [red, green, blue] = middles[name];
  return [stray(red), stray(green), stray(blue)];
}

/** One of the colours, all as likely, but for those in `without`. */
export function drawColourName(generator: SeededGenerator, without: readonly ColourName[] = []): ColourName {
  const left = colourNames.filter((name) => !without.includes(name));
  return left[generator.integer(0, left.length - 1)]!;
}

/** What the loss of colours calls it: 0 for a thing's own, where no name is known, from 1 the rows of the table. */
export const colourClass = (name: string | undefined): number =>
  name === undefined ? 0 : 1 + colourNames.indexOf(name as ColourName);

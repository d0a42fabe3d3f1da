/**
 * @file The colours that prompts are told apart by and that a model is taught to tell apart: the eleven basic colour
 * terms of English (Berlin & Kay 1969), as CLDR writes them. The table of colours of a training has their order.
 */
import type { Rgb } from '../raster/index.js';

export const colourNames = [
  'red',
  'orange',
  'yellow',
  'green',
  'blue',
  'purple',
  'pink',
  'brown',
  'black',
  'grey',
  'white',
] as const;
export type ColourName = (typeof colourNames)[number];

/** Each as ink, sRGB 0..1. */
export const inks: Readonly<Record<ColourName, Rgb>> = {
  red: [0.9, 0.1, 0.1],
  orange: [1, 0.55, 0.05],
  yellow: [1, 0.85, 0.1],
  green: [0.15, 0.65, 0.2],
  blue: [0.1, 0.3, 0.9],
  purple: [0.55, 0.2, 0.75],
  pink: [1, 0.55, 0.75],
  brown: [0.5, 0.3, 0.12],
  black: [0.05, 0.05, 0.05],
  grey: [0.55, 0.55, 0.55],
  white: [1, 1, 1],
};

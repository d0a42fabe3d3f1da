/** @file A palette: a few colours that cells and strokes are drawn to, and end in. */
import type { Rgb } from '../raster/index.js';

/** Most colours of a palette. */
export const MOST_COLOURS = 64;

/** Colours as #rrggbb, with spaces or commas between them. */
export const palettePattern = /^\s*(#[0-9a-f]{6}([\s,]+#[0-9a-f]{6}){0,63})?[\s,]*$/iu;

/** @param text as `palettePattern` has it; empty means any colour */
export function parsePalette(text: string): readonly Rgb[] {
  return (text.match(/#[0-9a-f]{6}/giu) ?? []).map((word) => {
    const value = Number.parseInt(word.slice(1), 16);
    return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
  });
}

/** The colour of the palette nearest to that at `at`, by squared distance in RGB. */
function nearest(palette: readonly Rgb[], colours: Float32Array, at: number): Rgb {
  let least = Number.POSITIVE_INFINITY;
  let best = palette[0]!;
  for (const colour of palette) {
    const distance = colour.reduce((sum, value, c) => sum + (value - colours[at + c]!) ** 2, 0);
    if (distance >= least) continue;
    least = distance;
    best = colour;
  }
  return best;
}

/**
 * Every colour replaced by the nearest of the palette; all as they are without one.
 * @param pitch numbers of a colour; what comes after RGB stays as it is
 */
export function snapped(palette: readonly Rgb[], colours: Float32Array, pitch = 3): Float32Array {
  const result = colours.slice();
  if (palette.length === 0) return result;
  for (let at = 0; at < result.length; at += pitch) result.set(nearest(palette, colours, at), at);
  return result;
}

/** Adds the gradient of weight · mean over the cells of the squared distance to the nearest colour. */
export function addPaletteGradient(
  palette: readonly Rgb[],
  weight: number,
  colours: Float32Array,
  gradient: Float32Array,
): void {
  if (palette.length === 0 || weight === 0) return;
  const factor = (2 * weight * 3) / colours.length;
  for (let at = 0; at < colours.length; at += 3) {
    const goal = nearest(palette, colours, at);
    for (let c = 0; c < 3; c++) gradient[at + c]! += factor * (colours[at + c]! - goal[c]!);
  }
}

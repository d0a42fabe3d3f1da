/**
 * @file The first strokes of a drawing: short pale marks about the middle of the canvas, whose control points wander
 * from the one before as in CLIPDraw. Centred, because a drawing that begins in the corners stays scattered; pale
 * and half transparent, because a strong colour on top hides the marks beneath from the gradient.
 */
import type { ValuesOf } from '../../parameters/index.js';
import type { Strokes } from '../../raster/index.js';
import type { CanvasOptions } from '../canvas.js';
import { THOUSANDTH } from '../range.js';
import type { strokeRows } from './rows.js';

/** How far each control point lies from the one before, standard deviation in canvas units (CLIPDraw: ±.05). */
const WANDER = 0.05;
/** First widths lie within this part of their mean, either way. */
const WIDTH_RANGE = 0.5;
/** Standard deviation of the first colours about the lightness. */
const COLOUR_RANGE = 0.1;

export function firstStrokes({
  size,
  generator,
  values,
}: CanvasOptions<ValuesOf<typeof strokeRows>>): Strokes {
  const { strokes: count, segments: each, spread, lightness, opacity } = values;
  const [minWidth, maxWidth, firstWidth] = [values.minWidth, values.maxWidth, values.firstWidth].map(
    (value) => value * THOUSANDTH,
  ) as [number, number, number];
  const shorter = Math.min(size.width, size.height);
  const width = size.width / shorter;
  const height = size.height / shorter;
  const segments = new Uint8Array(count).fill(each);
  const points = new Float32Array(count * (3 * each + 1) * 2);
  const widths = new Float32Array(count);
  const colours = new Float32Array(count * 4);
  let at = 0;
  for (let stroke = 0; stroke < count; stroke++) {
    let x = width / 2 + generator.normal(spread * width);
    let y = height / 2 + generator.normal(spread * height);
    for (let i = 0; i <= 3 * each; i++) {
      points[at++] = x;
      points[at++] = y;
      x += generator.normal(WANDER);
      y += generator.normal(WANDER);
    }
    const mark = firstWidth * generator.uniform(1 - WIDTH_RANGE, 1 + WIDTH_RANGE);
    widths[stroke] = Math.min(maxWidth, Math.max(minWidth, mark));
    for (let channel = 0; channel < 3; channel++) {
      const value = lightness + generator.normal(COLOUR_RANGE);
      colours[stroke * 4 + channel] = Math.min(1, Math.max(0, value));
    }
    colours[stroke * 4 + 3] = opacity;
  }
  return { segments, points, widths, colours };
}

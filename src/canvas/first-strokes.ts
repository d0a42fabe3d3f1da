/**
 * @file The first strokes of a drawing: random marks about the middle of the canvas, each a chain of one to
 * three cubics whose control points wander from the one before, as in CLIPDraw, but centred (a drawing that
 * begins in the corners stays scattered).
 */
import type { Strokes } from '../raster/index.js';
import type { CanvasOptions } from './canvas.js';

/** Cubic segments of a first stroke, fewest and most (CLIPDraw). */
const SEGMENTS = { fewest: 1, most: 3 };
/** How far each control point lies from the one before, standard deviation in canvas units. */
const WANDER = 0.05;

export function firstStrokes(options: CanvasOptions): Strokes {
  const { count, working, generator, minWidth, maxWidth, opacity, spread } = options;
  const shorter = Math.min(working.width, working.height);
  const middle = { x: working.width / shorter / 2, y: working.height / shorter / 2 };
  const segments = Uint8Array.from({ length: count }, () =>
    generator.integer(SEGMENTS.fewest, SEGMENTS.most),
  );
  const pointCount = segments.reduce((sum, n) => sum + 3 * n + 1, 0);
  const points = new Float32Array(pointCount * 2);
  const widths = new Float32Array(count);
  const colours = new Float32Array(count * 4);
  let at = 0;
  for (let stroke = 0; stroke < count; stroke++) {
    let x = middle.x + generator.normal(spread * 2 * middle.x);
    let y = middle.y + generator.normal(spread * 2 * middle.y);
    for (let i = 0; i <= 3 * segments[stroke]!; i++) {
      points[at++] = x;
      points[at++] = y;
      x += generator.normal(WANDER);
      y += generator.normal(WANDER);
    }
    widths[stroke] = generator.uniform(minWidth, Math.min(maxWidth, minWidth * 4));
    for (let channel = 0; channel < 3; channel++) colours[stroke * 4 + channel] = generator.uniform();
    colours[stroke * 4 + 3] = opacity;
  }
  return { segments, points, widths, colours };
}

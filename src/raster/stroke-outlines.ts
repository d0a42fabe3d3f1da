/** @file Strokes of varying width as plain outlines, for formats whose strokes have one width each. */
import { Brush } from './brush.js';
import { Polyline } from './polyline.js';
import { Rings } from './rings.js';
import { checkStrokes, type Strokes } from './strokes.js';

/**
 * The closed outline of each stroke, to be filled by the non-zero rule: what the raster fills at this scale.
 * @param strokes with a width at every control point
 * @param scale pixels per canvas unit; the outline follows the stroke to a tenth of such a pixel
 * @returns for each stroke x,y of its vertices in pixels; nothing for a stroke that cannot be drawn
 */
export function* strokeOutlines(strokes: Strokes, scale: number): Generator<Float64Array> {
  checkStrokes(strokes);
  const line = new Polyline();
  const brush = new Brush();
  let first = 0;
  for (const segments of strokes.segments) {
    const rings = new Rings();
    line.clear();
    if (line.append(strokes.points, first, segments, scale, strokes.widths)) {
      const radius = new Float64Array(line.vertices);
      line.blend({ from: 0, to: line.vertices, segments }, strokes.widths, 0.5 * scale, radius);
      if (radius.some((r) => r > 0)) brush.trace(line, 0, line.vertices, radius, rings);
    }
    yield Float64Array.from({ length: 2 * rings.count }, (_, k) =>
      k % 2 === 0 ? rings.x[k >> 1]! : rings.y[k >> 1]!,
    );
    first += 3 * segments + 1;
  }
}

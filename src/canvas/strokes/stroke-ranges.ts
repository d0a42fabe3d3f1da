/** @file Brings strokes back into their ranges. */
import type { RasterSize, Strokes } from '../../raster/index.js';
import { clamp, MARGIN, THOUSANDTH } from '../range.js';
import type { StrokeValues } from './first-strokes.js';

export function projectStrokes(
  { points, widths, colours }: Strokes,
  size: RasterSize,
  values: Pick<StrokeValues, 'minWidth' | 'maxWidth'>,
): void {
  const shorter = Math.min(size.width, size.height);
  const farX = size.width / shorter + MARGIN;
  const farY = size.height / shorter + MARGIN;
  for (let i = 0; i < points.length; i += 2) {
    points[i] = clamp(points[i]!, -MARGIN, farX);
    points[i + 1] = clamp(points[i + 1]!, -MARGIN, farY);
  }
  const [minWidth, maxWidth] = [values.minWidth * THOUSANDTH, values.maxWidth * THOUSANDTH];
  for (let i = 0; i < widths.length; i++) widths[i] = clamp(widths[i]!, minWidth, maxWidth);
  for (let i = 0; i < colours.length; i++) colours[i] = clamp(colours[i]!, 0, 1);
}

/** @file The medium of strokes, as a row of the registry. */
import type { Strokes } from '../../raster/index.js';
import { type CanvasState, defineCanvas } from '../canvas.js';
import { firstStrokes } from './first-strokes.js';
import { strokeRows } from './rows.js';
import { StrokeCanvas } from './stroke-canvas.js';
import { copyStrokes } from './stroke-marks.js';

export const strokes = defineCanvas({
  label: { en: 'Strokes', ru: 'Штрихи' },
  rows: strokeRows,
  check: ({ minWidth, maxWidth }) =>
    minWidth <= maxWidth ? undefined : { name: 'minWidth', message: 'minWidth has to be at most maxWidth' },
  create: async (options) => new StrokeCanvas(firstStrokes(options), options),
  restore: async (state, options) => new StrokeCanvas(copyStrokes(strokesOf(state)), options),
});

function strokesOf({ segments, points, widths, colours }: CanvasState): Strokes {
  return {
    segments: segments as Uint8Array,
    points: points as Float32Array,
    widths: widths as Float32Array,
    colours: colours as Float32Array,
  };
}

/** @file The medium of strokes, as a row of the registry. */
import type { Strokes } from '../../raster/index.js';
import { type CanvasState, defineCanvas, workingSize } from '../canvas.js';
import { Underdrawing } from '../underdrawing/underdrawing.js';
import { firstStrokes } from './first-strokes.js';
import { FollowedUnderdrawing } from './followed-underdrawing.js';
import { strokeRows } from './rows.js';
import { StrokeCanvas } from './stroke-canvas.js';
import { copyStrokes } from './stroke-marks.js';

export const strokes = defineCanvas({
  label: { en: 'Strokes', ru: 'Штрихи' },
  picture: 'strokes',
  rows: strokeRows,
  check: ({ minWidth, maxWidth }) =>
    minWidth <= maxWidth ? undefined : { name: 'minWidth', message: 'minWidth has to be at most maxWidth' },
  create: async (options) => {
    const strokes = firstStrokes(options);
    if (options.values.sketch === 0) return new StrokeCanvas(strokes, options);
    for (let i = 3; i < strokes.colours.length; i += 4) strokes.colours[i] = 0;
    const size = workingSize(options.size, options.resolution);
    const underdrawing = new Underdrawing(size, options.generator);
    return new StrokeCanvas(strokes, options, new FollowedUnderdrawing(underdrawing, size));
  },
  restore: async (state, options) => {
    const size = workingSize(options.size, options.resolution);
    return new StrokeCanvas(
      copyStrokes(strokesOf(state)),
      options,
      FollowedUnderdrawing.restore(state, size),
    );
  },
});

function strokesOf({ segments, points, widths, colours }: CanvasState): Strokes {
  return {
    segments: segments as Uint8Array,
    points: points as Float32Array,
    widths: widths as Float32Array,
    colours: colours as Float32Array,
  };
}

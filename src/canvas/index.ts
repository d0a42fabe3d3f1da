/**
 * @file The door of the canvas room: what can be painted. One row a medium; each row makes a `Canvas`.
 */
import type { Canvas, CanvasOptions } from './canvas.js';
import { StrokeCanvas } from './strokes.js';

export {
  type Canvas,
  type CanvasOptions,
  type FirstMarks,
  type ParameterGroup,
  type Picture,
  workingSize,
} from './canvas.js';

export type CanvasName = 'strokes';

/** Every medium the program paints in. */
export const canvases = {
  strokes: (options: CanvasOptions): Canvas => new StrokeCanvas(options),
} satisfies Record<CanvasName, (options: CanvasOptions) => Canvas>;

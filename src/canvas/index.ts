/** @file The door of the canvas room: what can be painted. One row a medium. */
import type { CanvasKind } from './canvas.js';
import { shapes } from './shapes/index.js';
import { strokes } from './strokes/index.js';

export {
  type Canvas,
  type CanvasKind,
  type CanvasOptions,
  type CanvasState,
  type MarkChange,
  type Marks,
  type ParameterGroup,
  type SourceImage,
  type Tending,
  workingSize,
} from './canvas.js';
export { CanvasError } from './canvas-error.js';
export type { Picture, PictureKind, ShapePicture, StrokePicture } from './picture.js';

/** Every medium the program paints in. */
export const canvases = { strokes, shapes };

export type CanvasName = keyof typeof canvases;

/** A row of the registry, for a name that is only known at run time. */
export const canvasKind = (name: CanvasName): CanvasKind => canvases[name] as unknown as CanvasKind;

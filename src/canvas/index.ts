/** @file The door of the canvas room: what can be painted. One row a medium. */
import type { CanvasKind } from './canvas.js';
import { collage } from './collage/index.js';
import { field } from './field/index.js';
import { grid } from './grid/index.js';
import { pixels } from './pixels/index.js';
import { shapes } from './shapes/index.js';
import { strokes } from './strokes/index.js';

export {
  type Canvas,
  type CanvasKind,
  type CanvasOptions,
  type CanvasState,
  type Marks,
  type ParameterGroup,
  type Tending,
  workingSize,
} from './canvas.js';
export { CanvasError } from './canvas-error.js';
export { paintCollage } from './collage/index.js';
export { MOST_PATCHES } from './collage/patch.js';
export type { Pieces } from './collage/pieces.js';
export { paintField } from './field/index.js';
export { paintCells } from './grid/cell-map.js';
export { cellOutlines, type GridLayout } from './grid/cells.js';
export type {
  CollagePicture,
  FieldPicture,
  GridPicture,
  Picture,
  PictureKind,
  PixelPicture,
  ShapePicture,
  StrokePicture,
} from './picture.js';
export { resampled } from './resample.js';
export { fillOnPaper, onPaper, type SourceImage } from './source-image.js';

/** Every medium the program paints in. */
export const canvases = { strokes, shapes, pixels, grid, field, collage };

export type CanvasName = keyof typeof canvases;

/** A row of the registry, for a name that is only known at run time. */
export const canvasKind = (name: CanvasName): CanvasKind => canvases[name] as unknown as CanvasKind;

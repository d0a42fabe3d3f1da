/**
 * @file What a canvas shows, in a form that does not depend on a resolution where the medium has none. A new kind is
 * a new member here; the compiler then lists what draws, writes and sends pictures.
 */
import type { Shapes, Strokes } from '../raster/index.js';

export type Picture = StrokePicture | ShapePicture;

export interface StrokePicture {
  readonly kind: 'strokes';
  readonly strokes: Strokes;
}

export interface ShapePicture {
  readonly kind: 'shapes';
  readonly shapes: Shapes;
}

export type PictureKind = Picture['kind'];

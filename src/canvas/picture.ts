/**
 * @file What a canvas shows, in a form that does not depend on a resolution where the medium has none. A new kind is
 * a new member here; the compiler then lists what draws, writes and sends pictures.
 */
import type { Outline, Shapes, Strokes } from '../raster/index.js';
import type { Pieces } from './collage/pieces.js';
import type { FieldShape } from './field/networks.js';
import type { GridLayout } from './grid/cells.js';
import type { SourceImage } from './source-image.js';

export type Picture =
  | StrokePicture
  | ShapePicture
  | PixelPicture
  | GridPicture
  | FieldPicture
  | CollagePicture;

export interface StrokePicture {
  readonly kind: 'strokes';
  readonly strokes: Strokes;
}

export interface ShapePicture {
  readonly kind: 'shapes';
  readonly shapes: Shapes;
}

export interface PixelPicture {
  readonly kind: 'pixels';
  readonly width: number;
  readonly height: number;
  /** height·width·3, 0..255 */
  readonly rgb: Uint8Array;
}

export interface GridPicture {
  readonly kind: 'grid';
  readonly layout: GridLayout;
  /** RGB of every cell in the order of `cellOutlines`, 0..1 */
  readonly colours: Float32Array;
}

/** A network and where it is seen. */
export interface FieldLayer {
  /** All weights, as `colourOf` takes them. */
  readonly weights: Float32Array;
  /** It is seen in what lies in all of these; everywhere without any. */
  readonly outlines: readonly Outline[];
}

export interface FieldPicture {
  readonly kind: 'field';
  readonly shape: FieldShape;
  /** One, or several where a lasso has divided it; those seen above come last. */
  readonly layers: readonly FieldLayer[];
}

export interface CollagePicture {
  readonly kind: 'collage';
  readonly patches: readonly SourceImage[];
  readonly pieces: Pieces;
}

export type PictureKind = Picture['kind'];

/** @file The medium of collage, as a row of the registry. */

import type { Page, RasterSize } from '../../raster/index.js';
import { type CanvasState, defineCanvas } from '../canvas.js';
import { CanvasError } from '../canvas-error.js';
import type { CollagePicture } from '../picture.js';
import type { SourceImage } from '../source-image.js';
import { CollageCanvas } from './collage-canvas.js';
import { CollageRaster } from './collage-raster.js';
import { cutPaper } from './cut-paper.js';
import { firstPieces } from './first-pieces.js';
import { patchesOf } from './patch.js';
import { copyPieces, type Pieces } from './pieces.js';
import { collageRows } from './rows.js';

/** The patches given, those of the work begun from, or cut paper. */
const imagesOf = (patches?: readonly SourceImage[], picture?: { readonly kind: string }) =>
  picture?.kind === 'collage' ? (picture as CollagePicture).patches : (patches ?? cutPaper());

export const collage = defineCanvas({
  label: { en: 'Collage', ru: 'Коллаж' },
  picture: 'collage',
  rows: collageRows,
  fromImage: { start: 'image' },
  check: ({ minSize, maxSize }) =>
    minSize <= maxSize ? undefined : { name: 'minSize', message: 'minSize has to be at most maxSize' },
  create: async (options) => {
    const patches = patchesOf(imagesOf(options.patches, options.picture));
    const { picture } = options;
    const pieces =
      picture?.kind === 'collage' ? copyPieces(picture.pieces) : firstPieces(options, patches.length);
    return new CollageCanvas(pieces, patches, options);
  },
  restore: async (state, options) => {
    const patches = patchesOf(imagesOf(options.patches, options.picture));
    const pieces = copyPieces(piecesOf(state));
    const most = Math.max(0, ...pieces.which);
    if (most >= patches.length) {
      throw new CanvasError(
        `The saved collage shows ${most + 1} patches, but ${patches.length} were given; give the same ones.`,
      );
    }
    return new CollageCanvas(pieces, patches, options);
  },
});

function piecesOf({ which, places, sizes, turns, colours }: CanvasState): Pieces {
  return {
    which: which as Int32Array,
    places: places as Float32Array,
    sizes: sizes as Float32Array,
    turns: turns as Float32Array,
    colours: colours as Float32Array,
  };
}

/** A collage painted at any size. @returns height·width·3 */
export const paintCollage = (
  { patches, pieces }: Pick<CollagePicture, 'patches' | 'pieces'>,
  size: RasterSize,
  page: Page,
): Float32Array => new CollageRaster(size, patchesOf(patches)).forward(pieces, page);

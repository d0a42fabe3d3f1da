/** @file Strokes that begin as a painting of a picture: laid where it is missed most, and fitted, layer by layer. */
import type { Page, Strokes } from '../../raster/index.js';
import { fitStrokes } from './fit-strokes.js';
import { layNext } from './lay-next.js';
import type { StyledRaster } from './styled-raster.js';

const LAYERS = 6;
/** Steps of fitting after each layer, and after the last one. */
const FITTING = { steps: 6, rate: 0.7 } as const;
const FINISHING = { steps: 120, rate: 1, falling: true } as const;

/**
 * @param strokes are laid over and fitted, in place
 * @param wished the picture, height·width·3, the raster's size
 * @param firstWidth mean width of the first strokes, canvas units
 * @param project brings the strokes back into their ranges
 */
export function paintPicture(
  strokes: Strokes,
  raster: StyledRaster,
  page: Page,
  wished: Float32Array,
  firstWidth: number,
  project: () => void,
): void {
  const count = strokes.segments.length;
  let laid = 0;
  for (let layer = 1; layer <= LAYERS; layer++) {
    const due = Math.ceil((count * layer) / LAYERS);
    while (laid < due && layNext(strokes, laid, raster, page, wished, firstWidth)) laid++;
    fitStrokes(strokes, { raster, page, wished, project, ...(layer < LAYERS ? FITTING : FINISHING) });
  }
}

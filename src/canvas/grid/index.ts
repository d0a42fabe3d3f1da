/** @file The medium of cells, as a row of the registry. */
import { type CanvasOptions, defineCanvas, workingSize } from '../canvas.js';
import { CanvasError } from '../canvas-error.js';
import { fillOnPaper } from '../source-image.js';
import { CellMap, paintCells } from './cell-map.js';
import type { GridLayout } from './cells.js';
import { GridCanvas, type GridValues } from './grid-canvas.js';
import { gridRows } from './rows.js';

/** Cells of less than this many pixels are not told apart by the guide. */
const LEAST_CELL = 1;
/** About the middle grey that a grid begins from. */
const SPREAD = 0.02;

export const grid = defineCanvas({
  label: { en: 'Pixel grid', ru: 'Пиксельная сетка' },
  picture: 'grid',
  rows: gridRows,
  covers: true,
  fromImage: { start: 'image' },
  create: async (options) => {
    const { layout, size, map } = placed(options);
    return new GridCanvas(layout, map, size, firstColours(options, layout, map, size), options.values);
  },
  restore: async (state, options) => {
    const { layout, size, map } = placed(options);
    return new GridCanvas(layout, map, size, (state.colours as Float32Array).slice(), options.values);
  },
});

/** The grid over the canvas, painted as large as the model sees, or larger where cells would be lost. */
function placed({ size: asked, resolution, values }: CanvasOptions<GridValues>) {
  const shorter = Math.min(asked.width, asked.height);
  const [width, height] = [asked.width / shorter, asked.height / shorter];
  const { cells, columns, rows } = values;
  const needed = LEAST_CELL * Math.max(columns / width, rows / height);
  const size = workingSize(asked, Math.max(resolution, Math.ceil(needed)));
  const layout: GridLayout = { cells, columns, rows, width, height };
  return { layout, size, map: new CellMap(layout, size) };
}

function firstColours(
  { values, picture, image, paper, generator }: CanvasOptions<GridValues>,
  layout: GridLayout,
  map: CellMap,
  size: { readonly width: number; readonly height: number },
): Float32Array {
  if (picture?.kind === 'grid') {
    const isSame = JSON.stringify(picture.layout) === JSON.stringify(layout);
    return isSame ? picture.colours.slice() : map.means(paintCells(picture.layout, picture.colours, size));
  }
  if (values.start === 'image') {
    if (!image) throw new CanvasError('The drawing has to begin from an image, but no image was given.');
    return map.means(fillOnPaper(image, size, paper));
  }
  const colours = new Float32Array(3 * map.count).fill(0.5);
  generator.addNormal(colours, SPREAD);
  return colours;
}

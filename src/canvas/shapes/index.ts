/** @file The medium of shapes, as a row of the registry. */
import { copyShapes, type Shapes } from '../../raster/index.js';
import { type CanvasState, defineCanvas } from '../canvas.js';
import { firstShapes } from './first-shapes.js';
import { shapeRows } from './rows.js';
import { ShapeCanvas } from './shape-canvas.js';

export const shapes = defineCanvas({
  label: { en: 'Shapes', ru: 'Фигуры' },
  picture: 'shapes',
  rows: shapeRows,
  fromImage: { begin: 'picture' },
  wantsInk: ({ tint }) => tint > 0,
  create: async (options) => new ShapeCanvas(firstShapes(options), options),
  restore: async (state, options) => new ShapeCanvas(copyShapes(shapesOf(state)), options),
});

function shapesOf({ kinds, corners, points, radii, angles, colours }: CanvasState): Shapes {
  return {
    kinds: kinds as Uint8Array,
    corners: corners as Uint8Array,
    points: points as Float32Array,
    radii: radii as Float32Array,
    angles: angles as Float32Array,
    colours: colours as Float32Array,
  };
}

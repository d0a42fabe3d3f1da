/**
 * @file The first shapes of a work: of a saved work, in the colours of a picture, or pale ones about the middle. A work
 * made layer by layer begins with one layer.
 */
import type { ValuesOf } from '../../parameters/index.js';
import type { Rgb, Shapes } from '../../raster/index.js';
import { copyShapes } from '../../raster/index.js';
import type { CanvasOptions } from '../canvas.js';
import { CanvasError } from '../canvas-error.js';
import { pictureColours } from '../picture-colours.js';
import { THOUSANDTH } from '../range.js';
import { tinted } from '../tinted.js';
import { ShapeList } from './new-shape.js';
import type { shapeRows } from './rows.js';

/** Mean and standard deviation of the first colours' channels. */
const LIGHTNESS = 0.6;
const COLOUR_RANGE = 0.2;

export function firstShapes(options: CanvasOptions<ValuesOf<typeof shapeRows>>): Shapes {
  const { size, generator, values, picture, image, paper } = options;
  if (picture) {
    if (picture.kind !== 'shapes') {
      throw new CanvasError(
        `A work of ${picture.kind} cannot be gone on with as shapes; give one of shapes.`,
      );
    }
    return copyShapes(picture.shapes);
  }
  if (values.begin === 'picture' && !image) {
    throw new CanvasError('Beginning from a picture needs a picture; give one, or begin scattered.');
  }
  const colourAt = image && values.begin === 'picture' ? pictureColours(image, size, paper) : undefined;
  const shorter = Math.min(size.width, size.height);
  const [wide, high] = [size.width / shorter, size.height / shorter];
  const list = new ShapeList(values.form, values.corners, generator);
  const count = values.begin === 'layers' ? Math.min(values.layer, values.shapes) : values.shapes;
  for (let k = 0; k < count; k++) {
    const radius = values.firstSize * THOUSANDTH;
    const x = colourAt ? generator.uniform(0, wide) : wide / 2 + generator.normal(values.spread * wide);
    const y = colourAt ? generator.uniform(0, high) : high / 2 + generator.normal(values.spread * high);
    const colour =
      colourAt?.(x, y, radius / 2) ??
      tinted(
        someColour(() => generator.normal(COLOUR_RANGE)),
        options.ink,
        values.tint,
      );
    list.add({ x, y, radius, colour, opacity: values.opacity });
  }
  return list.shapes();
}

function someColour(normal: () => number): Rgb {
  const channel = () => Math.min(1, Math.max(0, LIGHTNESS + normal()));
  return [channel(), channel(), channel()];
}

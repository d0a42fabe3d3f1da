/** @file The medium of a neural field, as a row of the registry. */
import type { RasterSize } from '../../raster/index.js';
import { type CanvasOptions, defineCanvas, workingSize } from '../canvas.js';
import { CanvasError } from '../canvas-error.js';
import type { FieldLayer, FieldPicture } from '../picture.js';
import { fillOnPaper } from '../source-image.js';
import { FieldCanvas, type FieldValues } from './field-canvas.js';
import { restoreLayers } from './field-layers.js';
import { FieldProgram, paintLayers } from './field-program.js';
import { fitField } from './fit-field.js';
import { type FieldShape, firstWeights, weightCount } from './networks.js';
import { fieldRows } from './rows.js';

type Options = CanvasOptions<FieldValues>;

export const field = defineCanvas({
  label: { en: 'Neural field', ru: 'Нейронное поле' },
  picture: 'field',
  rows: fieldRows,
  covers: true,
  fromImage: { start: 'image' },
  create: async (options) => {
    const program = await open(options);
    const weights = firstWeights(program.shape, options.generator);
    return new FieldCanvas(program, await begin(program, weights, options), options.values);
  },
  restore: async (state, options) => {
    const program = await open(options);
    const { layers, resting } = restoreLayers(state, weightCount(program.shape));
    return new FieldCanvas(program, layers, options.values, resting);
  },
});

const open = ({ values, size, resolution, threads }: Options): Promise<FieldProgram> => {
  const { network, layers, units: width, omega } = values;
  return FieldProgram.open({ network, layers, width, omega }, workingSize(size, resolution), threads);
};

/** Those of a saved work of the same network, or one that shows what is begun from. @param weights become its own */
async function begin(
  program: FieldProgram,
  weights: Float32Array,
  { values, picture, image, paper }: Options,
): Promise<readonly FieldLayer[]> {
  if (picture) {
    if (picture.kind !== 'field') {
      throw new CanvasError(
        `A work of ${picture.kind} cannot be gone on with as a neural field; give one of those.`,
      );
    }
    if (isSame(picture.shape, program.shape)) {
      return picture.layers.map((layer) => ({ ...layer, weights: layer.weights.slice() }));
    }
    await fitField(program, weights, await paintField(picture, program.size), values.fitSteps);
  } else if (values.start === 'image') {
    if (!image) throw new CanvasError('The drawing has to begin from an image, but no image was given.');
    await fitField(program, weights, fillOnPaper(image, program.size, paper), values.fitSteps);
  }
  return [{ weights, outlines: [] }];
}

const isSame = (a: FieldShape, b: FieldShape): boolean =>
  a.network === b.network && a.layers === b.layers && a.width === b.width && a.omega === b.omega;

/** A field painted at any size. @returns height·width·3, RGB 0..1 */
export const paintField = async (
  { shape, layers }: Pick<FieldPicture, 'shape' | 'layers'>,
  size: RasterSize,
): Promise<Float32Array> => paintLayers(await FieldProgram.open(shape, size), layers);

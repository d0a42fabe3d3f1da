/** @file The medium of a neural field, as a row of the registry. */
import type { RasterSize } from '../../raster/index.js';
import { type CanvasOptions, defineCanvas, workingSize } from '../canvas.js';
import { CanvasError } from '../canvas-error.js';
import type { FieldPicture } from '../picture.js';
import { fillOnPaper } from '../source-image.js';
import { FieldCanvas, type FieldValues } from './field-canvas.js';
import { FieldProgram } from './field-program.js';
import { fitField } from './fit-field.js';
import { type FieldShape, firstWeights } from './networks.js';
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
    await begin(program, weights, options);
    return new FieldCanvas(program, weights, options.values);
  },
  restore: async (state, options) =>
    new FieldCanvas(await open(options), (state.weights as Float32Array).slice(), options.values),
});

const open = ({ values, size, resolution, threads }: Options): Promise<FieldProgram> => {
  const { network, layers, units: width, omega } = values;
  return FieldProgram.open({ network, layers, width, omega }, workingSize(size, resolution), threads);
};

/** The weights of a saved work of the same network, or those that show what is begun from. */
async function begin(
  program: FieldProgram,
  weights: Float32Array,
  { values, picture, image, paper }: Options,
): Promise<void> {
  if (picture) {
    if (picture.kind !== 'field') {
      throw new CanvasError(
        `A work of ${picture.kind} cannot be gone on with as a neural field; give one of those.`,
      );
    }
    if (isSame(picture.shape, program.shape)) weights.set(picture.weights);
    else await fitField(program, weights, await paintField(picture, program.size), values.fitSteps);
  } else if (values.start === 'image') {
    if (!image) throw new CanvasError('The drawing has to begin from an image, but no image was given.');
    await fitField(program, weights, fillOnPaper(image, program.size, paper), values.fitSteps);
  }
}

const isSame = (a: FieldShape, b: FieldShape): boolean =>
  a.network === b.network && a.layers === b.layers && a.width === b.width && a.omega === b.omega;

/** A field painted at any size. @returns height·width·3, RGB 0..1 */
export const paintField = async (
  { shape, weights }: Pick<FieldPicture, 'shape' | 'weights'>,
  size: RasterSize,
): Promise<Float32Array> => (await FieldProgram.open(shape, size)).render(weights);

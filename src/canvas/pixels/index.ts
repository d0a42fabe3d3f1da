/** @file The medium of pixels, as a row of the registry. */
import { type CanvasOptions, defineCanvas, workingSize } from '../canvas.js';
import { firstPicture } from './first-picture.js';
import { PixelCanvas, type PixelValues } from './pixel-canvas.js';
import { pixelRows } from './rows.js';

const fullSize = ({ size, resolution, values }: CanvasOptions<PixelValues>) =>
  workingSize(size, values.side || resolution);

export const pixels = defineCanvas({
  label: { en: 'Pixels', ru: 'Пиксели' },
  picture: 'pixels',
  rows: pixelRows,
  covers: true,
  fromImage: { start: 'image' },
  create: async (options) => {
    const size = fullSize(options);
    const rgb = firstPicture(options, size);
    const canvas = new PixelCanvas(size, options.values, rgb && { rgb, size });
    if (rgb) canvas.take(rgb);
    else canvas.scatter(options.generator);
    return canvas;
  },
  restore: async (state, options) => PixelCanvas.restored(state, fullSize(options), options.values),
});

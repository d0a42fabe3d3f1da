/** @file transformers' `preprocessor_config.json`: how a picture becomes the encoder's input. */

import { z } from 'zod';
import { type ArchitectureSettings, type Preprocessing, preprocessingSchema } from '../architecture.js';
import { readJsonFile } from '../json-file.js';

/** Pillow's numbers of its filters. */
const filters: Readonly<Record<number, Preprocessing['interpolation']>> = {
  0: 'nearest',
  1: 'lanczos',
  2: 'bilinear',
  3: 'bicubic',
};

const pixels = z.int().min(1);
const square = z
  .object({ height: pixels, width: pixels })
  .refine(({ height, width }) => height === width, 'height and width differ')
  .transform(({ height }) => height);

const schema = z.object({
  size: z
    .union([
      pixels.transform((size) => ({ size, mode: 'shortest' as const })),
      z.object({ shortest_edge: pixels }).transform((given) => ({
        size: given.shortest_edge,
        mode: 'shortest' as const,
      })),
      square.transform((size) => ({ size, mode: 'squash' as const })),
    ])
    .optional(),
  do_center_crop: z.boolean().default(true),
  crop_size: z.union([pixels, square]).optional(),
  do_normalize: z.boolean().default(true),
  image_mean: preprocessingSchema.shape.mean.optional(),
  image_std: preprocessingSchema.shape.std.optional(),
  resample: z
    .int()
    .refine((filter) => Object.hasOwn(filters, filter), 'an unknown filter')
    .transform((filter) => filters[filter])
    .optional(),
});

/** Throws ModelError naming the setting at fault. */
export async function readPreprocessor(
  file: string,
): Promise<Pick<ArchitectureSettings, 'preprocessing' | 'crop'>> {
  const found = await readJsonFile(file, schema);
  const { size, crop_size: cropSize, image_mean: mean, image_std: std, resample } = found;
  const crop = found.do_center_crop ? (cropSize ?? size?.size) : size?.size;
  return {
    preprocessing: {
      ...(size && { resizeMode: size.mode, resizeTo: size.size }),
      ...(found.do_normalize
        ? { ...(mean && { mean }), ...(std && { std }) }
        : { mean: [0, 0, 0], std: [1, 1, 1] }),
      ...(resample !== undefined && { interpolation: resample }),
    },
    ...(crop !== undefined && { crop: { setting: `the side of the pictures in ${file}`, size: crop } }),
  };
}

/**
 * @file The layout of a checkpoint: a drawing as it stands between two steps, in one file.
 *
 *   0  8 bytes   "ATELIERC"
 *   8  u32       format version
 *  12  u32       N, bytes of the header
 *  16  N bytes   JSON: program, model, facts, and the name, type and length of each array
 *      …         each array in the order of the header, its start rounded up to 8 bytes
 *      u32       CRC-32 of all before it
 *
 * Little-endian. A change of what stands in it raises the version.
 */
import { z } from 'zod';
import { drawingFactsSchema, type StateArray } from '../../session/index.js';
import { guideSchema } from '../guide.js';

export const MAGIC = 'ATELIERC';
export const CHECKPOINT_VERSION = 1;
export const HEAD_BYTES = 16;
export const CRC_BYTES = 4;
/** Far beyond any header: 1024 strokes drawn by hand take 1 MB. */
export const MOST_HEADER_BYTES = 256 * 2 ** 20;

/** Array types by the name that stands in the header. */
export const arrayTypes = { f32: Float32Array, i32: Int32Array, u8: Uint8Array } as const;
export type ArrayType = keyof typeof arrayTypes;

export const typeOf = (array: StateArray): ArrayType => {
  if (array instanceof Float32Array) return 'f32';
  return array instanceof Int32Array ? 'i32' : 'u8';
};

export const headerSchema = z.strictObject({
  program: z.string(),
  model: guideSchema,
  facts: drawingFactsSchema,
  arrays: z.array(
    z.strictObject({
      name: z.string().min(1).max(200),
      type: z.enum(['f32', 'i32', 'u8']),
      length: z
        .int()
        .min(0)
        .max(2 ** 31),
    }),
  ),
});
export type Header = z.infer<typeof headerSchema>;

/** Next multiple of 8: typed arrays want to begin at one. */
export const aligned = (offset: number): number => 8 * Math.ceil(offset / 8);

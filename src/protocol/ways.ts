/** @file The ways of drawing that a page offers: media, and presets, each with its words in every language. */
import { z } from 'zod';
import { limits } from './limits.js';
import { translatedSchema, valuesSchema } from './settings.js';

const name = z.string().min(1).max(limits.nameCharacters);

/** What a drawing is painted in. */
export const mediumSchema = z.object({
  name,
  label: translatedSchema,
  /** It leaves nothing of what lies under it. */
  covers: z.boolean(),
  /** Its works can be downloaded as SVG. */
  vector: z.boolean(),
});
export type WireMedium = z.infer<typeof mediumSchema>;

/** A medium and values of its rows under a name. */
export const presetSchema = z.object({
  name: z.string().min(1),
  label: translatedSchema,
  description: translatedSchema,
  canvas: name,
  /** Rows that are not named take their defaults. */
  values: valuesSchema,
  /** What it draws for somebody without words. */
  prompt: translatedSchema,
  /** It begins from a picture that the person gives. */
  needsImage: z.boolean(),
  /** Where its picture is, on the studio; null where there is none. */
  thumbnail: z.string().nullable(),
});
export type WirePreset = z.infer<typeof presetSchema>;

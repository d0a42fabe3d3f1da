/** @file How a drawing's settings and the parameter table travel: the prompt, the medium, and values by row name. */
import { z } from 'zod';
import { limits } from './limits.js';

const EMPTY_PROMPT = 'The prompt is empty; type what to draw, for example "umbrella".';
const LONG_PROMPT = `The prompt is too long; at most ${limits.promptCharacters} characters are allowed.`;

/** A prompt as somebody is typing it: may still be empty. */
export const draftPromptSchema = z
  .string('The prompt must be text.')
  .max(limits.promptCharacters, LONG_PROMPT);

/** A prompt to draw: something other than white space. */
export const promptSchema = draftPromptSchema.refine((text) => text.trim().length > 0, EMPTY_PROMPT);

/** Values by row name. Ranges are the row's business; here only that they are finite numbers or short texts. */
export const valuesSchema = z
  .record(
    z.string().min(1).max(limits.nameCharacters),
    z.union(
      [z.number(), z.string().max(limits.valueCharacters)],
      'A setting must be a finite number or a text.',
    ),
  )
  .refine(
    (values) => Object.keys(values).length <= limits.settingsValues,
    `A drawing has at most ${limits.settingsValues} settings.`,
  );

/** Of a picture's file, in hex. */
const sha256 = z.string().length(64);

/** In `draw`, rows left out take their defaults; in what the server sends, every row is there. */
export const wireSettingsSchema = z.strictObject({
  prompt: promptSchema,
  canvas: z.string().max(limits.nameCharacters).optional(),
  /** The picture it begins from, by the SHA-256 of its file, in hex. */
  image: sha256.optional(),
  /** The photograph that lies under the marks and is kept. */
  background: sha256.optional(),
  /** What a collage is made of, in order. */
  patches: z
    .array(sha256)
    .min(1)
    .max(limits.patches, `A collage is made of at most ${limits.patches} pictures.`)
    .optional(),
  values: valuesSchema,
});
export type WireSettings = z.infer<typeof wireSettingsSchema>;

/** A number among the values; `otherwise` where it is missing. */
export function wireNumber(settings: WireSettings | undefined, name: string, otherwise: number): number {
  const value = settings?.values[name];
  return typeof value === 'number' ? value : otherwise;
}

export const translatedSchema = z.object({ en: z.string(), ru: z.string() });

/** One adjustable parameter; the page builds one slider from each. */
const rowBase = {
  name: z.string().min(1).max(limits.nameCharacters),
  flag: z.string(),
  label: translatedSchema,
  help: translatedSchema,
  /** Shown without opening "more". */
  basic: z.boolean(),
  /** What it is about; rows of one group are shown together. */
  group: z.enum(['medium', 'course', 'wishes', 'views', 'objectives']),
  /** The media that have it. */
  canvases: z.union([z.literal('all'), z.array(z.string()).readonly()]),
  /** Only says how a drawing begins; others can be changed while it runs. */
  begins: z.boolean(),
};

export const parameterRowSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    ...rowBase,
    unit: z.string(),
    min: z.number(),
    max: z.number(),
    step: z.number().positive(),
    default: z.number(),
    integer: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal('choice'),
    ...rowBase,
    options: z.record(z.string(), translatedSchema),
    default: z.string(),
  }),
  z.object({
    kind: z.literal('text'),
    ...rowBase,
    maxLength: z.int(),
    wanted: translatedSchema,
    default: z.string(),
  }),
]);
export type WireParameterRow = z.infer<typeof parameterRowSchema>;
export type WireNumberRow = Extract<WireParameterRow, { kind: 'number' }>;

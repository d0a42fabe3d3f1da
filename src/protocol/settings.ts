/** @file How a drawing's settings and the parameter table travel: the prompt, and numbers by row name. */
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

/** Values by `ParameterRow.name`. Ranges are the row's business; here only that they are bounded, finite numbers. */
const numbersSchema = z
  .record(z.string().min(1).max(limits.nameCharacters), z.number('A setting must be a finite number.'))
  .refine(
    (numbers) => Object.keys(numbers).length <= limits.settingsNumbers,
    `A drawing has at most ${limits.settingsNumbers} numbers.`,
  );

/** In `draw`, rows left out take their defaults; in what the server sends, every row is there. */
export const wireSettingsSchema = z.strictObject({ prompt: promptSchema, numbers: numbersSchema });
export type WireSettings = z.infer<typeof wireSettingsSchema>;

const translatedSchema = z.object({ en: z.string(), ru: z.string() });

/** One adjustable parameter; the page builds one slider from each. */
export const parameterRowSchema = z.object({
  name: z.string().min(1).max(limits.nameCharacters),
  flag: z.string(),
  label: translatedSchema,
  help: translatedSchema,
  unit: z.string(),
  min: z.number(),
  max: z.number(),
  step: z.number().positive(),
  default: z.number(),
  integer: z.boolean(),
  /** Shown without opening "more". */
  basic: z.boolean(),
});
export type WireParameterRow = z.infer<typeof parameterRowSchema>;

/**
 * @file The settings of one drawing: its prompt, the parameters, and the prompts it was changed to on the way.
 * Together with a model they say everything; the same settings give the same bytes.
 */
import { z } from 'zod';
import { PromptError, parsePrompt } from '../guidance/index.js';
import { type ParameterName, parameterRows } from './parameters.js';

/** Settings that cannot be drawn; the message is one sentence that names the value and its range. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const promptSchema = z.string().superRefine((prompt, context) => {
  try {
    parsePrompt(prompt);
  } catch (error) {
    if (!(error instanceof PromptError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
});

const parameterShape = Object.fromEntries(
  parameterRows.map(({ name, min, max, unit, integer, default: standard }) => {
    const range = `from ${min} to ${max}${unit ? ` ${unit}` : ''}`;
    const message = `${name} has to be a ${integer ? 'whole ' : ''}number ${range}`;
    const number = z.number({ error: message }).min(min, message).max(max, message);
    return [name, (integer ? number.int(message) : number).default(standard)];
  }),
) as Record<ParameterName, z.ZodDefault<z.ZodNumber>>;

/** `stopAt` is the step at which a drawing was stopped by hand; `promptChanges` what was typed while it ran. */
export const settingsSchema = z
  .strictObject({
    prompt: promptSchema,
    ...parameterShape,
    promptChanges: z
      .array(z.strictObject({ iteration: z.int().min(0), prompt: promptSchema }))
      .max(1000)
      .default([]),
    stopAt: z.int().min(0).optional(),
  })
  .refine(({ minWidth, maxWidth }) => minWidth <= maxWidth, {
    message: 'minWidth has to be at most maxWidth',
    path: ['minWidth'],
  });

export type DrawSettings = z.infer<typeof settingsSchema>;
/** What a caller has to give: the prompt; everything else has a default. */
export type DrawRequest = z.input<typeof settingsSchema>;

/**
 * Fills in the defaults.
 * @throws SettingsError naming every value that is out of its range.
 */
export function completeSettings(request: unknown): DrawSettings {
  const result = settingsSchema.safeParse(request);
  if (result.success) return result.data;
  const sentences = result.error.issues.map((issue) => describeIssue(issue, request));
  throw new SettingsError(`${[...new Set(sentences)].join('; ')}.`.replace(/\.\.$/u, '.'));
}

function describeIssue(issue: z.core.$ZodIssue, request: unknown): string {
  const given = issue.path.reduce<unknown>(
    (value, key) => (value && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    request,
  );
  const shown = typeof given === 'number' ? `, not ${given}` : '';
  return `${issue.message}${shown}`;
}

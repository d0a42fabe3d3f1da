/**
 * @file The settings of one drawing: its prompt, its medium, the parameters, and the prompts it was changed to on
 * the way. Together with a model they say everything; the same settings give the same bytes.
 */
import { z } from 'zod';
import { type CanvasName, canvases, canvasKind } from '../canvas/index.js';
import { PromptError, parsePrompt } from '../guidance/index.js';
import { type ParameterRows, schemaShape, type ValuesOf } from '../parameters/index.js';
import { type CommonValues, commonRows } from './parameters.js';

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

/** `stopAt` is the step at which a drawing was stopped by hand; `promptChanges` what was typed while it ran. */
const common = {
  prompt: promptSchema,
  ...schemaShape(commonRows),
  promptChanges: z
    .array(z.strictObject({ iteration: z.int().min(0), prompt: promptSchema }))
    .max(1000)
    .default([]),
  stopAt: z.int().min(0).optional(),
};

/** Settings of any medium; the rows of the canvas stand beside the common ones. */
export type DrawSettings = {
  readonly [Name in CanvasName]: { readonly canvas: Name } & CommonValues &
    ValuesOf<(typeof canvases)[Name]['rows']> &
    Readonly<Pick<z.output<z.ZodObject<typeof common>>, 'prompt' | 'promptChanges' | 'stopAt'>>;
}[CanvasName];
/** What a caller has to give: the prompt; everything else has a default. */
export type DrawRequest = { readonly prompt: string } & {
  readonly [Name in CanvasName]: Partial<Extract<DrawSettings, { canvas: Name }>>;
}[CanvasName];

const FIRST_CANVAS: CanvasName = 'strokes';

/** One schema a medium: a canvas has its own rows and no others'. */
const media = Object.keys(canvases).map((name) => {
  const { rows, check } = canvasKind(name as CanvasName);
  return z
    .strictObject({ canvas: z.literal(name), ...common, ...schemaShape(rows) })
    .superRefine((settings, context) => {
      const fault = check?.(settings as unknown as ValuesOf<ParameterRows>);
      if (fault) context.addIssue({ code: 'custom', message: fault.message, path: [fault.name] });
    });
});

const mediaNames = Object.keys(canvases)
  .map((name) => `“${name}”`)
  .join(', ');

export const settingsSchema: z.ZodType<DrawSettings> = z.preprocess(
  (request) =>
    request && typeof request === 'object' && !('canvas' in request)
      ? { canvas: FIRST_CANVAS, ...request }
      : request,
  z.discriminatedUnion('canvas', media as [(typeof media)[number]], {
    error: `canvas has to be one of ${mediaNames}`,
  }),
) as unknown as z.ZodType<DrawSettings>;

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

/**
 * @file The settings of one drawing: its prompt, its medium, the parameters, what it begins from, and what was changed
 * on the way. Together with a model they say everything; the same settings give the same bytes.
 */
import { z } from 'zod';
import { type CanvasName, canvases, canvasKind, MOST_PATCHES } from '../canvas/index.js';
import { checkWishes, type GuidanceValues, PromptError } from '../guidance/index.js';
import { type DrawnPicture, pictureSchema } from '../marks/index.js';
import { describeIssue, type ParameterRows, schemaShape, type ValuesOf } from '../parameters/index.js';
import { materialFaults } from './material-faults.js';
import { type CommonValues, commonRows, rowsOf } from './parameters.js';
import { changeLimits, type RecordedChange, recordedChangeSchema, SteeringError } from './steering/change.js';

/** Settings that cannot be drawn; the message is one sentence that names the value and its range. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** A picture by the SHA-256 of its file. */
const originalOf = (name: string) =>
  z.string().regex(/^[0-9a-f]{64}$/u, `${name} has to be a SHA-256 in hex, 64 characters`);

const common = {
  prompt: z.string(),
  ...schemaShape(commonRows),
  /** What was changed while it ran, in order. */
  changes: z.array(recordedChangeSchema).max(changeLimits.changes).default([]),
  /** The step at which it was stopped by hand. */
  stopAt: z.int().min(0).optional(),
  /** The image it began from. */
  image: originalOf('image').optional(),
  /** The photograph that lies under its marks. */
  background: originalOf('background').optional(),
  /** What its collage is made of, in order. */
  patches: z.array(originalOf('patches')).min(1).max(MOST_PATCHES).optional(),
  /** The pictures that its prompts and rows name, by name. */
  pictures: z.record(z.string().max(1000), originalOf('pictures')).optional(),
  /** The marks it began from, taken from another work. */
  from: pictureSchema.optional(),
};

interface Course {
  readonly prompt: string;
  readonly changes: readonly RecordedChange[];
  readonly stopAt?: number;
  readonly image?: string;
  readonly background?: string;
  readonly patches?: readonly string[];
  readonly pictures?: Readonly<Record<string, string>>;
  readonly from?: DrawnPicture;
}

/** Settings of any medium; the rows of the canvas stand beside the common ones. */
export type DrawSettings = {
  readonly [Name in CanvasName]: { readonly canvas: Name } & CommonValues &
    ValuesOf<(typeof canvases)[Name]['rows']> &
    Course;
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
      for (const fault of wishFaults(settings)) context.addIssue({ code: 'custom', message: fault });
      for (const fault of materialFaults(name as CanvasName, settings)) {
        context.addIssue({ code: 'custom', message: fault });
      }
      const fault = check?.(settings as unknown as ValuesOf<ParameterRows>);
      if (fault) context.addIssue({ code: 'custom', message: fault.message, path: [fault.name] });
    });
});

/** What is wrong with the prompt, as sentences. */
function wishFaults({ prompt, ...values }: { readonly prompt: string } & GuidanceValues): string[] {
  try {
    checkWishes(prompt, values);
    return [];
  } catch (error) {
    if (!(error instanceof PromptError)) throw error;
    return [error.message];
  }
}

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
  const sentences = result.error.issues.map((issue) => faultOf(issue, request));
  throw new SettingsError(`${[...new Set(sentences)].join('; ')}.`.replace(/\.\.$/u, '.'));
}

/**
 * The settings as they stand after a change.
 * @throws SteeringError, SettingsError, PromptError
 */
export function settingsAfter(settings: DrawSettings, change: Pick<RecordedChange, 'type'>): DrawSettings {
  const { type, prompt, values } = change as { type: string; prompt?: string; values?: object };
  if (type === 'prompt') {
    checkWishes(prompt!, settings);
    return { ...settings, prompt: prompt! };
  }
  if (type !== 'values') return settings;
  const rows = rowsOf(settings.canvas);
  for (const name of Object.keys(values!)) {
    const row = rows.find((one) => one.name === name);
    if (!row) throw new SettingsError(`There is no setting named “${name}” here.`);
    if (row.begins)
      throw new SteeringError(`${name} says how a drawing begins; it takes effect with the next one.`);
  }
  return completeSettings({ ...settings, ...values });
}

/** What a row says names the setting already. */
function faultOf(issue: z.core.$ZodIssue, request: unknown): string {
  if (issue.message.startsWith('it ')) return describeIssue(issue, 'the settings');
  const given = issue.path.reduce<unknown>(
    (value, key) => (value && typeof value === 'object' ? Reflect.get(value, key) : undefined),
    request,
  );
  const shown = typeof given === 'number' ? `, not ${given}` : '';
  return `${issue.message}${shown}`;
}

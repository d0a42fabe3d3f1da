/**
 * @file A preset: a medium and values of its rows under a name, as a JSON file. What a file may hold follows from the
 * parameter rows, so that a value outside its range is named with the range.
 */
import { z } from 'zod';
import { type CanvasName, canvases } from '../canvas/index.js';
import { describeIssue } from '../parameters/index.js';
import { completeSettings, SettingsError } from '../session/index.js';

/** A file that is no preset; the message names it and what is wrong. */
export class PresetError extends Error {
  override readonly name = 'PresetError';
}

const localText = z.strictObject({ en: z.string().min(1), ru: z.string().min(1) });

const presetSchema = z.strictObject({
  label: localText,
  description: localText,
  /** Place in the chooser, from the first. */
  order: z.int(),
  /** What it draws for its thumbnail, and for somebody without words. */
  prompt: localText,
  /** It begins from a picture that the person gives. */
  needsImage: z.boolean().default(false),
  canvas: z.enum(Object.keys(canvases) as [CanvasName, ...CanvasName[]], {
    error: `canvas has to be one of ${Object.keys(canvases).join(', ')}`,
  }),
  values: z.record(z.string(), z.union([z.number(), z.string()])),
});

export type Preset = Readonly<z.output<typeof presetSchema>> & {
  /** Name of its file, without the ending. */
  readonly name: string;
  /** File of what it draws, absolute; absent where none was drawn. */
  readonly thumbnail?: string;
};

/** Rows that belong to one drawing, not to a way of drawing. */
const PERSONAL: readonly string[] = [
  'prompt',
  'seed',
  'changes',
  'stopAt',
  'image',
  'from',
  'background',
  'patches',
  'pictures',
  'canvas',
];

/**
 * @param text of the file
 * @throws PresetError
 */
export function parsePreset(name: string, text: string): Preset {
  const refuse = (what: string): never => {
    throw new PresetError(`The preset ${name}: ${what}`);
  };
  const parsed = presetSchema.safeParse(parseJson(text, refuse));
  if (!parsed.success) {
    return refuse(`${describeIssue(parsed.error.issues[0]!, 'the file')}.`);
  }
  const { canvas, values, prompt } = parsed.data;
  const personal = Object.keys(values).find((key) => PERSONAL.includes(key));
  if (personal !== undefined) return refuse(`${personal} belongs to a drawing, not to a preset.`);
  try {
    for (const words of Object.values(prompt)) completeSettings({ ...values, canvas, prompt: words });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return refuse(error.message);
  }
  return { ...parsed.data, name };
}

function parseJson(text: string, refuse: (what: string) => never): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('its text is not JSON.');
  }
}

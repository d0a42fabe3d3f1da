/**
 * @file The recipe, `recipe.json`: everything needed to draw a picture again. Format version 2.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type DrawSettings, settingsSchema } from '../session/index.js';
import { guideSchema } from './guide.js';
import { CURRENT_VERSION } from './migrations.js';

/** Tells our file from somebody else's JSON. */
export const RECIPE_FORMAT = 'clip-atelier recipe';

export const recipeSchema = z.strictObject({
  format: z.literal(RECIPE_FORMAT),
  version: z.literal(CURRENT_VERSION),
  /** Which program drew it; another version may draw the same recipe a little differently. */
  program: z.strictObject({ name: z.string().min(1), version: z.string().min(1) }),
  /** Which model guided it, and what it ran on. */
  model: guideSchema,
  /** Every parameter; what was changed while it ran, each change with its step; where it was stopped, if it was. */
  settings: settingsSchema,
  /** What came out: steps made, and the score of the finished picture seen whole and without noise. */
  result: z.strictObject({ iteration: z.int().min(0), score: z.number() }),
  /** When it was first drawn, ISO 8601 in UTC; a redrawing keeps it. */
  createdAt: z.iso.datetime(),
});

export type Recipe = Readonly<z.infer<typeof recipeSchema>>;

/** What the maker of a recipe has to know; the rest is filled in. */
export interface RecipeParts {
  readonly model: Recipe['model'];
  readonly settings: DrawSettings;
  readonly result: Recipe['result'];
  readonly createdAt: string;
}

export function makeRecipe({ model, settings, result, createdAt }: RecipeParts): Recipe {
  const program = { name: 'clip-atelier', version: programVersion() };
  // Parsing puts the fields into one order, so that the same drawing is the same text.
  return recipeSchema.parse({
    format: RECIPE_FORMAT,
    version: CURRENT_VERSION,
    program,
    model,
    settings,
    result,
    createdAt,
  });
}

/** The version in this program's package.json. */
export function programVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}

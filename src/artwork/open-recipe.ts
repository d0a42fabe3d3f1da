/**
 * @file Reads a recipe of any format version this program knows, and says clearly when it cannot.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { describeIssue } from '../parameters/index.js';
import { ArtworkError, reasonOf } from './artwork-error.js';
import { CURRENT_VERSION, migrate } from './migrations.js';
import { RECIPE_FORMAT, type Recipe, recipeSchema } from './recipe.js';

const headSchema = z.looseObject({ format: z.literal(RECIPE_FORMAT), version: z.int().min(1) });

/**
 * @throws ArtworkError when the file is missing, not JSON, not a recipe, of a newer format, or holds a value that
 * cannot be drawn; the message names the file and, for a value, where it stands
 */
export async function openRecipe(file: string): Promise<Recipe> {
  const head = headSchema.safeParse(parseJson(file, await readText(file)));
  if (!head.success) {
    throw new ArtworkError(
      `${file}: this is not a recipe of Atelier ("format": "${RECIPE_FORMAT}" is missing).`,
    );
  }
  const { version } = head.data;
  if (version > CURRENT_VERSION) {
    throw new ArtworkError(
      `${file}: the recipe has format version ${version}, this program reads up to ${CURRENT_VERSION}; update Atelier.`,
    );
  }
  const recipe = recipeSchema.safeParse(migrate(head.data, version));
  if (recipe.success) return recipe.data;
  throw new ArtworkError(
    `${file}: ${recipe.error.issues.map((issue) => describeIssue(issue, 'the recipe')).join('; ')}.`,
  );
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ArtworkError(`${file}: the recipe cannot be read; ${reasonOf(error)}.`, { cause: error });
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ArtworkError(`${file}: this is not a recipe, its text is not JSON.`, { cause: error });
  }
}

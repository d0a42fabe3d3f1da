/**
 * @file How recipes of older formats become today's, one step a version. A new format adds its number to
 * `RecipeVersion` and raises `CURRENT_VERSION`; the compiler then asks for the row that leads to it.
 */

export type RecipeVersion = 1 | 2;
export const CURRENT_VERSION = 2 satisfies RecipeVersion;

/** A recipe of some version, as it stands in the file. */
export type RawRecipe = Readonly<Record<string, unknown>>;
/** Leads from the version it stands under to the next. */
export type Migration = (recipe: RawRecipe) => RawRecipe;

const migrations: Readonly<Record<Exclude<RecipeVersion, typeof CURRENT_VERSION>, Migration>> = {
  /** Prompts were all that could be changed on the way. */
  1: (recipe) => {
    const { promptChanges, ...settings } = (recipe.settings ?? {}) as Record<string, unknown>;
    if (!Array.isArray(promptChanges)) return recipe;
    const changes = promptChanges.map((change: object) => ({ type: 'prompt', ...change }));
    return { ...recipe, settings: { ...settings, changes } };
  },
};

/**
 * @param from version of `recipe`, 1..current
 * @returns the recipe in the current format, its `version` raised; not yet checked
 */
export function migrate(
  recipe: RawRecipe,
  from: number,
  table: Readonly<Record<number, Migration>> = migrations,
  current: number = CURRENT_VERSION,
): RawRecipe {
  let migrated = recipe;
  for (let version = from; version < current; version++) {
    migrated = { ...table[version]!(migrated), version: version + 1 };
  }
  return migrated;
}

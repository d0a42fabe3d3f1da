/** @file docs/training.md says the rows of a recipe as they are; `vitest -u` writes them anew. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { recipeForFolder, trainingRecipeSchema } from './recipe.js';
import { trainingRows } from './recipe-rows.js';

const docs = fileURLToPath(new URL('../../docs/training.md', import.meta.url));
const [START, END] = ['<!-- rows:start -->\n', '<!-- rows:end -->'];

const table = [
  '| value | unit | from | to | default | what it is |',
  '|---|---|---|---|---|---|',
  ...Object.entries(trainingRows).map(
    ([name, { unit, min, max, default: standard, help }]) =>
      `| \`${name}\` | ${unit} | ${min} | ${max} | ${standard} | ${help.en} |`,
  ),
].join('\n');

describe('the rows of a training recipe', () => {
  it('stand in the docs with their units and ranges', async () => {
    const text = readFileSync(docs, 'utf8');
    const [before, rest = ''] = text.split(START);
    const after = rest.slice(rest.indexOf(END));
    await expect(`${before}${START}${table}\n${after}`).toMatchFileSnapshot(docs);
  });

  it('are the limits of the schema, and the defaults', () => {
    const given = { format: 'clip-atelier training', version: 1, data: 'x' };
    const recipe = trainingRecipeSchema.parse(given);
    for (const [name, { min, max, default: standard }] of Object.entries(trainingRows)) {
      expect(recipe[name as keyof typeof trainingRows], name).toBe(standard);
      for (const outside of [min - 1, max + 1, 'many']) {
        const { success, error } = trainingRecipeSchema.safeParse({ ...given, [name]: outside });
        expect([success, error?.issues[0]?.message]).toEqual([
          false,
          expect.stringContaining(`${name} has to be a`),
        ]);
      }
    }
    expect(trainingRecipeSchema.safeParse({ ...given, smallest: 1.5, largest: 1 }).success).toBe(false);
  });

  it('of a folder of pictures begin from the built-in model and end by time', () => {
    expect(recipeForFolder('pictures')).toMatchObject({ start: 'embedded', seconds: 900, data: 'pictures' });
  });
});

/** @file Recipes survive the disk, and a bad one is refused with a sentence that says what is wrong. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArtworkError } from './artwork-error.js';
import { migrate } from './migrations.js';
import { openRecipe } from './open-recipe.js';
import { sampleRecipe } from './sample.reference.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-recipe-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function open(content: unknown): Promise<unknown> {
  const file = join(folder, 'recipe.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return openRecipe(file);
}

async function refusal(content: unknown): Promise<string> {
  const error = await open(content).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ArtworkError);
  return (error as ArtworkError).message;
}

describe('openRecipe', () => {
  it('reads back what was written, changes on the way and the step it was stopped at included', async () => {
    const recipe = sampleRecipe({
      changes: [
        { type: 'prompt', iteration: 12, prompt: 'the sea' },
        { type: 'alter', iteration: 20, marks: [3], change: { move: [0.1, 0], colour: [1, 0, 0] } },
      ],
      stopAt: 40,
      seed: 7,
    });
    expect(await open(recipe)).toEqual(recipe);
  });

  it('reads what it was drawn on, and recipes that do not say it', async () => {
    const recipe = sampleRecipe();
    const runtime = { device: 'cpu', precision: 'fp32', threads: 8 };
    expect(await open({ ...recipe, model: { ...recipe.model, runtime } })).toMatchObject({
      model: { runtime },
    });
    expect(await open(recipe)).toEqual(recipe);
    const message = await refusal({
      ...recipe,
      model: { ...recipe.model, runtime: { ...runtime, threads: 0 } },
    });
    expect(message).toMatch(/model\.runtime\.threads/);
  });

  it('says that the file is missing', async () => {
    await expect(openRecipe(join(folder, 'none.json'))).rejects.toThrow(/none\.json.*does not exist/);
  });

  it('says that a folder is no recipe', async () => {
    await expect(openRecipe(folder)).rejects.toThrow(/it is a folder/);
  });

  it.each(['', '{', 'not json', '\u0000\u0001'])('says that %j is not JSON', async (text) => {
    expect(await refusal(text)).toMatch(/not JSON/);
  });

  it.each([[[]], [null], [{}], [{ format: 'somebody else', version: 1 }], [42]])(
    'says that %j is not a recipe',
    async (content) => {
      expect(await refusal(content)).toMatch(/not a recipe of Atelier/);
    },
  );

  it('reads a recipe of version 1, whose prompts alone could change', async () => {
    const recipe = sampleRecipe();
    const { changes: _, ...settings } = recipe.settings;
    const promptChanges = [{ iteration: 12, prompt: 'the sea' }];
    const old = { ...recipe, version: 1, settings: { ...settings, promptChanges } };
    const changes = [{ type: 'prompt', iteration: 12, prompt: 'the sea' }];
    expect(await open(old)).toEqual({ ...recipe, settings: { ...recipe.settings, changes } });
  });

  it('says that a newer format needs a newer program', async () => {
    expect(await refusal({ ...sampleRecipe(), version: 3 })).toMatch(/format version 3.*update Atelier/);
  });

  it('names the value that cannot be drawn, its place and its range', async () => {
    const recipe = sampleRecipe();
    const message = await refusal({ ...recipe, settings: { ...recipe.settings, strokes: 100_000 } });
    expect(message).toMatch(/settings\.strokes.*from 1 to 1024/);
  });

  it('names a hash that is none', async () => {
    const message = await refusal({ ...sampleRecipe(), model: { name: 'x', sha256: 'abc' } });
    expect(message).toMatch(/model\.sha256.*64 characters/);
  });
});

describe('migrate', () => {
  const table = {
    1: (recipe: object) => ({ ...recipe, first: true }),
    2: (recipe: object) => ({ ...recipe, second: true }),
  };

  it('goes through every version up to the current one', () => {
    expect(migrate({ version: 1 }, 1, table, 3)).toEqual({ version: 3, first: true, second: true });
    expect(migrate({ version: 2 }, 2, table, 3)).toEqual({ version: 3, second: true });
  });

  it('leaves a current recipe alone', () => {
    const recipe = sampleRecipe();
    expect(migrate(recipe, 2)).toBe(recipe);
  });
});

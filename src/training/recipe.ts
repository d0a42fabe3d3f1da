/** @file What a training is told: data, network, perturbation, pace. `atelier train recipe.json` reads one. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { reasonOf } from '../artwork/index.js';
import { describeIssue, schemaShape } from '../parameters/index.js';
import { type DesignName, designs } from './learn/design.js';
import { trainingRows } from './recipe-rows.js';
import { TrainingError } from './training-error.js';

const FORMAT = 'clip-atelier training';

const text = z.string().min(1);

export const trainingRecipeSchema = z
  .strictObject({
    format: z.literal(FORMAT),
    version: z.literal(1),
    /** Folder of a data set, or of a person's own pictures with captions. */
    data: text,
    /** Network that begins from nothing; not looked at where there is a start. */
    design: z.enum(Object.keys(designs) as [DesignName, ...DesignName[]]).default('guide'),
    /** Model that is taught further, `embedded` or as --model takes it; its network and words are kept. */
    start: text.optional(),
    ...schemaShape(trainingRows),
  })
  .refine(({ smallest, largest }) => smallest <= largest, {
    path: ['smallest'],
    message: 'smallest has to be at most largest',
  });

export type TrainingRecipe = z.infer<typeof trainingRecipeSchema>;

/** @throws TrainingError naming the file and each value that will not do */
export async function openTrainingRecipe(file: string): Promise<TrainingRecipe> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new TrainingError(
      `${file}: there is neither a folder of pictures nor a training recipe that can be read; ${reasonOf(cause)}.`,
      { cause },
    );
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new TrainingError(`${file}: this is not a training recipe, its text is not JSON.`, { cause });
  }
  const parsed = trainingRecipeSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => describeIssue(issue, 'the recipe'));
  throw new TrainingError(`${file}: ${faults.join('; ')}.`);
}

/** Of a folder of pictures without a recipe: the built-in model learns them, a quarter of an hour at a small rate. */
export function recipeForFolder(data: string): TrainingRecipe {
  return trainingRecipeSchema.parse({
    format: FORMAT,
    version: 1,
    data,
    start: 'embedded',
    batch: 64,
    seconds: 900,
    rate: 2e-4,
    warmUp: 50,
  });
}

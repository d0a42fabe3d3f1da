/** @file What a training is told: data, network, perturbation, pace. `atelier train recipe.json` reads one. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type DesignName, designs } from './learn/design.js';
import { TrainingError } from './training-error.js';

const FORMAT = 'clip-atelier training';

const range = (min: number, max: number, standard: number) => z.number().min(min).max(max).default(standard);

export const trainingRecipeSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(1),
  /** Folder of a data set, or of a person's own pictures with captions. */
  data: z.string().min(1),
  design: z.enum(Object.keys(designs) as [DesignName, ...DesignName[]]).default('guide'),
  seed: z.int().min(0).max(0xffff_ffff).default(1),
  /** Images a step. */
  batch: z.int().min(2).max(1024).default(128),
  /** Where training ends by itself; the learning rate falls to nothing by then. */
  steps: z.int().min(1).max(10_000_000).default(20_000),
  rate: range(1e-6, 0.1, 1e-3),
  /** Steps over which the learning rate rises. */
  warmUp: z.int().min(0).max(100_000).default(200),
  /** Largest σ of the noise on the pictures. */
  noise: range(0, 2, 0.8),
  /** Standard deviation, radians. */
  rotation: range(0, 1, 0.12),
  /** Smallest and largest part of the image that a picture fills. */
  scale: z.tuple([z.number().min(0.1).max(2), z.number().min(0.1).max(2)]).default([0.6, 1]),
  /** Largest change of contrast and colour. */
  colour: range(0, 1, 0.2),
});

export type TrainingRecipe = z.infer<typeof trainingRecipeSchema>;

/** @throws TrainingError naming the file and each value that will not do */
export async function openTrainingRecipe(file: string): Promise<TrainingRecipe> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new TrainingError(`${file}: this training recipe cannot be read, or is not JSON.`, { cause });
  }
  const parsed = trainingRecipeSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the recipe'}: ${message}`,
  );
  throw new TrainingError(`${file}: ${faults.join('; ')}.`);
}

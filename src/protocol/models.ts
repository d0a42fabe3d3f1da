/** @file A model that is on this machine, as the page offers it. */
import { z } from 'zod';

export const modelSchema = z.object({
  /** As `--model` takes it. */
  name: z
    .string()
    .min(1, 'The name of a model is empty.')
    .max(1000, 'The name of a model has at most 1000 characters.'),
  /** What it is; null for one that this program does not know. */
  title: z.string().nullable(),
  /** Of its files. */
  megabytes: z.number().nullable(),
  /** Of its words, in English. */
  languages: z.string().nullable(),
});
export type WireModel = z.infer<typeof modelSchema>;

/** @file Which model guided a drawing and what it ran on, as recipes and checkpoints say it. */
import { z } from 'zod';
import { knownDevices, MOST_THREADS, precisions } from '../compile/index.js';
import type { ModelInfo } from '../session/index.js';
import { hashWeights } from './weights-hash.js';

export const guideSchema = z.strictObject({
  name: z.string().min(1),
  /** Of its weights, see `hashWeights`. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/u, 'must be a SHA-256 in hex, 64 characters'),
  /** Decides the order of sums, and so their last digits. What was drawn before November 2026 does not say it. */
  runtime: z
    .strictObject({
      device: z.enum(knownDevices),
      precision: z.enum(precisions),
      threads: z.int().min(1).max(MOST_THREADS),
    })
    .optional(),
});

export type GuideFacts = Readonly<z.infer<typeof guideSchema>>;

/** @throws ArtworkError when a file of its weights cannot be read */
export async function guideOf({ name, weightFiles, runtime }: ModelInfo): Promise<GuideFacts> {
  const { device, precision, threads } = runtime;
  return { name, sha256: await hashWeights(weightFiles), runtime: { device, precision, threads } };
}

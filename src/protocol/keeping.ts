/** @file What the studio keeps on the disk by itself: drawings that were interrupted, and works that are done. */
import { z } from 'zod';

/** A drawing that a studio left unfinished when it ended; it can be gone on with. */
export const offerSchema = z.object({
  id: z.string().min(1).max(80),
  prompt: z.string(),
  canvas: z.string(),
  iteration: z.int().min(0),
  iterations: z.int().min(1),
  /** ISO 8601, UTC. */
  savedAt: z.string(),
  /** Where its picture is, on the studio; null where there is none. */
  picture: z.string().nullable(),
});
export type Offer = z.infer<typeof offerSchema>;

/** Where the pictures of offers are, each under its id. */
export const offerPictures = '/api/offers';

/** What became of the drawing on the disk. */
export const keptSchema = z.object({
  /** Folder of the finished work, as the studio was told to call it; null while it is not done. */
  folder: z.string().nullable(),
  /** Why it could not be kept. */
  problem: z.string().nullable(),
});
export type Kept = z.infer<typeof keptSchema>;

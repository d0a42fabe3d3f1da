/** @file The works in the studio's folder, as its gallery shows them, a page of them at a time. */
import { z } from 'zod';

const count = z.int().min(0);

export const workSchema = z.object({
  /** Name of its folder. */
  id: z.string().min(1).max(255),
  prompt: z.string(),
  canvas: z.string(),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  width: z.int().min(1),
  height: z.int().min(1),
  iteration: count,
  score: z.number(),
  /** It has an SVG. */
  vector: z.boolean(),
  /** It has a checkpoint, so that it can be gone on with. */
  canGoOn: z.boolean(),
});
export type Work = z.infer<typeof workSchema>;

/** The answer to `GET /api/works?from=<place>`: the newest is at place 0. */
export const worksPageSchema = z.object({ total: count, from: count, works: z.array(workSchema) });
export type WorksPage = z.infer<typeof worksPageSchema>;

/** Below it `/<id>/<file>` for what there is to take away, and `/<id>/picture` for its picture, `?size=large` too. */
export const worksPath = '/api/works';
/** Of a work, as they are called in its folder. */
export const workFiles = ['final.svg', 'final.png', 'recipe.json'] as const;
export type WorkFile = (typeof workFiles)[number];

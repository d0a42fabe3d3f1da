/** @file Where a drawing has been: the points that can be gone back to, and the ways from here. */
import { z } from 'zod';

const count = z.int().min(0);

/** Longest name of a point, UTF-16 code units. */
const MOST_NAME = 60;

export const pointNameSchema = z
  .string()
  .trim()
  .max(MOST_NAME, `A name has at most ${MOST_NAME} characters.`);

export const pointSchema = z.object({
  id: count,
  /** The point it came from; null for the first, and where the one before was forgotten. */
  parent: count.nullable(),
  iteration: count,
  score: z.number(),
  /** What led here: a stretch of optimisation, or the kind of a change. */
  deed: z.string(),
  /** Given by a person. */
  name: z.string().nullable(),
});
/** A point of the history. */
export type Point = z.infer<typeof pointSchema>;

export const timelineSchema = z.object({
  points: z.array(pointSchema),
  /** The point that the drawing stands on, or came from last. */
  current: count.nullable(),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
});
export type Timeline = z.infer<typeof timelineSchema>;

export const emptyTimeline: Timeline = { points: [], current: null, canUndo: false, canRedo: false };

/** Pictures of points, at `/<run>/<id>`; `?size=large` for one to look at. */
export const pointPictures = '/api/points';

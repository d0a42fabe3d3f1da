/** @file The ordered events: small, never dropped, one rising `sequence` over the life of the server. */
import { z } from 'zod';
import { keptSchema, offerSchema } from './keeping.js';
import { pictureSchema } from './pictures.js';
import { translatedSchema, wireSettingsSchema } from './settings.js';
import { timelineSchema } from './timeline.js';

const run = z.int().min(0);
const count = z.int().min(0);

/** A word of the prompt that the model's word list does not have; `start`..`end` (exclusive) are string indices. */
export const unknownWordSchema = z.object({
  word: z.string(),
  /** What the model reads it as, where that is something else: the name of an emoji. */
  readAs: z.string().optional(),
  start: count,
  end: count,
  /** Words it does know, nearest first. */
  nearest: z.array(z.string()),
});
export type UnknownWord = z.infer<typeof unknownWordSchema>;

/** What looks like grammar in a prompt and was taken as text; `start`..`end` (exclusive) are string indices. */
export const promptHintSchema = z.object({ start: count, end: count, message: translatedSchema });
export type PromptHint = z.infer<typeof promptHintSchema>;

/** Which of how many it is, drawings or beginnings, of which the best is left. */
export const attemptSchema = z.object({ number: z.int().min(1), of: z.int().min(2) });

export const progressSchema = z.object({
  iteration: count,
  iterations: count,
  /** How well the drawing fits the prompt; higher is better. */
  score: z.number(),
  /** Iterations a second. */
  rate: z.number(),
  secondsLeft: z.number().nullable(),
  /** Steps left out because a gradient was not a number. */
  skipped: count,
  /** Which of how many beginnings is being tried; null once one goes on. */
  trying: attemptSchema.nullable(),
  state: z.enum(['running', 'paused']),
});
export type Progress = z.infer<typeof progressSchema>;

export const finishSchema = z.object({
  /** `plateau`: the score had stopped growing. */
  reason: z.enum(['completed', 'stopped', 'plateau']),
  iteration: count,
  score: z.number(),
});
export type Finish = z.infer<typeof finishSchema>;

export const failureSchema = z.object({ code: z.string(), message: z.string() });
export type Failure = z.infer<typeof failureSchema>;

/** What a person did to the drawing by hand. */
export const handiworkSchema = z.object({
  /** Marks that are held, by the numbers they are called. */
  held: z.array(count),
  /** What is worked on alone, corners in canvas units; null for everything. */
  outline: z.array(z.tuple([z.number(), z.number()])).nullable(),
});
export type Handiwork = z.infer<typeof handiworkSchema>;

/** One row per event. `run` counts the drawings of this server; `example`: drawn unasked, to show what it does. */
const eventFields = {
  started: { settings: wireSettingsSchema, example: z.boolean(), attempt: attemptSchema.nullable() },
  progress: progressSchema.shape,
  /** After a start and after each change of the prompt; `example` turns false when somebody took the example over. */
  promptChecked: { prompt: z.string(), example: z.boolean(), unknown: z.array(unknownWordSchema) },
  /** After each edit or change, and after going to another point of the history: everything as it now stands. */
  steered: { settings: wireSettingsSchema, example: z.boolean(), ...handiworkSchema.shape },
  /** Where it has been, and where one can go from here. */
  history: timelineSchema.shape,
  finished: finishSchema.shape,
  failed: failureSchema.shape,
  kept: keptSchema.shape,
  /** All pictures on the shelf, after one came or went. */
  pictures: { pictures: z.array(pictureSchema) },
  /** The works in the gallery changed; a number that rises. */
  works: { works: count },
  /** An interrupted drawing that can be gone on with; null when there is none (any more). */
  offered: { offer: offerSchema.nullable() },
} as const;

export const studioEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), sequence: count, run, ...eventFields.started }),
  z.object({ type: z.literal('progress'), sequence: count, run, ...eventFields.progress }),
  z.object({ type: z.literal('promptChecked'), sequence: count, run, ...eventFields.promptChecked }),
  z.object({ type: z.literal('steered'), sequence: count, run, ...eventFields.steered }),
  z.object({ type: z.literal('history'), sequence: count, run, ...eventFields.history }),
  z.object({ type: z.literal('finished'), sequence: count, run, ...eventFields.finished }),
  z.object({ type: z.literal('failed'), sequence: count, run, ...eventFields.failed }),
  z.object({ type: z.literal('kept'), sequence: count, run, ...eventFields.kept }),
  z.object({ type: z.literal('pictures'), sequence: count, run, ...eventFields.pictures }),
  z.object({ type: z.literal('works'), sequence: count, run, ...eventFields.works }),
  z.object({ type: z.literal('offered'), sequence: count, run, ...eventFields.offered }),
]);
export type StudioEvent = z.infer<typeof studioEventSchema>;

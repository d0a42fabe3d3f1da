/**
 * @file What a person can change while a drawing runs, as data. A drawing's settings carry every change with the step
 * before which it was made, what was drawn by hand included, so that they draw the same again.
 */
import { z } from 'zod';
import { MOST_MARKS, pictureSchema } from './drawn-picture.js';

export const changeLimits = { marks: MOST_MARKS, corners: 512, changes: 10_000, values: 128 } as const;

const coordinate = z.number().min(-16).max(16);
const mark = z.int('A mark is a whole number from 0.').min(0, 'A mark is a whole number from 0.');
const marks = z.array(mark).min(1, 'Name at least one mark.').max(changeLimits.marks);

const markChangeSchema = z.strictObject({
  move: z.tuple([coordinate, coordinate]).optional(),
  turn: z.number().min(-100).max(100).optional(),
  scale: z.number().min(0.01).max(100).optional(),
  colour: z.tuple([z.number().min(0).max(1), z.number().min(0).max(1), z.number().min(0).max(1)]).optional(),
  opacity: z.number().min(0).max(1).optional(),
  width: z.number().min(0).max(2).optional(),
});

/** One row a change. */
const changeFields = {
  /** Draw towards other words from here on. */
  prompt: { prompt: z.string() },
  /** Other values of rows, by their names. */
  values: {
    values: z
      .record(z.string().max(40), z.union([z.number(), z.string().max(1000)]))
      .refine((values) => Object.keys(values).length <= changeLimits.values, 'Too many values at once.'),
  },
  /** These marks do not change any more. */
  hold: { marks },
  /** Held marks are free again. */
  release: { marks },
  /** Moved, turned, scaled, recoloured by hand. */
  alter: { marks, change: markChangeSchema },
  remove: { marks },
  /** Marks drawn by hand, on top of the others. */
  add: { picture: pictureSchema },
  /** The drawn mark takes this one's place in the order. */
  replace: { mark, picture: pictureSchema },
  /** Only what lies in the outline is worked on; everything again without one. */
  region: {
    outline: z
      .array(z.tuple([coordinate, coordinate]))
      .min(3, 'An outline has at least three corners.')
      .max(changeLimits.corners, `An outline has at most ${changeLimits.corners} corners.`)
      .nullable(),
  },
  /** Back to the best picture so far. */
  best: {},
} as const;

const iteration = z.int().min(0);
const member = <Name extends keyof typeof changeFields>(type: Name) =>
  z.strictObject({ type: z.literal(type), ...changeFields[type] });
const recorded = <Name extends keyof typeof changeFields>(type: Name) =>
  z.strictObject({ type: z.literal(type), iteration, ...changeFields[type] });

export const changeSchema = z.discriminatedUnion('type', [
  member('prompt'),
  member('values'),
  member('hold'),
  member('release'),
  member('alter'),
  member('remove'),
  member('add'),
  member('replace'),
  member('region'),
  member('best'),
]);
export type Change = Readonly<z.infer<typeof changeSchema>>;

/** A change with the step before which it was made. */
export const recordedChangeSchema = z.discriminatedUnion('type', [
  recorded('prompt'),
  recorded('values'),
  recorded('hold'),
  recorded('release'),
  recorded('alter'),
  recorded('remove'),
  recorded('add'),
  recorded('replace'),
  recorded('region'),
  recorded('best'),
]);
export type RecordedChange = Readonly<z.infer<typeof recordedChangeSchema>>;

/** A change that this drawing cannot take; the message is one sentence. */
export class SteeringError extends Error {
  override readonly name = 'SteeringError';
}

/**
 * @file What a person can change while a drawing runs, as data. A drawing's settings carry every change with the step
 * before which it was made, what was drawn by hand included, so that they draw the same again.
 */
import { z } from 'zod';
import { editFields, editSchema, membersOf } from '../../marks/index.js';

export const changeLimits = { changes: 10_000, values: 128 } as const;

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
  ...editFields,
  /** Back to the best picture so far. */
  best: {},
} as const;

const iteration = z.int().min(0);
const member = membersOf(changeFields, {});
const recorded = membersOf(changeFields, { iteration });

export const changeSchema = z.discriminatedUnion('type', [
  member('prompt'),
  member('values'),
  ...editSchema.options,
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

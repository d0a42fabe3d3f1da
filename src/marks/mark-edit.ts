/**
 * @file What a person can do to the marks of a drawing by hand, as data: for messages, recipes and canvases alike.
 * Lengths are in canvas units: 1 = the shorter side. A mark is named by a number that stays its own: those it began
 * with are 0, 1, 2 … in the order of painting, each later one has the next number.
 */
import { z } from 'zod';
import { MOST_MARKS, pictureSchema } from './drawn-picture.js';

export const editLimits = {
  /** Marks of one edit. */
  marks: MOST_MARKS,
  /** Corners of a lasso's outline. */
  corners: 512,
  /** How far outside the canvas a coordinate may lie, canvas units. */
  coordinate: 16,
} as const;

const coordinate = z.number().min(-editLimits.coordinate).max(editLimits.coordinate);
const mark = z.int('A mark is a whole number from 0.').min(0, 'A mark is a whole number from 0.');
const marks = z.array(mark).min(1, 'Name at least one mark.').max(editLimits.marks);
const share = z.number().min(0).max(1);

const markChangeSchema = z.strictObject({
  /** dx, dy */
  move: z.tuple([coordinate, coordinate]).optional(),
  /** About the mark's centre, radians. */
  turn: z.number().min(-100).max(100).optional(),
  /** About the mark's centre; 1 leaves it. */
  scale: z.number().min(0.01).max(100).optional(),
  /** RGB, 0..1 */
  colour: z.tuple([share, share, share]).optional(),
  opacity: share.optional(),
  width: z.number().min(0).max(2).optional(),
});
/** Moves, turns, scales, recolours one mark; what is absent stays. */
export type MarkChange = Readonly<z.infer<typeof markChangeSchema>>;

/** One row an edit. */
export const editFields = {
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
      .max(editLimits.corners, `An outline has at most ${editLimits.corners} corners.`)
      .nullable(),
  },
} as const;

/** @returns what makes the schema of one row's data, told apart by `type`; `more` is in each */
export const membersOf =
  <Fields extends Readonly<Record<string, z.core.$ZodLooseShape>>, More extends z.core.$ZodLooseShape>(
    fields: Fields,
    more: More,
  ) =>
  <Name extends keyof Fields & string>(type: Name) =>
    z.strictObject({ type: z.literal(type), ...more, ...fields[type]! });

const member = membersOf(editFields, {});

export const editSchema = z.discriminatedUnion(
  'type',
  [
    member('hold'),
    member('release'),
    member('alter'),
    member('remove'),
    member('add'),
    member('replace'),
    member('region'),
  ],
  `An edit is one of ${Object.keys(editFields).join(', ')}.`,
);
export type Edit = Readonly<z.infer<typeof editSchema>>;

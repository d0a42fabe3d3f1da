/**
 * @file Everything a drawing needs to go on bit by bit as it would have: facts as plain values, numbers as arrays by
 * name. History, branches and checkpoints keep drawings in this form.
 */
import { z } from 'zod';
import type { CanvasState } from '../canvas/index.js';
import type { Moments } from '../optimiser/index.js';
import { settingsSchema } from './settings.js';
import { ONE_START, type StartsState } from './starts.js';
import { recordedChangeSchema } from './steering/change.js';
import type { TrendState } from './trend.js';

const count = z.int().min(0);
const counts = z.array(count).readonly();
/** What is known of the marks besides what is painted. */
const marksSchema = z.strictObject({
  names: z.strictObject({ numbers: counts, next: count }),
  frozen: z.strictObject({ held: counts, outside: counts }),
});
export type MarksState = Readonly<z.infer<typeof marksSchema>>;

const trendSchema: z.ZodType<TrendState> = z.strictObject({
  smooth: z.number(),
  steps: count,
  best: z.number(),
  bestAt: count,
  level: z.number(),
  levelAt: count,
});

const startsSchema: z.ZodType<StartsState> = z.strictObject({
  count,
  steps: count,
  tried: count,
  discarded: count,
  best: z.strictObject({ score: z.number(), progress: z.number() }).nullable(),
});

export const drawingFactsSchema = z.strictObject({
  /** As it began; `changes` says what was changed since, `script` what is still to be changed as once before. */
  settings: settingsSchema,
  changes: z.array(recordedChangeSchema),
  script: z.array(recordedChangeSchema),
  /** Steps made. */
  iteration: count,
  score: z.number(),
  /** Steps that were left out because a gradient was not a number. */
  skipped: count,
  generator: z.array(z.int()).length(4),
  schedule: z.strictObject({ from: count, done: z.number(), iterations: z.int().min(1) }),
  trend: trendSchema,
  starts: startsSchema.default(ONE_START),
  marks: marksSchema,
  outline: z.array(z.tuple([z.number(), z.number()])).nullable(),
  /** Of the best picture, which the arrays then hold beside the present one. */
  bestMarks: marksSchema.nullable(),
  /** Of the best beginning, while others are tried. */
  startMarks: marksSchema.nullable().default(null),
});
export type DrawingFacts = Readonly<z.infer<typeof drawingFactsSchema>>;

export type StateArray = CanvasState[string];
export type StateArrays = Readonly<Record<string, StateArray>>;

export interface DrawingState {
  readonly facts: DrawingFacts;
  readonly arrays: StateArrays;
}

/** A canvas, the moments of its groups, and what is known of its marks. */
export interface Work {
  readonly canvas: CanvasState;
  readonly moments: readonly Moments[];
  readonly marks: MarksState;
}

/** The works of a drawing: as it stands, its best one where that is kept, and its best beginning while others are tried. */
export interface Works {
  readonly now: Work;
  readonly best?: Work | undefined;
  readonly start?: Work | undefined;
}

export function packState(
  facts: Omit<DrawingFacts, 'marks' | 'bestMarks' | 'startMarks'>,
  { now, best, start }: Works,
): DrawingState {
  return {
    facts: { ...facts, marks: now.marks, bestMarks: best?.marks ?? null, startMarks: start?.marks ?? null },
    arrays: {
      ...packWork(now, 'now'),
      ...(best ? packWork(best, 'best') : {}),
      ...(start ? packWork(start, 'start') : {}),
    },
  };
}

/** The opposite of `packState`. */
export function unpackState({ facts: { marks, bestMarks, startMarks }, arrays }: DrawingState): Works {
  return {
    now: { ...unpackWork(arrays, 'now'), marks },
    best: bestMarks ? { ...unpackWork(arrays, 'best'), marks: bestMarks } : undefined,
    start: startMarks ? { ...unpackWork(arrays, 'start'), marks: startMarks } : undefined,
  };
}

/** @param under first part of each array's name */
function packWork({ canvas, moments }: Work, under: string): StateArrays {
  const entries: [string, StateArray][] = Object.entries(canvas).map(([name, array]) => [
    `${under}/canvas/${name}`,
    array,
  ]);
  moments.forEach(({ first, second, steps }, group) => {
    const at = `${under}/moments/${group}`;
    entries.push([`${at}/first`, first], [`${at}/second`, second], [`${at}/steps`, steps]);
  });
  return Object.fromEntries(entries);
}

/** The opposite of `packWork`. */
function unpackWork(arrays: StateArrays, under: string): Omit<Work, 'marks'> {
  const canvas: Record<string, StateArray> = {};
  const moments: { [Part in keyof Moments]?: Moments[Part] }[] = [];
  for (const [name, array] of Object.entries(arrays)) {
    if (!name.startsWith(`${under}/`)) continue;
    const [kind, key, part] = name.slice(under.length + 1).split('/') as [string, string, string?];
    if (kind === 'canvas') canvas[[key, part].filter(Boolean).join('/')] = array;
    else moments[Number(key)] = { ...moments[Number(key)], [part!]: array };
  }
  return { canvas, moments: moments as unknown as readonly Moments[] };
}

/** All arrays of a work. */
export const arraysOf = ({ canvas, moments }: Work): readonly StateArray[] => [
  ...Object.values(canvas),
  ...moments.flatMap(({ first, second, steps }) => [first, second, steps]),
];

export function copyOfWork({ canvas, moments, marks }: Work): Work {
  return {
    canvas: Object.fromEntries(Object.entries(canvas).map(([name, array]) => [name, array.slice()])),
    moments: moments.map(({ first, second, steps }) => ({
      first: first.slice(),
      second: second.slice(),
      steps: steps.slice(),
    })),
    marks,
  };
}

/** Whether an array is of the canvas as it stands: all that its picture needs. */
export const isOfCanvas = (name: string): boolean => name.startsWith('now/canvas/');

/** Bytes that a state takes in memory. */
export const bytesOf = ({ arrays }: DrawingState): number =>
  Object.values(arrays).reduce((sum, { byteLength }) => sum + byteLength, 0);

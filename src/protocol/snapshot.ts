/**
 * @file The snapshot: everything a page needs to show the running session at once, and how an event changes it.
 * The server keeps its snapshot and the page keeps its view with the same `applyEvent`, so they cannot differ.
 */
import { z } from 'zod';
import {
  attemptSchema,
  failureSchema,
  finishSchema,
  handiworkSchema,
  type Progress,
  progressSchema,
  type StudioEvent,
  unknownWordSchema,
} from './events.js';
import { keptSchema, offerSchema } from './keeping.js';
import { limits, PROTOCOL_VERSION } from './limits.js';
import { pictureSchema } from './pictures.js';
import { parameterRowSchema, translatedSchema, wireSettingsSchema } from './settings.js';
import { emptyTimeline, timelineSchema } from './timeline.js';
import { mediumSchema, presetSchema } from './ways.js';

/** A point of the score curve: iteration, score. */
const scorePointSchema = z.tuple([z.int().min(0), z.number()]);
export type ScorePoint = z.infer<typeof scorePointSchema>;

const drawingSchema = z.object({
  run: z.int().min(0),
  settings: wireSettingsSchema,
  example: z.boolean(),
  /** Null where it is not one of several. */
  attempt: attemptSchema.nullable(),
  progress: progressSchema.nullable(),
  history: z.array(scorePointSchema).max(limits.historyPoints),
  unknown: z.array(unknownWordSchema),
  handiwork: handiworkSchema,
  timeline: timelineSchema,
  finish: finishSchema.nullable(),
  failure: failureSchema.nullable(),
  /** Null until something was kept of it, or could not be. */
  kept: keptSchema.nullable(),
});
export type Drawing = z.infer<typeof drawingSchema>;

export const snapshotSchema = z.object({
  /** Sequence of the last event this snapshot contains; 0 before the first. */
  sequence: z.int().min(0),
  state: z.enum(['idle', 'running', 'paused', 'finished', 'failed']),
  /** Null exactly while idle, and after a failure before any drawing began. */
  drawing: drawingSchema.nullable(),
  /** What went wrong last; null again after the next start. The drawing may go on after it (`state` tells). */
  failure: failureSchema.nullable(),
  offer: offerSchema.nullable(),
  /** Rises whenever the works in the gallery change. */
  works: z.int().min(0),
  /** What people brought to draw from, newest last. */
  pictures: z.array(pictureSchema),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export const helloSchema = z.object({
  protocolVersion: z.literal(PROTOCOL_VERSION),
  model: z.object({ name: z.string(), concepts: z.int().min(0) }),
  /** In the order of the chooser; the first is the one where none is named. */
  media: z.array(mediumSchema).min(1),
  presets: z.array(presetSchema),
  rows: z.array(parameterRowSchema),
  limits: z.object({
    promptCharacters: z.int(),
    pngSize: z.object({ min: z.int(), max: z.int(), default: z.int() }),
  }),
  /** Some words the model knows, for example chips; in a language that nobody translated them to, the model's own. */
  suggestions: z.array(translatedSchema),
  snapshot: snapshotSchema,
});
/** First message after every connect; the newest frame, if there is one, follows at once. */
export type Hello = z.infer<typeof helloSchema>;

export const idleSnapshot: Snapshot = {
  sequence: 0,
  state: 'idle',
  drawing: null,
  failure: null,
  offer: null,
  works: 0,
  pictures: [],
};

/** The snapshot after `event`. An event the snapshot already contains, or of a replaced drawing, changes nothing. */
export function applyEvent(snapshot: Snapshot, event: StudioEvent): Snapshot {
  if (event.sequence <= snapshot.sequence) return snapshot;
  const { sequence } = event;
  const { drawing } = snapshot;
  if (event.type === 'started') {
    const { run, settings, example, attempt } = event;
    const untouched = {
      handiwork: { held: [], outline: null },
      timeline: emptyTimeline,
    };
    const fresh = {
      progress: null,
      history: [],
      unknown: [],
      finish: null,
      failure: null,
      kept: null,
      ...untouched,
    };
    return {
      ...snapshot,
      sequence,
      state: 'running',
      drawing: { run, settings, example, attempt, ...fresh },
      failure: null,
    };
  }
  if (event.type === 'failed') {
    const failure = { code: event.code, message: event.message };
    const failed = drawing?.run === event.run ? { ...drawing, failure } : drawing;
    return { ...snapshot, sequence, state: 'failed', drawing: failed, failure };
  }
  if (event.type === 'pictures') return { ...snapshot, sequence, pictures: event.pictures };
  if (event.type === 'works') return { ...snapshot, sequence, works: event.works };
  if (event.type === 'offered') return { ...snapshot, sequence, offer: event.offer };
  if (drawing === null || drawing.run !== event.run) return { ...snapshot, sequence };
  switch (event.type) {
    case 'progress': {
      const { iteration, iterations, score, rate, secondsLeft, skipped, trying, state } = event;
      const progress = { iteration, iterations, score, rate, secondsLeft, skipped, trying, state };
      const history = appendScore(drawing.history, progress);
      // A finished drawing that moves again has been opened again.
      return { ...snapshot, sequence, state, drawing: { ...drawing, progress, history, finish: null } };
    }
    case 'promptChecked': {
      const { prompt, example, unknown } = event;
      const settings = { ...drawing.settings, prompt };
      return { ...snapshot, sequence, drawing: { ...drawing, settings, example, unknown } };
    }
    case 'kept': {
      const { folder, problem } = event;
      return { ...snapshot, sequence, drawing: { ...drawing, kept: { folder, problem } } };
    }
    case 'steered': {
      const { settings, example, held, outline } = event;
      const handiwork = { held, outline };
      return { ...snapshot, sequence, drawing: { ...drawing, settings, example, handiwork } };
    }
    case 'history': {
      const { points, current, canUndo, canRedo } = event;
      const timeline = { points, current, canUndo, canRedo };
      return { ...snapshot, sequence, drawing: { ...drawing, timeline } };
    }
    case 'finished': {
      const finish = { reason: event.reason, iteration: event.iteration, score: event.score };
      return { ...snapshot, sequence, state: 'finished', drawing: { ...drawing, finish } };
    }
  }
}

/** Keeps at most `limits.historyPoints` points, evenly spaced over the whole drawing. */
function appendScore(
  history: readonly ScorePoint[],
  { iteration, iterations, score }: Progress,
): ScorePoint[] {
  const spacing = Math.max(1, Math.ceil(iterations / (limits.historyPoints - 1)));
  const last = history.at(-1);
  if (last !== undefined && iteration - last[0] < spacing) return history as ScorePoint[];
  if (history.length >= limits.historyPoints) return history as ScorePoint[];
  return [...history, [iteration, score]];
}

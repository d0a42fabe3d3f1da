/** @file What a page may send: one row per message. The server answers each through its acknowledgement. */
import { z } from 'zod';
import { editSchema } from '../marks/index.js';
import type { PromptHint, UnknownWord } from './events.js';
import { offerSchema } from './keeping.js';
import { limits } from './limits.js';
import { modelSchema, type WireModel } from './models.js';
import { pictureSchema } from './pictures.js';
import {
  draftPromptSchema,
  promptSchema,
  valuesSchema,
  type WireSettings,
  wireSettingsSchema,
} from './settings.js';
import { pointNameSchema, pointSchema } from './timeline.js';
import { workSchema } from './works.js';

const TOO_LONG = `A drawing takes at most ${limits.seconds.max} seconds.`;

const TOO_MANY = `The best is chosen of at most ${limits.attempts.max} drawings.`;

const nothing = z.strictObject({});

/** Event name → schema of its one argument (an object, `{}` where there is nothing to say). */
export const clientMessages = {
  /** Start a drawing in place of the one that runs, which is kept as a work. */
  draw: z.strictObject({
    settings: wireSettingsSchema,
    /** Ends in so many seconds, however many steps that makes. */
    seconds: z.int().min(limits.seconds.min).max(limits.seconds.max, TOO_LONG).optional(),
    /** So many drawings with one seed after the other, of which the best is left. */
    bestOf: z.int().min(limits.attempts.min).max(limits.attempts.max, TOO_MANY).optional(),
  }),
  pause: nothing,
  resume: nothing,
  /** End the drawing, keep what there is. */
  stop: nothing,
  /** Change the prompt of the running drawing; it goes on from where it is. */
  prompt: z.strictObject({ prompt: promptSchema }),
  /** Change settings of the running drawing, by row name; it goes on from where it is. */
  tune: z.strictObject({ values: valuesSchema }),
  /** Change marks by hand; a finished drawing is opened again, paused. The answer names the marks that came with it. */
  edit: z.strictObject({ edit: editSchema }),
  /** One edit, change or stretch of optimisation back, where it pauses. */
  undo: nothing,
  redo: nothing,
  /** To any point of the history, where it pauses; going on from there makes a branch. */
  goTo: z.strictObject({ point: pointSchema.shape.id }),
  /** Give a point a name; an empty one takes it away. */
  namePoint: z.strictObject({ point: pointSchema.shape.id, name: pointNameSchema }),
  /** Which words of a draft are unknown to the model; the answer carries them as `unknown`. */
  check: z.strictObject({ prompt: draftPromptSchema }),
  /** Go on with a drawing that was interrupted. */
  goOn: z.strictObject({ id: offerSchema.shape.id }),
  /** Throw such a drawing away. */
  discard: z.strictObject({ id: offerSchema.shape.id }),
  /** Open a work of the gallery where it ended, paused; what comes of it is another work. */
  openWork: z.strictObject({ id: workSchema.shape.id }),
  /** The settings of a work, to draw another one by; its pictures come onto the shelf. */
  takeWork: z.strictObject({ id: workSchema.shape.id }),
  /** Delete a work and its files. */
  removeWork: z.strictObject({ id: workSchema.shape.id }),
  /** Take a picture off the shelf. */
  removePicture: z.strictObject({ name: pictureSchema.shape.name }),
  /** Which models are on this machine; the answer carries them as `models`. */
  models: nothing,
  /** Another model guides from now on, by its name among `models`; the drawing under way is kept as a work. */
  useModel: z.strictObject({ name: modelSchema.shape.name }),
  /** This frame and all before it were received. */
  frameAck: z.strictObject({ sequence: z.int().min(0).max(0xffff_ffff) }),
} satisfies Record<string, z.ZodType>;

export type ClientMessageName = keyof typeof clientMessages;
export type ClientMessage<N extends ClientMessageName> = z.infer<(typeof clientMessages)[N]>;

export function isClientMessageName(name: string): name is ClientMessageName {
  return Object.hasOwn(clientMessages, name);
}

/**
 * `message`: no schema accepts it; `unknown-message`: no such event name; `settings`: a value out of its range;
 * `state`: not possible now (nothing is running); `edit`: not possible in this drawing (no such mark, no marks at all,
 * nothing to undo); `failed`: the session could not do it.
 */
export type ProblemCode = 'message' | 'unknown-message' | 'settings' | 'state' | 'edit' | 'failed';
/** `message` is one clear sentence in English, fit to be shown. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
}

export type Refusal = { readonly ok: false; readonly error: Problem };
/** Why a draft cannot be drawn. */
export interface PromptFault {
  readonly message: string;
  /** Where the trouble begins, a string index; null where it is all of it. */
  readonly position: number | null;
}

/** What the answers to some messages carry besides `ok`. */
interface Answers {
  readonly check: {
    readonly unknown: readonly UnknownWord[];
    readonly hints: readonly PromptHint[];
    readonly fault: PromptFault | null;
  };
  readonly edit: { readonly marks: readonly number[] };
  readonly takeWork: { readonly settings: WireSettings };
  readonly models: { readonly models: readonly WireModel[] };
}

/** What the acknowledgement of each message carries. */
export type Answer<N extends ClientMessageName = ClientMessageName> =
  | { [Name in N]: { readonly ok: true } & (Name extends keyof Answers ? Answers[Name] : unknown) }[N]
  | Refusal;

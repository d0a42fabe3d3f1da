/**
 * @file What a session can be asked for, as messages between the main thread and the session's worker.
 */
import type { Picture } from '../canvas/index.js';
import type { DeviceName, Runtime } from '../compile/index.js';
import type { UnknownWord } from '../guidance/index.js';
import type { Sources } from './canvas-of.js';
import type { DrawingState } from './drawing-state.js';
import type { SessionEvent } from './events.js';
import type { NamedPictures } from './guide-pool.js';
import type { DrawSettings } from './settings.js';
import type { Change } from './steering/change.js';
import type { Past } from './trail.js';

/** One of the models that guide a drawing together. */
export interface ModelShare {
  /** As `loadClip` takes it. */
  readonly model: string;
  /** Above 0; the models' shares are made of their weights. */
  readonly weight: number;
}

/** What a session is opened with. */
export interface WorkerOptions {
  /** The models that guide; the embedded one when absent. */
  readonly models?: readonly ModelShare[];
  /** A model that only scores the finished drawing. */
  readonly judge?: string;
  /** Default: what is there. */
  readonly device?: DeviceName;
  readonly threads?: number;
  /** What a drawing that shall come out the same ran on; what is given besides goes before it. */
  readonly before?: Runtime;
  /** A folder for points of the history that are too large for memory; without one there are none of those. */
  readonly shelf?: string;
}

/** How a drawing begins, besides its settings. */
export interface StartOptions {
  /** What `settings.image` names. */
  readonly sources?: Sources;
  /** Where to go on from; the settings are then the state's own. */
  readonly state?: DrawingState;
  /** Seconds in which it has to end, however many steps that makes. */
  readonly seconds?: number;
  /** Begins paused. */
  readonly paused?: boolean;
  /** Where a drawing that is gone on with had been. */
  readonly past?: Past;
}

export type Command =
  | {
      readonly type: 'start';
      readonly run: number;
      readonly settings: DrawSettings;
      readonly options?: StartOptions;
    }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'stop' }
  | { readonly type: 'steer'; readonly change: Change }
  | { readonly type: 'lend'; readonly pictures: NamedPictures }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'goTo'; readonly node: number }
  | { readonly type: 'name'; readonly node: number; readonly name: string | null }
  | { readonly type: 'pictureAt'; readonly node: number }
  | { readonly type: 'stateAt'; readonly node: number }
  | { readonly type: 'checkpoint' }
  | { readonly type: 'watch'; readonly on: boolean }
  | { readonly type: 'check'; readonly prompt: string };

/** What the commands that have an answer are answered with. */
interface Answers {
  readonly check: readonly UnknownWord[];
  /** What marks that came with the change are called. */
  readonly steer: readonly number[];
  /** Nothing where nothing is drawn. */
  readonly checkpoint: DrawingState | undefined;
  /** Nothing where the node was forgotten. */
  readonly pictureAt: Picture | undefined;
  readonly stateAt: DrawingState | undefined;
}
export type AnswerTo<C extends Command> = C['type'] extends keyof Answers ? Answers[C['type']] : undefined;

/** A command with a number, so that its answer finds the caller. */
export interface Request {
  readonly id: number;
  readonly command: Command;
}

/** The first message to a worker. */
export interface Opening {
  readonly open: WorkerOptions;
}

/** Asks the worker to let the step under way end, free what it holds, and exit. */
export interface Farewell {
  readonly close: true;
}

/** What the model is, once loaded. */
export interface ModelInfo {
  readonly name: string;
  /** Absolute paths of the files that its weights lie in. */
  readonly weightFiles: readonly string[];
  readonly concepts: readonly string[];
  readonly imageSize: number;
  /** What it runs on. */
  readonly runtime: Runtime;
}

export type Reply =
  | { readonly type: 'ready'; readonly model: ModelInfo }
  | { readonly type: 'broken'; readonly name: string; readonly message: string }
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly type: 'refusal'; readonly id: number; readonly name: string; readonly message: string }
  | { readonly type: 'event'; readonly event: SessionEvent };

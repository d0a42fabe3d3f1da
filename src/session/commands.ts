/**
 * @file What a session can be asked for, as messages between the main thread and the session's worker.
 */
import type { UnknownWord } from '../guidance/index.js';
import type { SessionEvent } from './events.js';
import type { DrawSettings } from './settings.js';

/** What the worker is given when it starts. */
export interface WorkerOptions {
  /** Folder of the model; the embedded one when absent. */
  readonly model?: string;
  readonly threads?: number;
}

export type Command =
  | { readonly type: 'start'; readonly run: number; readonly settings: DrawSettings }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'stop' }
  | { readonly type: 'prompt'; readonly prompt: string }
  | { readonly type: 'watch'; readonly on: boolean }
  | { readonly type: 'check'; readonly prompt: string };

/** A command with a number, so that its answer finds the caller. */
export interface Request {
  readonly id: number;
  readonly command: Command;
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
}

export type Reply =
  | { readonly type: 'ready'; readonly model: ModelInfo }
  | { readonly type: 'broken'; readonly name: string; readonly message: string }
  | { readonly type: 'answer'; readonly id: number; readonly unknown?: readonly UnknownWord[] }
  | { readonly type: 'refusal'; readonly id: number; readonly name: string; readonly message: string }
  | { readonly type: 'event'; readonly event: SessionEvent };

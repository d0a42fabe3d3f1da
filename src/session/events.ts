/**
 * @file What a session tells: small ordered events that are never dropped, and frames that may be.
 */
import type { Picture } from '../canvas/index.js';
import type { UnknownWord } from '../guidance/index.js';
import type { Outline, Rgb } from '../raster/index.js';
import type { HistoryNode } from './history.js';
import type { DrawSettings } from './settings.js';
import type { Trying } from './starts.js';

/** A drawing began. `run` counts the drawings of this session from 1. */
export interface StartedEvent {
  readonly type: 'started';
  readonly run: number;
  readonly settings: DrawSettings;
}

/** The prompt as it now stands, and the words in it that the model does not know. */
export interface PromptEvent {
  readonly type: 'prompt';
  readonly run: number;
  /** The step before which it was taken up; 0 for the prompt the drawing began with. */
  readonly iteration: number;
  readonly prompt: string;
  readonly unknown: readonly UnknownWord[];
}

/** One step was made, or the drawing was paused or resumed. */
export interface ProgressEvent {
  readonly type: 'progress';
  readonly run: number;
  /** Steps made so far. */
  readonly iteration: number;
  readonly iterations: number;
  /** Weighted cosine, −1..1, over the noisy views of this step. */
  readonly score: number;
  /** Steps a second, over the last two seconds or so. */
  readonly rate: number;
  readonly secondsLeft: number | null;
  /** Steps left out so far because a gradient was not a number. */
  readonly skipped: number;
  /** Which of how many beginnings is being tried; null once one goes on. */
  readonly trying: Trying | null;
  readonly state: 'running' | 'paused';
}

/** A person changed something, or went to another point of the history. */
export interface SteeredEvent {
  readonly type: 'steered';
  readonly run: number;
  readonly iteration: number;
  /** Every setting as it now stands. */
  readonly now: DrawSettings;
  /** What draws this drawing again, up to here. */
  readonly settings: DrawSettings;
  /** What the marks that are held are called. */
  readonly held: readonly number[];
  /** What is worked on alone; null for everything. */
  readonly outline: Outline | null;
}

/** Where the drawing has been. */
export interface HistoryEvent {
  readonly type: 'history';
  readonly run: number;
  readonly nodes: readonly HistoryNode[];
  /** The node that the drawing stands on or came from; null before the first. */
  readonly current: number | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** The picture after `iteration` steps. Sent only while somebody watches. */
export interface FrameEvent {
  readonly type: 'frame';
  readonly run: number;
  readonly iteration: number;
  readonly picture: Picture;
  /** What each mark is called, in the order of painting; empty where the medium has none. */
  readonly marks: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly paper: Rgb;
}

/** `plateau`: the score had stopped growing. */
export type FinishReason = 'completed' | 'stopped' | 'plateau';

/** The drawing is done; `settings` draw the same again. */
export interface FinishedEvent {
  readonly type: 'finished';
  readonly run: number;
  readonly reason: FinishReason;
  /** Steps left out because a gradient was not a number. */
  readonly skipped: number;
  readonly iteration: number;
  readonly score: number;
  /** Score by the judge, where there is one. */
  readonly judged?: number;
  readonly settings: DrawSettings;
  readonly picture: Picture;
  /** As in frames. */
  readonly marks: readonly number[];
  readonly paper: Rgb;
}

/** The drawing, or a request to change it, failed; the drawing before it is left as it was. */
export interface FailedEvent {
  readonly type: 'failed';
  readonly run: number;
  readonly code: string;
  readonly message: string;
}

export type SessionEvent =
  | StartedEvent
  | PromptEvent
  | ProgressEvent
  | SteeredEvent
  | HistoryEvent
  | FrameEvent
  | FinishedEvent
  | FailedEvent;

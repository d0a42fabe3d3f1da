/**
 * @file A session as the rest of the program sees it: one drawing at a time, its model kept warm between drawings.
 */
import type { Picture } from '../canvas/index.js';
import type { UnknownWord } from '../guidance/index.js';
import type { ModelInfo, ModelShare, StartOptions, WorkerOptions } from './commands.js';
import type { DrawingState } from './drawing-state.js';
import type { SessionEvent } from './events.js';
import type { NamedPictures } from './guide-pool.js';
import type { DrawRequest } from './settings.js';
import type { Change } from './steering/change.js';

export interface Session {
  readonly model: ModelInfo;
  /**
   * Starts a drawing, in place of one under way.
   * @throws SettingsError, before anything is changed
   */
  start(request: DrawRequest, options?: Omit<StartOptions, 'state'>): Promise<void>;
  /** Goes on with a drawing from where it was saved, in place of one under way. */
  goOn(state: DrawingState, options?: Omit<StartOptions, 'state'>): Promise<void>;
  pause(): void;
  resume(): void;
  /** Ends the drawing after the step under way; `finished` follows. */
  stop(): void;
  /** Pictures that prompts and settings of the drawing under way may name from now on. */
  lend(pictures: NamedPictures): Promise<void>;
  /**
   * Changes the drawing between two steps, its moments kept; a finished one is opened again, paused.
   * @returns what marks that came with the change are called
   * @throws PromptError, SettingsError, SteeringError; the drawing is then as it was
   */
  steer(change: Change): Promise<readonly number[]>;
  /** One edit or stretch of optimisation back, where it pauses. @throws SteeringError where there is none */
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** To any point of the history. @throws SteeringError where it is not kept */
  goTo(node: number): Promise<void>;
  /** The picture at a point of the history; nothing where it is not kept. */
  pictureAt(node: number): Promise<Picture | undefined>;
  /** Names a point of the history, or takes its name away. @throws SteeringError where it is not kept */
  namePoint(node: number, name: string | null): Promise<void>;
  /** The drawing as it was at a point of the history; nothing where it is not kept. */
  stateAt(node: number): Promise<DrawingState | undefined>;
  /** Everything needed to go on from here; nothing before the first drawing. */
  checkpoint(): Promise<DrawingState | undefined>;
  /**
   * Other models guide from now on; until they are loaded the drawing under way goes on.
   * @param models none: the built-in one
   * @param giveWay called when they are there: what is drawn ends with the models before
   * @throws SessionError where they cannot be loaded; those before then guide on
   */
  guideBy(models: readonly ModelShare[], giveWay: () => Promise<void>): Promise<void>;
  /** Frames are sent only while somebody watches. */
  watch(on: boolean): void;
  /** The words of a prompt that the model does not know. @throws PromptError */
  checkPrompt(prompt: string): Promise<readonly UnknownWord[]>;
  /** @returns a function that takes the listener away again */
  on(listener: (event: SessionEvent) => void): () => void;
  close(): Promise<void>;
}

export type SessionOptions = WorkerOptions;

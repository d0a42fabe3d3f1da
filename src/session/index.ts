/**
 * @file The door of the session room: one drawing at a time, in its own worker thread.
 */
export type { Sources } from './canvas-of.js';
export type { ModelInfo, ModelShare, StartOptions } from './commands.js';
export {
  type DrawingFacts,
  type DrawingState,
  drawingFactsSchema,
  type StateArray,
} from './drawing-state.js';
export type {
  FailedEvent,
  FinishedEvent,
  FinishReason,
  FrameEvent,
  HistoryEvent,
  ProgressEvent,
  PromptEvent,
  SessionEvent,
  StartedEvent,
  SteeredEvent,
} from './events.js';
export { type Deed, deeds, type HistoryNode, type KeptNode } from './history.js';
export { letGoOf } from './let-go.js';
export { marksOf } from './marks-of.js';
export { type NamedRow, parameterRows, rowsOf, type SizeName, sizeRows } from './parameters.js';
export { picturesOf } from './pictures-of.js';
export type { Session, SessionOptions } from './session.js';
export { SessionError } from './session-error.js';
export {
  completeSettings,
  type DrawRequest,
  type DrawSettings,
  SettingsError,
  settingsSchema,
} from './settings.js';
export {
  type Change,
  changeLimits,
  changeSchema,
  type RecordedChange,
  SteeringError,
} from './steering/change.js';
export type { Past } from './trail.js';
export { openSession } from './worker-session.js';

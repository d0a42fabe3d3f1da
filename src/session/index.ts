/**
 * @file The door of the session room: one drawing at a time, in its own worker thread.
 */
export type { ModelInfo } from './commands.js';
export type {
  FailedEvent,
  FinishedEvent,
  FrameEvent,
  ProgressEvent,
  PromptEvent,
  SessionEvent,
  StartedEvent,
} from './events.js';
export { type NamedRow, parameterRows, rowsOf, type SizeName, sizeRows } from './parameters.js';
export { openSession, type Session, SessionError, type SessionOptions } from './session.js';
export {
  completeSettings,
  type DrawRequest,
  type DrawSettings,
  SettingsError,
  settingsSchema,
} from './settings.js';

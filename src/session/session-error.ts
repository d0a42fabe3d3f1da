/** @file Errors that cross from the session's worker thread: by name, since a thread passes no classes. */
import { PromptError } from '../guidance/index.js';
import { SettingsError } from './settings.js';
import { SteeringError } from './steering/change.js';

/** The model or its worker cannot be used; the message says what is wrong. */
export class SessionError extends Error {
  override readonly name: string = 'SessionError';
}

/** Errors that a person mends by asking for something else, by the names under which they cross the thread. */
const askedErrors = { PromptError, SettingsError, SteeringError } as const;

export function restoreError(name: string, message: string): Error {
  const known = Object.entries(askedErrors).find(([each]) => each === name)?.[1];
  return known ? new known(message) : new SessionError(message);
}

/**
 * @file How the command ends: the exit codes, and how an error becomes one sentence.
 */
import { CommanderError, InvalidArgumentError } from 'commander';
import { reasonOf, SourceImageError } from '../artwork/index.js';
import { PromptError } from '../guidance/index.js';
import { PresetError } from '../presets/index.js';
import { SettingsError } from '../session/index.js';

const exitCodes = { ok: 0, failed: 1, usage: 2 } as const;

/** The command was called in a way it does not understand; the message says what is right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Errors that the person at the keyboard corrects by typing something else. */
const usageErrors = [
  UsageError,
  PromptError,
  SettingsError,
  PresetError,
  SourceImageError,
  InvalidArgumentError,
];

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
  const usage = error instanceof CommanderError || usageErrors.some((type) => error instanceof type);
  return usage ? exitCodes.usage : exitCodes.failed;
}

/** One line, without a stack; an error of the file system that nobody expected is told in plain words too. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Error && 'syscall' in error && 'path' in error) {
    return `${error.path} cannot be used: ${reasonOf(error)}.`;
  }
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s*\n\s*/gu, ' ').trim() || 'Something failed without saying why.';
}

/** @file The one error of this room: a model that cannot be used, named with its file and what is wrong. */
import { codeOf } from '../compile/index.js';

/** A model file or folder that cannot be used. The message is one sentence naming the file and the fault. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  /** The file or folder at fault. */
  readonly file: string;

  constructor(file: string, fault: string, options?: ErrorOptions) {
    super(`${file}: ${fault}`, options);
    this.file = file;
  }
}

/** The operating system's reason in plain words, for an error thrown by `node:fs`. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'ENOTDIR') return 'a part of the path is not a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'permission to read it is denied';
  if (code === 'ELOOP') return 'its symbolic links run in a circle';
  if (code === 'ENAMETOOLONG') return 'its path is too long';
  return error instanceof Error ? error.message : String(error);
}

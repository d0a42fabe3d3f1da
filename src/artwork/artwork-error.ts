/**
 * @file What can go wrong with files of an artwork, as one sentence: which file, what is wrong, what would be right.
 */
import { codeOf } from '../compile/index.js';

export class ArtworkError extends Error {
  override readonly name = 'ArtworkError';
}

/** Reasons of the operating system in plain words. Codes of errno(3). */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than allowed',
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file of that name is in the way',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'the path is too long',
  ELOOP: 'its symbolic links run in a circle',
  EIO: 'the device reports a fault',
};

/** Why a call of `node:fs` failed, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return reasons[codeOf(error)] ?? error.message;
}

/** @file Which error it is, for what `node:fs`, the network and libraries throw. */

/** The code of errno(3), or of a library, that an error carries; empty without one. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

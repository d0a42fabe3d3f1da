/** @file What every place that publishes models offers: a list of files with sizes and checksums, and their bytes. */

export interface Checksum {
  /** git's own hash of a small file: SHA-1 over "blob <size>\0" and the bytes. */
  readonly kind: 'sha256' | 'git' | 'md5';
  readonly hex: string;
}

export interface RemoteFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly checksum: Checksum;
  /** The bytes from `start` on. */
  open(start: number, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

export interface RemoteRepository {
  /** For people. */
  readonly title: string;
  /** The folder of this repository in the cache. */
  readonly folder: string;
  /** Which state of it: a commit. */
  readonly revision: string;
  readonly files: readonly RemoteFile[];
}

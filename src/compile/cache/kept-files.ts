/**
 * @file Files of one kind in the cache folder, which can all be made again. An entry is the SHA-256 of its content, then
 * the content; one that cannot be read or is not whole counts as absent. A folder that cannot be written to is no
 * error: the next start is slower.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.js';

const DIGEST_BYTES = 32;

/** How an entry stands among all, the newest first. */
export interface Standing {
  /** Entries that are newer. */
  readonly newer: number;
  /** What they take together with this one. */
  readonly bytes: number;
}

const digestOf = (content: Uint8Array): Buffer => createHash('sha256').update(content).digest();

export class KeptFiles {
  /**
   * @param suffix of their names
   * @param isSpare says after every writing which ones go
   */
  constructor(
    readonly folder: string,
    private readonly suffix: string,
    private readonly isSpare: (standing: Standing) => boolean,
  ) {}

  /** The content under a key (hex digits); undefined when there is none that is whole. */
  read(key: string): Buffer | undefined {
    try {
      const entry = readFileSync(this.path(key));
      const content = entry.subarray(DIGEST_BYTES);
      return digestOf(content).equals(entry.subarray(0, DIGEST_BYTES)) ? content : undefined;
    } catch {
      return undefined;
    }
  }

  /** The entry counts as new again. */
  touch(key: string): void {
    const now = new Date();
    quietly(() => utimesSync(this.path(key), now, now));
  }

  /** Writes an entry beside its place and renames it. */
  write(key: string, content: Uint8Array): void {
    const path = this.path(key);
    const beside = `${path}.${process.pid}`;
    try {
      makeFolder(this.folder);
      writeFileSync(beside, Buffer.concat([digestOf(content), content]));
      renameSync(beside, path);
      this.shrink();
    } catch {
      quietly(() => rmSync(beside, { force: true }));
    }
  }

  private path(key: string): string {
    return join(this.folder, `${key}${this.suffix}`);
  }

  private shrink(): void {
    const entries = readdirSync(this.folder)
      .filter((file) => file.endsWith(this.suffix))
      .map((file) => {
        const path = join(this.folder, file);
        const { size, mtimeMs } = statSync(path);
        return { path, size, mtimeMs };
      })
      .sort((a, b) => b.mtimeMs - a.mtimeMs);
    let bytes = 0;
    entries.forEach(({ path, size }, newer) => {
      bytes += size;
      if (this.isSpare({ newer, bytes })) rmSync(path, { force: true });
    });
  }
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // What cannot be touched or removed stays as it is.
  }
}

/**
 * @file One file from outside into the cache: resumed where it stopped, checked, and named only when it is whole.
 * Two processes that want the same file fetch it once: the second waits for the lock and finds it there.
 */

import { createHash, type Hash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { codeOf, makeFolder } from '../../compile/index.js';
import { isNetworkFault } from './network.js';
import type { Checksum, RemoteFile } from './remote.js';
import { ZooError } from './zoo-error.js';

export interface DownloadWatch {
  /** Bytes of this file that are here. */
  progress(path: string, done: number): void;
  /** Another process is fetching this file; its lock is waited for. */
  waiting(path: string): void;
}

/** How patient a download is. */
export interface Patience {
  /** Attempts after a broken connection without a byte gained between them. */
  readonly attempts: number;
  /** Milliseconds before the next attempt, twice as long every time. */
  readonly pause: number;
  /** Milliseconds without a byte after which a connection counts as broken. */
  readonly silence: number;
}

const usualPatience: Patience = { attempts: 5, pause: 1000, silence: 60_000 };

/** A lock that nobody has touched for this long belongs to a process that is gone, milliseconds. */
const staleLock = 10_000;

/** Brings `file` to `target`. Throws ZooError for a wrong checksum, and what the network throws at last. */
export async function downloadTo(
  target: string,
  file: RemoteFile,
  watch: DownloadWatch,
  patience: Patience = usualPatience,
): Promise<void> {
  if (existsSync(target)) return watch.progress(file.path, file.size);
  makeFolder(dirname(target));
  // A machine that slept may find that its lock was taken for one left behind.
  const lost = new AbortController();
  const release = await lockTarget(target, lost, () => watch.waiting(file.path));
  try {
    if (!existsSync(target)) await fetchWhole(target, file, watch, { ...patience, signal: lost.signal });
    watch.progress(file.path, file.size);
  } finally {
    if (!lost.signal.aborted) await release();
  }
}

async function lockTarget(
  target: string,
  lost: AbortController,
  onWait: () => void,
): Promise<() => Promise<void>> {
  const onCompromised = (): void =>
    lost.abort(new ZooError('Another process has taken this download over; try again when it is done.'));
  const options = { realpath: false, stale: staleLock, onCompromised };
  try {
    return await lock(target, options);
  } catch (error) {
    if (codeOf(error) !== 'ELOCKED') throw error;
    onWait();
    return lock(target, { ...options, retries: { forever: true, minTimeout: 100, maxTimeout: 1000 } });
  }
}

async function fetchWhole(
  target: string,
  file: RemoteFile,
  watch: DownloadWatch,
  patience: Patience & { readonly signal: AbortSignal },
): Promise<void> {
  // The name that Hugging Face's Python gives it too: either goes on with what the other has begun.
  const incomplete = `${target}.incomplete`;
  const hash = hashFor(file);
  let done = await hashExisting(incomplete, file.size, hash);
  const handle = await open(incomplete, 'a');
  try {
    let idle = 0;
    while (done < file.size) {
      const before = done;
      try {
        for await (const chunk of chunks(file, done, patience.silence)) {
          patience.signal.throwIfAborted();
          await append(handle, chunk);
          hash.update(chunk);
          done += chunk.length;
          watch.progress(file.path, done);
          if (done > file.size) break;
        }
        if (done < file.size) throw new TypeError('the connection ended early');
      } catch (error) {
        idle = done > before ? 1 : idle + 1;
        if (!isNetworkFault(error) || idle > patience.attempts) throw error;
        await pause(patience.pause * 2 ** (idle - 1));
      }
    }
  } finally {
    await handle.close();
  }
  const found = hash.digest('hex');
  if (done !== file.size || found !== file.checksum.hex) {
    await rm(incomplete, { force: true });
    throw new ZooError(
      `What came for ${file.path} is damaged (its checksum is ${found.slice(0, 12)}…, it should be ${file.checksum.hex.slice(0, 12)}…); nothing of it was kept, try again.`,
    );
  }
  await rename(incomplete, target);
}

/** The bytes from `start` on; a connection that falls silent is broken off. */
async function* chunks(file: RemoteFile, start: number, silence: number): AsyncGenerator<Uint8Array> {
  const control = new AbortController();
  const giveUp = () => control.abort(new TypeError('the connection fell silent'));
  let timer = setTimeout(giveUp, silence);
  try {
    const reader = (await file.open(start, control.signal)).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      clearTimeout(timer);
      if (done) return;
      yield value;
      timer = setTimeout(giveUp, silence);
    }
  } finally {
    clearTimeout(timer);
    control.abort();
  }
}

async function append(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  let written = 0;
  while (written < chunk.length) {
    written += (await handle.write(chunk, written)).bytesWritten;
  }
}

const algorithms: Readonly<Record<Checksum['kind'], string>> = { sha256: 'sha256', git: 'sha1', md5: 'md5' };

function hashFor({ checksum, size }: RemoteFile): Hash {
  const hash = createHash(algorithms[checksum.kind]);
  return checksum.kind === 'git' ? hash.update(`blob ${size}\0`) : hash;
}

/** Takes up what an earlier attempt has left; more than the file is nothing to build on. */
async function hashExisting(incomplete: string, size: number, hash: Hash): Promise<number> {
  const existing = await stat(incomplete).catch(() => undefined);
  if (!existing) return 0;
  if (existing.size > size) {
    await rm(incomplete);
    return 0;
  }
  for await (const chunk of createReadStream(incomplete)) hash.update(chunk as Buffer);
  return existing.size;
}

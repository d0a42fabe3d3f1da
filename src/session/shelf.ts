/**
 * @file States that are too large for memory, on the disk: as pixels at 4K, 300 MB each with their moments. Each is a
 * file without a name, open as long as it is wanted, so that the disk has it back however the process ends.
 */
import { closeSync, openSync, readSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../compile/index.js';
import {
  bytesOf,
  type DrawingFacts,
  type DrawingState,
  type StateArray,
  type StateArrays,
} from './drawing-state.js';
import { SteeringError } from './steering/change.js';

/** Bytes of all states on the shelf: a dozen at 4K. */
const MOST_BYTES = 4 * 2 ** 30;
/** Bytes that are read at a time where nothing is kept of them. */
const PIECE = 4 * 2 ** 20;

interface Entry {
  readonly name: string;
  readonly type: new (buffer: ArrayBuffer) => StateArray;
  readonly from: number;
  readonly bytes: number;
}

export class Shelf {
  private files = 0;

  constructor(
    private readonly folder: string,
    readonly most = MOST_BYTES,
  ) {}

  /** Whether there is room for a state of this size and one other. */
  hasRoomFor(bytes: number): boolean {
    return 2 * bytes <= this.most && 2 * bytes <= this.free;
  }

  /**
   * @param state only read while this runs
   * @throws the error of `node:fs` where it cannot be written; nothing is left of it then
   */
  put(state: DrawingState): Shelved {
    makeFolder(this.folder);
    this.files += 1;
    const path = join(this.folder, `point-${process.pid}-${this.files}.part`);
    const file = openSync(path, 'wx+');
    const shelved = new Shelved(file, path, state);
    try {
      shelved.write(state);
    } catch (error) {
      shelved.drop();
      throw error;
    }
    return shelved;
  }

  private get free(): number {
    try {
      makeFolder(this.folder);
      const { bavail, bsize } = statfsSync(this.folder);
      return bavail * bsize;
    } catch {
      return 0;
    }
  }
}

export class Shelved {
  readonly facts: DrawingFacts;
  readonly bytes: number;
  private readonly entries: readonly Entry[];
  private hasName = true;

  constructor(
    private readonly file: number,
    private readonly path: string,
    state: DrawingState,
  ) {
    // Where an open file cannot lose its name it keeps it until it is dropped.
    this.loseName();
    let from = 0;
    this.facts = state.facts;
    this.bytes = bytesOf(state);
    this.entries = Object.entries(state.arrays).map(([name, array]) => {
      const entry = { name, type: array.constructor as Entry['type'], from, bytes: array.byteLength };
      from += array.byteLength;
      return entry;
    });
  }

  write({ arrays }: DrawingState): void {
    for (const { name, from } of this.entries) {
      const { buffer, byteOffset, byteLength } = arrays[name]!;
      const bytes = new Uint8Array(buffer, byteOffset, byteLength);
      for (let at = 0; at < byteLength; ) at += writeSync(this.file, bytes, at, byteLength - at, from + at);
    }
  }

  /**
   * @param wanted which arrays, by name; all when absent
   * @param into arrays by name: those that fit are written over, and are the state's, in place of new ones
   * @throws SteeringError where the disk does not give it back
   */
  read(wanted: (name: string) => boolean = () => true, into: StateArrays = {}): DrawingState {
    const arrays = this.entries
      .filter(({ name }) => wanted(name))
      .map(({ name, type, from, bytes }) => {
        const own = into[name];
        const array =
          own instanceof type && own.byteLength === bytes ? own : new type(new ArrayBuffer(bytes));
        this.fill(new Uint8Array(array.buffer, array.byteOffset, bytes), from);
        return [name, array] as const;
      });
    return { facts: this.facts, arrays: Object.fromEntries(arrays) };
  }

  /** @throws SteeringError where the disk does not give all of it back: to be asked before anything is written over */
  expectReadable(): void {
    const piece = new Uint8Array(Math.min(PIECE, this.bytes));
    for (let from = 0; from < this.bytes; from += piece.length) {
      this.fill(piece.subarray(0, this.bytes - from), from);
    }
  }

  private fill(bytes: Uint8Array, from: number): void {
    try {
      for (let at = 0; at < bytes.length; ) {
        const read = readSync(this.file, bytes, at, bytes.length - at, from + at);
        if (read === 0) throw new Error('it is cut off');
        at += read;
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new SteeringError(
        `That point cannot be read from the disk (${why}); the drawing stays as it is.`,
        {
          cause: error,
        },
      );
    }
  }

  drop(): void {
    closeSync(this.file);
    this.loseName();
  }

  private loseName(): void {
    if (!this.hasName) return;
    try {
      rmSync(this.path);
      this.hasName = false;
    } catch {
      // Another try when it is dropped.
    }
  }
}

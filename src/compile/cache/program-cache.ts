/**
 * @file Recorded programs on disk, so that a function is traced once and not at every start. An entry is one
 * file: a line of JSON that says what the program gives and the digest of the rest, then the ONNX model. What
 * cannot be read, or is not what its first line says, counts as absent and is written anew.
 */
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Dtype, TensorSpec } from '../contract.js';

/** A program ready for ONNX Runtime. */
export interface RecordedProgram {
  /** an ONNX model; its weights are named by files relative to `folder` */
  readonly model: Uint8Array;
  readonly folder: string;
  readonly outputs: Readonly<Record<string, TensorSpec>>;
}

const suffix = '.program';
/** Bytes that all entries take together, at most; those not used for longest go first. */
const mostBytes = 128 * 2 ** 20;
const newline = 10;

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const dtypes: readonly unknown[] = ['float32', 'int32', 'bool'] satisfies Dtype[];

function isSpec(value: unknown): value is TensorSpec {
  if (typeof value !== 'object' || value === null) return false;
  const { shape, dtype } = value as Partial<Record<keyof TensorSpec, unknown>>;
  return Array.isArray(shape) && shape.every(Number.isInteger) && dtypes.includes(dtype);
}

/** The entry in these bytes, or undefined when they are not whole. */
function decode(bytes: Buffer): RecordedProgram | undefined {
  try {
    const end = bytes.indexOf(newline);
    const { digest, folder, outputs } = JSON.parse(bytes.toString('utf8', 0, end)) as Record<string, unknown>;
    const model = bytes.subarray(end + 1);
    if (end < 0 || digest !== digestOf(model) || typeof folder !== 'string') return undefined;
    if (typeof outputs !== 'object' || outputs === null || !Object.values(outputs).every(isSpec))
      return undefined;
    return { model, folder, outputs: outputs as Record<string, TensorSpec> };
  } catch {
    return undefined;
  }
}

function encode({ model, folder, outputs }: RecordedProgram): Buffer {
  const head = JSON.stringify({ digest: digestOf(model), folder, outputs });
  return Buffer.concat([Buffer.from(`${head}\n`), model]);
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Nor can what is not in a folder be removed from it.
  }
}

export class ProgramCache {
  constructor(readonly folder: string) {}

  /** The entry of a key (hex digits), which thereby counts as used now; undefined when there is none that is whole. */
  read(key: string): RecordedProgram | undefined {
    const path = this.#path(key);
    try {
      const found = decode(readFileSync(path));
      const now = new Date();
      if (found !== undefined) utimesSync(path, now, now);
      return found;
    } catch {
      return undefined;
    }
  }

  /** Writes an entry beside its place and renames it. A folder that cannot be written to is no error: the next start is slower. */
  write(key: string, program: RecordedProgram): void {
    const path = this.#path(key);
    const beside = `${path}.${process.pid}`;
    try {
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(beside, encode(program));
      renameSync(beside, path);
      this.#shrink();
    } catch {
      removeIfThere(beside);
    }
  }

  #path(key: string): string {
    return join(this.folder, `${key}${suffix}`);
  }

  #shrink(): void {
    const entries = readdirSync(this.folder)
      .filter((file) => file.endsWith(suffix))
      .map((file) => {
        const path = join(this.folder, file);
        const { size, mtimeMs } = statSync(path);
        return { path, size, mtimeMs };
      })
      .sort((a, b) => b.mtimeMs - a.mtimeMs);
    let total = 0;
    for (const { path, size } of entries) {
      total += size;
      if (total > mostBytes) rmSync(path, { force: true });
    }
  }
}

/**
 * @file Recorded programs on disk, so that a function is traced once and not at every start. An entry is a line of JSON
 * that says what the program gives, then the ONNX model. What is not what its first line says counts as absent and is
 * written anew.
 */
import type { Dtype, TensorSpec } from '../contract.js';
import { KeptFiles } from './kept-files.js';

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

const dtypes: readonly unknown[] = ['float32', 'int32', 'bool'] satisfies Dtype[];

function isSpec(value: unknown): value is TensorSpec {
  if (typeof value !== 'object' || value === null) return false;
  const { shape, dtype } = value as Partial<Record<keyof TensorSpec, unknown>>;
  return Array.isArray(shape) && shape.every(Number.isInteger) && dtypes.includes(dtype);
}

/** The program in these bytes, or undefined when they are none. */
function decode(bytes: Buffer): RecordedProgram | undefined {
  try {
    const end = bytes.indexOf(newline);
    const { folder, outputs } = JSON.parse(bytes.toString('utf8', 0, end)) as Record<string, unknown>;
    const model = bytes.subarray(end + 1);
    if (end < 0 || typeof folder !== 'string') return undefined;
    if (typeof outputs !== 'object' || outputs === null || !Object.values(outputs).every(isSpec))
      return undefined;
    return { model, folder, outputs: outputs as Record<string, TensorSpec> };
  } catch {
    return undefined;
  }
}

function encode({ model, folder, outputs }: RecordedProgram): Buffer {
  const head = JSON.stringify({ folder, outputs });
  return Buffer.concat([Buffer.from(`${head}\n`), model]);
}

export class ProgramCache {
  readonly #files: KeptFiles;

  constructor(readonly folder: string) {
    this.#files = new KeptFiles(folder, suffix, ({ bytes }) => bytes > mostBytes);
  }

  /** The entry of a key (hex digits), which thereby counts as used now; undefined when there is none that is whole. */
  read(key: string): RecordedProgram | undefined {
    const content = this.#files.read(key);
    const found = content && decode(content);
    if (found !== undefined) this.#files.touch(key);
    return found;
  }

  write(key: string, program: RecordedProgram): void {
    this.#files.write(key, encode(program));
  }
}

/**
 * @file The kinds of files that weights come in, each read into one table. A new kind is a new row. People rename
 * files, so the first bytes decide; the name does where they say nothing, as in a file that is cut off.
 */

import { basename } from 'node:path';
import { ModelError } from '../model-error.js';
import { readSafetensorsHeader } from '../safetensors/header.js';
import { readTorchCheckpoint } from '../torch/checkpoint.js';
import { withRegularFile } from './regular-file.js';
import { readShards } from './shards.js';
import type { TensorTable } from './tensor-table.js';

interface Container {
  /** Whether a file of this kind begins so; absent for lists of other files, which are known by name. */
  readonly begins?: (bytes: Buffer) => boolean;
  readonly names: RegExp;
  read(file: string): Promise<TensorTable>;
}

/** Of the length of the header and its brace, the most that any kind is known by. */
const firstBytes = 9;

const containers = {
  'safetensors in shards': {
    names: /\.safetensors\.index\.json$/u,
    read: (index) => readShards(index, readSafetensorsHeader),
  },
  'PyTorch in shards': {
    names: /\.bin\.index\.json$/u,
    read: (index) => readShards(index, readTorchCheckpoint),
  },
  safetensors: {
    begins: (bytes) => bytes[8] === 0x7b && bytes.readUInt32LE(4) === 0,
    names: /\.safetensors$/u,
    read: readSafetensorsHeader,
  },
  PyTorch: {
    // A zip archive, or the bare pickle of before version 1.6, which the reader refuses by its name.
    begins: (bytes) => bytes.toString('latin1', 0, 4) === 'PK\x03\x04' || bytes.readUInt16BE(0) === 0x8002,
    names: /\.(pt|pth|bin)$/u,
    read: readTorchCheckpoint,
  },
} satisfies Record<string, Container>;

export type ContainerName = keyof typeof containers;

/** The tensors of a file of weights. Throws ModelError for a kind nobody reads and for a faulty file. */
export async function readTensorTable(
  file: string,
): Promise<{ container: ContainerName; table: TensorTable }> {
  const name = basename(file);
  const bytes = await withRegularFile(file, async (handle) => {
    const { buffer } = await handle.read(Buffer.alloc(firstBytes), 0, firstBytes, 0);
    return buffer;
  });
  const rows = Object.entries<Container>(containers) as [ContainerName, Container][];
  const row =
    rows.find(([, { begins, names }]) => (begins ? begins(bytes) : names.test(name))) ??
    rows.find(([, { names }]) => names.test(name));
  if (row) return { container: row[0], table: await row[1].read(file) };
  throw new ModelError(
    file,
    `this is no file of weights that can be read; known kinds: ${Object.keys(containers).join(', ')}.`,
  );
}

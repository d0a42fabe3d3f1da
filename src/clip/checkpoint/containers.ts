/** @file The kinds of files that weights come in, each read into one table. A new kind is a new row. */

import { basename } from 'node:path';
import { ModelError } from '../model-error.js';
import { readSafetensorsHeader } from '../safetensors/header.js';
import { readTorchCheckpoint } from '../torch/checkpoint.js';
import { readShards } from './shards.js';
import type { TensorTable } from './tensor-table.js';

interface Container {
  recognises(fileName: string): boolean;
  read(file: string): Promise<TensorTable>;
}

const containers = {
  safetensors: { recognises: (name) => name.endsWith('.safetensors'), read: readSafetensorsHeader },
  'safetensors in shards': {
    recognises: (name) => name.endsWith('.safetensors.index.json'),
    read: (index) => readShards(index, readSafetensorsHeader),
  },
  PyTorch: { recognises: (name) => /\.(pt|pth|bin)$/.test(name), read: readTorchCheckpoint },
  'PyTorch in shards': {
    recognises: (name) => name.endsWith('.bin.index.json'),
    read: (index) => readShards(index, readTorchCheckpoint),
  },
} satisfies Record<string, Container>;

export type ContainerName = keyof typeof containers;

/** The tensors of a file of weights. Throws ModelError for a kind nobody reads and for a faulty file. */
export async function readTensorTable(
  file: string,
): Promise<{ container: ContainerName; table: TensorTable }> {
  const name = basename(file);
  for (const container of Object.keys(containers) as ContainerName[]) {
    const row: Container = containers[container];
    if (row.recognises(name)) return { container, table: await row.read(file) };
  }
  throw new ModelError(
    file,
    `this is no file of weights that can be read; known kinds: ${Object.keys(containers).join(', ')}.`,
  );
}

/**
 * @file Weights in several files, with an index beside them that says which tensor lies in which (Hugging Face
 * transformers, `model.safetensors.index.json` and `pytorch_model.bin.index.json`).
 */

import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { ModelError } from '../model-error.js';
import { readJsonFile } from './json-file.js';
import type { StoredTensor, TensorTable } from './tensor-table.js';

const maxShards = 1000;

const schema = z.looseObject({ weight_map: z.record(z.string(), z.string()) });

/**
 * Reads the index and, with `readTable`, each of its files. Throws ModelError where they contradict each other.
 */
export async function readShards(
  index: string,
  readTable: (file: string) => Promise<TensorTable>,
): Promise<TensorTable> {
  const { weight_map: fileOf } = await readJsonFile(index, schema);
  const shards = [...new Set(Object.values(fileOf))].sort();
  if (shards.length > maxShards) {
    throw new ModelError(index, `it names ${shards.length} files; at most ${maxShards} are read.`);
  }
  const tensors = new Map<string, StoredTensor>();
  const faults: string[] = [];
  for (const shard of shards) {
    // A name that leads elsewhere would make a model read files that are none of its own.
    if (shard !== basename(shard) || shard === '..' || shard.includes('\\')) {
      throw new ModelError(index, `it names the file ${JSON.stringify(shard)}, which is not in its folder.`);
    }
    const table = await readTable(join(dirname(index), shard));
    for (const [name, tensor] of table.tensors) {
      if (fileOf[name] === shard) tensors.set(name, tensor);
      else faults.push(`${name} lies in ${shard}, but the index ${placeOf(fileOf[name])}`);
    }
  }
  for (const [name, shard] of Object.entries(fileOf)) {
    if (!tensors.has(name)) faults.push(`${name} is missing in ${shard}`);
  }
  if (faults.length > 0)
    throw new ModelError(index, `the shards do not fit the index: ${faults.join('; ')}.`);
  return { file: index, tensors };
}

function placeOf(shard: string | undefined): string {
  return shard === undefined ? 'does not name it' : `says ${shard}`;
}

/** @file A whole safetensors file into memory, for what is trained on; models are mapped, not read. */
import { weightSource } from '../checkpoint/tensor-table.js';
import { readSafetensorsHeader } from './header.js';
import { readTensor } from './read-tensor.js';

export interface SafetensorsContent {
  readonly metadata: Readonly<Record<string, string>>;
  /** Tensors of floating-point numbers, by name. */
  readonly tensors: Readonly<Record<string, Float32Array>>;
}

/** Throws ModelError for a file that is not whole and valid. */
export async function readSafetensors(file: string): Promise<SafetensorsContent> {
  const header = await readSafetensorsHeader(file);
  const tensors: Record<string, Float32Array> = {};
  for (const [name, stored] of header.tensors) {
    const values = await readTensor(weightSource(name, stored));
    if (values instanceof Float32Array) tensors[name] = values;
  }
  return { metadata: Object.fromEntries(header.metadata), tensors };
}

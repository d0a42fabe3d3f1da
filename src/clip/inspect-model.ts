/** @file Looks a model over without running it: what its files are, and whether every tensor is there and fits. */

import { openCheckpoint } from './checkpoint/checkpoint.js';
import { parameterCount } from './checkpoint/parameter-count.js';
import type { TensorDtype } from './checkpoint/tensor-table.js';

export interface ModelReport {
  readonly name: string;
  /** Absolute path of what was looked at. */
  readonly path: string;
  /** How the weights are packed, who wrote the configuration, and whose names the tensors have. */
  readonly container: string;
  readonly config: string;
  readonly naming: string;
  readonly embedDim: number;
  readonly image:
    | { readonly type: string; readonly imageSize: number; readonly layers: readonly string[] }
    | undefined;
  readonly text:
    | { readonly type: string; readonly contextLength: number; readonly vocabularySize: number }
    | undefined;
  /** As PyTorch counts them. */
  readonly parameters: number;
  /** Tensors of each storage. */
  readonly storage: Readonly<Partial<Record<TensorDtype, number>>>;
  /** Of the tensors, in all files. */
  readonly bytes: number;
  /** The tokenizer's file, if there is one with the model. */
  readonly tokenizer: string | undefined;
}

/**
 * Checks the files, the configuration and every tensor of the model at `where`, a folder or a file of weights.
 * Throws ModelError naming the file and all that does not fit.
 */
export async function inspectModel(where: string): Promise<ModelReport> {
  const { files, container, config, naming, architecture, table } = await openCheckpoint(where);
  const { image, text, embedDim } = architecture;
  const storage: Partial<Record<TensorDtype, number>> = {};
  let bytes = 0;
  for (const { dtype, byteLength } of table.tensors.values()) {
    storage[dtype] = (storage[dtype] ?? 0) + 1;
    bytes += byteLength;
  }
  return {
    name: files.name,
    path: files.path,
    container,
    config,
    naming,
    embedDim,
    image: image && { type: image.type, imageSize: image.imageSize, layers: image.layers },
    text: text && {
      type: text.type,
      contextLength: text.contextLength,
      vocabularySize: text.vocabularySize,
    },
    parameters: parameterCount(architecture),
    storage,
    bytes,
    tokenizer: files.tokenizer,
  };
}

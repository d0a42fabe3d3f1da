/**
 * @file Looks a model over: every file read and checked, every tensor found, and each encoder that can be run alone
 * run once. What comes out is for a person to read.
 */

import { type Checkpoint, openCheckpoint } from './checkpoint/checkpoint.js';
import { type LoadOptions, loadClip, loadTextModel } from './load-clip.js';
import { ModelError } from './model-error.js';
import { findModel } from './zoo/find-model.js';

export interface CheckedModel {
  readonly name: string;
  readonly path: string;
  /** How the weights are stored, configured and named. */
  readonly container: string;
  readonly config: string;
  readonly naming: string;
  readonly parameters: number;
  /** Dtypes of the weights that the encoders use, each with its number of tensors. */
  readonly dtypes: Readonly<Record<string, number>>;
  readonly embedDim: number;
  /** Pixels of a side; undefined without an image encoder. */
  readonly imageSize: number | undefined;
  /** Tokens; undefined without a text encoder. */
  readonly contextLength: number | undefined;
  /** Whether texts can be embedded; false where there is no tokenizer. */
  readonly takesTexts: boolean;
}

const probe = 'a drawing of a sun';
const middleGrey = 0.5;

/**
 * @param where a name, a folder or a file of weights
 * @throws ModelError naming the file and the fault
 */
export async function checkModel(where: string, options: LoadOptions = {}): Promise<CheckedModel> {
  const found = await findModel(where);
  const checkpoint = await openCheckpoint(found.path);
  const parts = found.text === undefined ? [checkpoint] : [checkpoint, await openCheckpoint(found.text)];
  const { files, architecture, container, config, naming } = checkpoint;
  const text = parts.at(-1)?.architecture.text;
  return {
    name: found.name ?? files.name,
    path: files.path,
    container,
    config,
    naming,
    ...countWeights(parts),
    embedDim: architecture.embedDim,
    imageSize: architecture.image?.imageSize,
    contextLength: text?.contextLength,
    takesTexts: architecture.image ? await tryImages(where, options) : await tryTexts(where, options),
  };
}

function countWeights(parts: readonly Checkpoint[]): Pick<CheckedModel, 'parameters' | 'dtypes'> {
  let parameters = 0;
  const dtypes: Record<string, number> = {};
  for (const { imageWeights, textWeights } of parts) {
    for (const { shape, storage } of Object.values({ ...imageWeights.sources, ...textWeights.sources })) {
      parameters += shape.reduce((product, extent) => product * extent, 1);
      dtypes[storage] = (dtypes[storage] ?? 0) + 1;
    }
  }
  return { parameters, dtypes };
}

/** @returns whether texts could be tried as well */
async function tryImages(where: string, options: LoadOptions): Promise<boolean> {
  const clip = await loadClip(where, options);
  try {
    const grey = new Float32Array(clip.imageSize * clip.imageSize * 3).fill(middleGrey);
    expectFinite(clip.path, 'image', await clip.embedImages(grey, 1));
    if (!canTokenize(clip.tokenize)) return false;
    expectFinite(clip.path, 'text', await clip.embedTexts([probe]));
    return true;
  } finally {
    await clip.dispose();
  }
}

async function tryTexts(where: string, options: LoadOptions): Promise<boolean> {
  const model = await loadTextModel(where, options);
  try {
    if (!canTokenize(model.tokenize)) return false;
    expectFinite(model.path, 'text', await model.embedTexts([probe]));
    return true;
  } finally {
    await model.dispose();
  }
}

/** A model without a tokenizer says so when it is given a text. */
function canTokenize(tokenize: (text: string) => Int32Array): boolean {
  try {
    tokenize(probe);
    return true;
  } catch (error) {
    if (error instanceof ModelError) return false;
    throw error;
  }
}

function expectFinite(path: string, encoder: string, vectors: readonly Float32Array[]): void {
  if (vectors.every((vector) => vector.every(Number.isFinite))) return;
  throw new ModelError(
    path,
    `its ${encoder} encoder gives vectors that are not numbers; the weights are broken.`,
  );
}

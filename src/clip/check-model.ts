/**
 * @file Checks a model as a person would: everything that can be seen without running it, and then each encoder run
 * once. A model without a tokenizer is in order, only its text encoder cannot be tried.
 */

import { inspectModel, type ModelReport } from './inspect-model.js';
import { type LoadOptions, loadClip, loadTextModel } from './load-clip.js';
import { ModelError } from './model-error.js';
import { findModel } from './zoo/find-model.js';

export interface CheckedModel extends ModelReport {
  /** The checkpoint of the text encoder, where it is apart. */
  readonly textFrom?: ModelReport;
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
  const { path, text, name } = await findModel(where);
  const report = await inspectModel(path);
  const textFrom = text === undefined ? undefined : await inspectModel(text);
  return {
    ...report,
    ...(name !== undefined && { name }),
    ...(textFrom !== undefined && { textFrom }),
    takesTexts: report.image ? await tryImages(where, options) : await tryTexts(where, options),
  };
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

/** @file Finds the files of a model: the built-in folder, and what a folder must hold to be a model. */

import { existsSync, type Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelError, reasonOf } from '../model-error.js';

/** Absolute paths. */
export interface ModelFiles {
  readonly folder: string;
  readonly config: string;
  readonly weights: string;
  readonly tokenizer: string;
  /** The list of things the model knows; not every model has one. */
  readonly concepts: string | undefined;
}

const configName = 'open_clip_config.json';
const weightNames = ['model.safetensors', 'open_clip_model.safetensors'];
const tokenizerName = 'tokenizer.json';
const conceptsName = 'concepts.json';

/** `models/embedded` beside the package's own package.json, from the sources as from the built files. */
export function embeddedModelFolder(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'models', 'embedded');
    if (folder === dirname(folder)) {
      throw new ModelError(
        start,
        'no package.json lies above this folder, so the built-in model cannot be found.',
      );
    }
  }
}

/** Which files of `folder` make up the model. Throws ModelError saying what is missing. */
export async function findModelFiles(folder: string): Promise<ModelFiles> {
  const path = resolve(folder);
  const names = new Set(await listFolder(path));
  const weights = weightNames.find((name) => names.has(name));
  const missing = [
    ...(names.has(configName) ? [] : [configName]),
    ...(weights === undefined ? [weightNames.join(' or ')] : []),
    ...(names.has(tokenizerName) ? [] : [tokenizerName]),
  ];
  if (missing.length > 0 || weights === undefined) {
    throw new ModelError(
      path,
      `this folder is not a model in open_clip's layout, it has no ${missing.join(', no ')}.`,
    );
  }
  return {
    folder: path,
    config: join(path, configName),
    weights: join(path, weights),
    tokenizer: join(path, tokenizerName),
    concepts: names.has(conceptsName) ? join(path, conceptsName) : undefined,
  };
}

async function listFolder(path: string): Promise<string[]> {
  let info: Stats;
  try {
    info = await stat(path);
    if (info.isDirectory()) return await readdir(path);
  } catch (error) {
    throw new ModelError(path, `the model folder cannot be read, ${reasonOf(error)}.`, { cause: error });
  }
  throw new ModelError(path, 'this is a file; a model is given by its folder.');
}

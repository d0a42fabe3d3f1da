/**
 * @file Finds the files of a model: the built-in folder, what a folder must hold to be a model, and what belongs
 * to a file of weights that is given by itself.
 */

import { existsSync, type Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelError, reasonOf } from '../model-error.js';
import { tokenizerNames } from '../text/tokenizer.js';

/** Absolute paths. */
export interface ModelFiles {
  /** What the model was given by: its folder, or the file of its weights. */
  readonly path: string;
  /** For people: the folder's name, or the file's. */
  readonly name: string;
  readonly weights: string;
  /** Absent where the weights describe themselves (OpenAI's archives). */
  readonly config: string | undefined;
  /** Hugging Face's image settings. */
  readonly preprocessor: string | undefined;
  readonly tokenizer: string | undefined;
  /** The list of things the model knows; not every model has one. */
  readonly concepts: string | undefined;
}

/** In the order in which they are looked for. */
export const configNames = ['open_clip_config.json', 'config.json'] as const;
export const weightNames = [
  'open_clip_model.safetensors',
  'model.safetensors',
  'model.safetensors.index.json',
  'open_clip_pytorch_model.bin',
  'pytorch_model.bin',
  'pytorch_model.bin.index.json',
] as const;
export const preprocessorName = 'preprocessor_config.json';
export const conceptsName = 'concepts.json';

/** `models/embedded`: the model that guides where none is named. */
export function embeddedModelFolder(): string {
  return builtInModelFolder('embedded');
}

/** Of a model that comes with the program. */
export function builtInModelFolder(name: string): string {
  return join(modelsFolder(), name);
}

/** The vocabulary that OpenAI's CLIPs share, for models of it whose files have no tokenizer. */
export function clipVocabularyFile(): string {
  return join(modelsFolder(), 'clip-bpe', 'bpe_simple_vocab_16e6.txt.gz');
}

/** `models` beside the package's own package.json, from the sources as from the built files. */
function modelsFolder(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'models');
    if (folder === dirname(folder)) {
      throw new ModelError(
        start,
        'no package.json lies above this folder, so the built-in model cannot be found.',
      );
    }
  }
}

/** Which files make up the model at `where`, a folder or a file of weights. Throws ModelError saying what is missing. */
export async function findModelFiles(where: string): Promise<ModelFiles> {
  const path = resolve(where);
  const info = await look(path);
  if (info.isDirectory()) return inFolder(path);
  if (info.isFile()) return besideFile(path);
  throw new ModelError(path, 'this is neither a folder nor a regular file.');
}

async function inFolder(folder: string): Promise<ModelFiles> {
  const names = new Set(await list(folder));
  const weights = weightNames.find((name) => names.has(name));
  const files = companions(folder, names, configNames);
  if (weights !== undefined) {
    return { path: folder, name: basename(folder), weights: join(folder, weights), ...files };
  }
  const missing = [
    ...(files.config === undefined ? [configNames.join(' or ')] : []),
    weightNames.join(' or '),
  ];
  throw new ModelError(
    folder,
    `this folder is not a model, it has no ${missing.join(', no ')} (weights of another name are given by their file).`,
  );
}

/**
 * A file of weights alone: `vit.hf.safetensors` has the configuration `vit.hf.config.json` or `vit.config.json`
 * and companions of the same beginning; without such a configuration it belongs to its folder.
 */
async function besideFile(file: string): Promise<ModelFiles> {
  const folder = dirname(file);
  const name = basename(file);
  const names = new Set(await list(folder));
  const own = { path: file, name, weights: file };
  for (let end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
    const stem = name.slice(0, end);
    if (!names.has(`${stem}.config.json`)) continue;
    return { ...own, ...companions(folder, names, ['config.json'], `${stem}.`) };
  }
  return { ...own, ...companions(folder, names, configNames) };
}

function companions(folder: string, names: ReadonlySet<string>, configs: readonly string[], prefix = '') {
  const find = (name: string | undefined) =>
    name !== undefined && names.has(`${prefix}${name}`) ? join(folder, `${prefix}${name}`) : undefined;
  return {
    config: find(configs.find((name) => names.has(`${prefix}${name}`))),
    preprocessor: find(preprocessorName),
    tokenizer: find(tokenizerNames.find((name) => names.has(`${prefix}${name}`))),
    concepts: find(conceptsName),
  };
}

async function look(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    throw new ModelError(path, `the model cannot be read, ${reasonOf(error)}.`, { cause: error });
  }
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw new ModelError(folder, `the model folder cannot be read, ${reasonOf(error)}.`, { cause: error });
  }
}

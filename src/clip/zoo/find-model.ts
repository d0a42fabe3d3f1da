/** @file From what `--model` was given, a path or a name, to the files. Nothing is downloaded here. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { ModelError } from '../model-error.js';
import { readAddedModels } from './added-models.js';
import { builtInModel, builtInModels } from './built-in-models.js';
import { zooFolders } from './folders.js';
import { knownModel, knownModels } from './known-models.js';

export interface FoundModel {
  readonly path: string;
  /** The text encoder, where it is apart. */
  readonly text?: string;
  /** For people, where it is not the name of its files. */
  readonly name?: string;
}

/** A path wins over a name. Throws ModelError that says how to get the model, or what else could be meant. */
export async function findModel(where: string, list = zooFolders().list): Promise<FoundModel> {
  if (existsSync(where)) return { path: resolve(where) };
  const own = builtInModel(where);
  if (own) return { name: where, path: own.path };
  const added = await readAddedModels(list);
  const model = added.find(({ name }) => name === where);
  if (model) {
    const { name, path, text } = model;
    return text === undefined ? { name, path } : { name, path, text };
  }
  if (knownModel(where)) {
    throw new ModelError(
      where,
      `this model is known but not here yet; fetch it with: atelier models add ${where}.`,
    );
  }
  if (/^[\w.-]+\/[\w.-]+$/u.test(where) && !where.startsWith('.')) {
    throw new ModelError(
      where,
      `there is no such folder or file, and no model of this name was added; a repository of the hub is fetched with: atelier models add ${where}.`,
    );
  }
  // What looks like a path is one, and the loader says what is wrong with it.
  if (/[\\/]/u.test(where)) return { path: where };
  const names = [
    ...Object.keys(builtInModels),
    ...added.map(({ name }) => name),
    ...Object.keys(knownModels),
  ];
  throw new ModelError(
    where,
    `there is no folder, file or model of this name; the nearest model is ${closest(where, names)} (atelier models list shows all).`,
  );
}

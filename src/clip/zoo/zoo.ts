/** @file Adding, listing and removing models. */

import { existsSync } from 'node:fs';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { findModelFiles } from '../checkpoint/model-files.js';
import { openPair } from '../checkpoint/pair.js';
import { ModelError } from '../model-error.js';
import { type AddedModel, changeAddedModels, readAddedModels } from './added-models.js';
import { type BuiltInModel, builtInModel, builtInModels } from './built-in-models.js';
import type { DownloadWatch, Patience } from './download.js';
import { fetchRepository, neededFiles } from './fetch-repository.js';
import { type Environment, type ZooFolders, zooFolders } from './folders.js';
import { hubPage, openHub } from './hub.js';
import { type KnownModel, knownModel, knownModels, type Source } from './known-models.js';
import { isNetworkFault, statusOf } from './network.js';
import type { RemoteRepository } from './remote.js';
import { openZenodo, zenodoPage } from './zenodo.js';
import { ZooError } from './zoo-error.js';

export interface ListedModel {
  readonly name: string;
  readonly known?: KnownModel;
  /** Of one that comes with the program. */
  readonly builtIn?: BuiltInModel;
  /** Where it lies, if it is here. */
  readonly path?: string;
}

export interface AddWatch extends DownloadWatch {
  /** What is about to be downloaded, and how many bytes of all of it. */
  begin(title: string, files: number, bytes: number): void;
}

export interface ZooOptions {
  readonly environment?: Environment;
  readonly patience?: Patience;
}

export interface AddOptions extends ZooOptions {
  /** Another model, whose text encoder takes the place of this one's (Multilingual-CLIP and the like). */
  readonly text?: string;
  /** What it shall be called. */
  readonly name?: string;
}

/** Those that come with the program, those that are known, then those that were added besides. Throws ModelError. */
export async function listModels({ environment }: ZooOptions = {}): Promise<readonly ListedModel[]> {
  const added = new Map(
    (await readAddedModels(zooFolders(environment).list)).map((model) => [model.name, model]),
  );
  const listed: ListedModel[] = Object.entries<KnownModel>(knownModels).map(([name, known]) => {
    const path = added.get(name)?.path;
    return path !== undefined && existsSync(path) ? { name, known, path } : { name, known };
  });
  for (const { name, path } of added.values()) if (!knownModel(name)) listed.push({ name, path });
  const own = Object.keys(builtInModels).map((name) => ({ name, ...builtInModel(name) }));
  return [...own, ...listed];
}

/**
 * Adds a model: a known name or a repository of the hub (`owner/name`) is downloaded, a folder or a file of
 * weights is only noted. Of two, the vectors must have the same length. Throws ZooError and ModelError.
 */
export async function addModel(
  what: string,
  watch: AddWatch,
  { environment = process.env, patience, text, name }: AddOptions = {},
): Promise<AddedModel> {
  if (what === '')
    throw new ZooError('The model to add has no name; atelier models list shows those that have.');
  const folders = zooFolders(environment);
  const find = async (where: string): Promise<AddedModel> =>
    existsSync(where)
      ? await fromDisk(where)
      : await fromOutside(where, (source) => fetchSource(source, folders, environment, watch, patience));
  const own = await find(what);
  const paired = text === undefined ? own : pair(own, await find(text));
  if (text !== undefined) await openPair(paired.path, paired.text);
  const model = { ...paired, name: name ?? paired.name };
  const known = knownModel(model.name);
  if (builtInModel(model.name)) {
    throw new ZooError(
      `${model.name} is the name of a model that comes with the program; give another one with --name, or the path to --model.`,
    );
  }
  if (known && (name !== undefined || text !== undefined || existsSync(what))) {
    throw new ZooError(
      `${model.name} is the name of a known model; give another one with --name, or the path to --model.`,
    );
  }
  await changeAddedModels(folders.list, (models) => {
    const other = models.find((one) => one.name === model.name);
    const same = other?.path === model.path && other.text === model.text;
    if (other && !same && (model.downloads.length === 0 || name !== undefined)) {
      throw new ZooError(
        `${model.name} is already the name of ${other.path}; remove that one first, or give another name with --name.`,
      );
    }
    return [...models.filter((one) => one !== other), model];
  });
  return model;
}

/** The image encoder of one with the text encoder of another, under the names of both. */
function pair(images: AddedModel, texts: AddedModel): AddedModel {
  return {
    name: `${images.name}+${texts.name}`,
    path: images.path,
    text: texts.text ?? texts.path,
    downloads: [...new Set([...images.downloads, ...texts.downloads])],
  };
}

async function fromDisk(what: string): Promise<AddedModel> {
  const path = resolve(what);
  await findModelFiles(path);
  const name = (await stat(path)).isDirectory() ? basename(path) : basename(path).replace(/\.[^.]+$/u, '');
  return { name, path, downloads: [] };
}

async function fromOutside(what: string, fetch: (source: Source) => Promise<Fetched>): Promise<AddedModel> {
  const known = knownModel(what);
  const repository = /^(?:https:\/\/huggingface\.co\/)?([\w.-]+\/[\w.-]+)\/?$/u.exec(what)?.[1];
  const source =
    known?.source ?? (repository === undefined ? undefined : { kind: 'hub' as const, repository });
  if (!source) {
    throw new ZooError(
      `${what} is no known name, no folder or file, and no repository of the hub (owner/name); atelier models list shows the names.`,
    );
  }
  const image = await fetch(source);
  const name = known ? what : (repository ?? what);
  const config = join(image.path, 'open_clip_config.json');
  if (known?.config && !existsSync(config)) await writeFile(config, JSON.stringify(known.config, null, 2));
  const path = known?.config ? await onlyWeights(image.path) : image.path;
  if (!known?.text) return { name, path, downloads: [image.folder] };
  const text = await fetch(known.text);
  return { name, path, text: text.path, downloads: [image.folder, text.folder] };
}

/** Weights under a name of their own are given by their file. */
async function onlyWeights(snapshot: string): Promise<string> {
  const weights = (await readdir(snapshot)).find((name) => /\.(safetensors|pt|pth|bin)$/u.test(name));
  return weights === undefined ? snapshot : join(snapshot, weights);
}

interface Fetched {
  readonly path: string;
  readonly folder: string;
}

async function fetchSource(
  source: Source,
  folders: ZooFolders,
  environment: Environment,
  watch: AddWatch,
  patience: Patience | undefined,
): Promise<Fetched> {
  try {
    const repository = await open(source, folders, environment);
    const files = neededFiles(repository);
    watch.begin(
      repository.title,
      files.length,
      files.reduce((sum, { size }) => sum + size, 0),
    );
    return { path: await fetchRepository(repository, watch, patience), folder: repository.folder };
  } catch (error) {
    throw asZooError(error, source, environment);
  }
}

function open(source: Source, folders: ZooFolders, environment: Environment): Promise<RemoteRepository> {
  return source.kind === 'hub'
    ? openHub(source.repository, folders.hub, environment)
    : openZenodo(source.record, folders.others);
}

function asZooError(error: unknown, source: Source, environment: Environment): Error {
  if (error instanceof ZooError || error instanceof ModelError) return error;
  const page = pageOf(source, environment);
  const status = statusOf(error);
  if (isNetworkFault(error)) {
    const host = new URL(page).host;
    const why = status === undefined ? `${host} cannot be reached` : `${host} answers ${status}`;
    return new ZooError(
      `${why}, so nothing more was downloaded (what came is kept, and the same command goes on from there); by hand: put the configuration, tokenizer and weights from ${page} into a folder and say atelier models add <folder>.`,
      { cause: error },
    );
  }
  if (status === 401 || status === 403 || status === 404) {
    return new ZooError(`There is no model at ${page}, or it is not open to everybody.`, { cause: error });
  }
  if (status !== undefined) return new ZooError(`${page} answers ${status}.`, { cause: error });
  const reason = error instanceof Error ? error.message : String(error);
  return new ZooError(`The model could not be stored: ${reason}.`, { cause: error });
}

function pageOf(source: Source, environment: Environment): string {
  return source.kind === 'hub' ? hubPage(source.repository, environment) : zenodoPage(source.record);
}

/**
 * Forgets an added model and deletes what was downloaded for it, unless another model needs it; folders that a
 * person has added stay. Throws ZooError when there is no such model.
 *
 * @returns the folders that were deleted
 */
export async function removeModel(
  name: string,
  { environment }: ZooOptions = {},
): Promise<readonly string[]> {
  if (builtInModel(name)) throw new ZooError(`${name} comes with the program and stays.`);
  const { list } = zooFolders(environment);
  let deleted: readonly string[] = [];
  await changeAddedModels(list, (models) => {
    const model = models.find((one) => one.name === name);
    if (!model)
      throw new ZooError(`There is no model ${name} to remove; atelier models list shows what is here.`);
    const rest = models.filter((one) => one !== model);
    const needed = new Set(rest.flatMap(({ downloads }) => downloads));
    deleted = model.downloads.filter((folder) => !needed.has(folder));
    return rest;
  });
  for (const folder of deleted) await rm(folder, { recursive: true, force: true });
  return deleted;
}

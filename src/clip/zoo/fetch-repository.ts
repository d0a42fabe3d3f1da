/**
 * @file The files of a repository that a model needs, into the cache. The layout is the hub's: the bytes in
 * `blobs/<checksum>`, and `snapshots/<commit>/<file>` as links to them.
 */

import { existsSync } from 'node:fs';
import { copyFile, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { codeOf, makeFolder } from '../../compile/index.js';
import { conceptsName, configNames, preprocessorName, weightNames } from '../checkpoint/model-files.js';
import { tokenizerNames } from '../text/tokenizer.js';
import { type DownloadWatch, downloadTo, type Patience } from './download.js';
import type { RemoteFile, RemoteRepository } from './remote.js';
import { ZooError } from './zoo-error.js';

/** Configuration, tokenizer and the first kind of weights that is there; not the same weights in other forms. */
export function neededFiles(repository: RemoteRepository): readonly RemoteFile[] {
  const weights = weightsOf(repository);
  const others = new Set<string>([...configNames, ...tokenizerNames, preprocessorName, conceptsName]);
  return repository.files.filter(({ path }) => others.has(path) || weights.includes(path));
}

function weightsOf({ title, files }: RemoteRepository): readonly string[] {
  const names = files.map(({ path }) => path);
  const usual = weightNames.find((name) => names.includes(name));
  if (usual === undefined) {
    const loose = names.filter((name) => /^[^/]+\.(safetensors|pt|pth|bin)$/u.test(name));
    const [only] = loose;
    if (only !== undefined && loose.length === 1) return [only];
    const several = loose.length > 1 ? `, only ${loose.join(', ')}: fetch the right one by hand` : '';
    throw new ZooError(`${title} has no weights under a usual name (${weightNames.join(', ')})${several}.`);
  }
  const shard = /^(.*)(\.safetensors|\.bin)\.index\.json$/u.exec(usual);
  if (!shard) return [usual];
  const [, stem = '', ending = ''] = shard;
  return [usual, ...names.filter((name) => name.startsWith(`${stem}-`) && name.endsWith(ending))];
}

/** Downloads what is missing. @returns the snapshot's folder */
export async function fetchRepository(
  repository: RemoteRepository,
  watch: DownloadWatch,
  patience?: Patience,
): Promise<string> {
  const snapshot = join(repository.folder, 'snapshots', repository.revision);
  makeFolder(snapshot);
  for (const file of neededFiles(repository)) {
    const blob = join(repository.folder, 'blobs', file.checksum.hex);
    await downloadTo(blob, file, watch, patience);
    await link(blob, join(snapshot, file.path));
  }
  return snapshot;
}

async function link(blob: string, name: string): Promise<void> {
  if (existsSync(name)) return;
  await rm(name, { force: true });
  try {
    await symlink(relative(dirname(name), blob), name);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return;
    // Windows lets only some accounts make links.
    if (code !== 'EPERM') throw error;
    await copyFile(blob, name);
  }
}

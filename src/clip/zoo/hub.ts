/** @file Repositories of the Hugging Face hub, through its own client. */

import { join } from 'node:path';
import { downloadFile, type ListFileEntry, listFiles, modelInfo } from '@huggingface/hub';
import type { Environment } from './folders.js';
import { ServerError } from './network.js';
import type { RemoteFile, RemoteRepository } from './remote.js';
import { ZooError } from './zoo-error.js';

const officialHub = 'https://huggingface.co';

/** The hub's address: `HF_ENDPOINT` names a mirror. */
function hubAddress(environment: Environment): string {
  return (environment.HF_ENDPOINT || officialHub).replace(/\/+$/u, '');
}

/** Where a person finds the repository's files with a browser. */
export function hubPage(repository: string, environment: Environment): string {
  return `${hubAddress(environment)}/${repository}/tree/main`;
}

/** The repository at its newest commit. Throws what the network throws, ZooError for what is not as it should be. */
export async function openHub(
  repository: string,
  cache: string,
  environment: Environment,
): Promise<RemoteRepository> {
  const hubUrl = hubAddress(environment);
  const { sha } = await modelInfo({ name: repository, hubUrl, additionalFields: ['sha'], revision: 'main' });
  const files: RemoteFile[] = [];
  for await (const entry of listFiles({ repo: repository, revision: sha, hubUrl })) {
    if (entry.type === 'file') files.push(remoteFile(entry, repository, sha, hubUrl));
  }
  return {
    title: repository,
    folder: join(cache, `models--${repository.replaceAll('/', '--')}`),
    revision: sha,
    files,
  };
}

function remoteFile(
  { path, size, lfs, oid }: ListFileEntry,
  repository: string,
  revision: string,
  hubUrl: string,
): RemoteFile {
  const hex = lfs?.oid ?? oid ?? '';
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/u.test(hex)) {
    throw new ZooError(`The hub gives no checksum for ${path} of ${repository}.`);
  }
  return {
    path,
    size,
    checksum: { kind: lfs ? 'sha256' : 'git', hex },
    async open(start, signal) {
      const blob = await downloadFile({
        repo: repository,
        path,
        revision,
        hubUrl,
        // Plain byte ranges: what is interrupted goes on where it stopped.
        xet: false,
        fetch: rangedFetch(signal),
      });
      if (!blob) throw new ZooError(`The hub has no ${path} in ${repository}.`);
      return start === 0 ? blob.stream() : blob.slice(start).stream();
    },
  };
}

/** A server that ignores the range would send the beginning again. */
function rangedFetch(signal: AbortSignal): typeof fetch {
  return async (input, init) => {
    const answer = await fetch(input, { ...init, signal });
    const asked = new Headers(init?.headers).has('range');
    if (asked && answer.ok && answer.status !== 206) throw new ServerError(answer.url, answer.status);
    return answer;
  };
}

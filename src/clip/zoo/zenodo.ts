/** @file Records of zenodo.org, the archive of research data (developers.zenodo.org, "Records"). */

import { join } from 'node:path';
import { z } from 'zod';
import { ServerError } from './network.js';
import type { RemoteRepository } from './remote.js';
import { ZooError } from './zoo-error.js';

const officialZenodo = 'https://zenodo.org';

/** Where a person finds the record's files with a browser. */
export const zenodoPage = (record: string): string => `${officialZenodo}/records/${record}`;

const schema = z.looseObject({
  files: z.array(
    z.looseObject({
      key: z.string(),
      size: z.int().nonnegative(),
      checksum: z.string().regex(/^md5:[0-9a-f]{32}$/u),
    }),
  ),
});

/** The record's files. Throws what the network throws, ZooError for what is not as it should be. */
export async function openZenodo(
  record: string,
  cache: string,
  address = officialZenodo,
): Promise<RemoteRepository> {
  const answer = await fetch(`${address}/api/records/${record}`, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new ServerError(answer.url, answer.status);
  const parsed = schema.safeParse(await answer.json());
  if (!parsed.success) throw new ZooError(`Zenodo describes record ${record} in a way that is not known.`);
  return {
    title: `Zenodo record ${record}`,
    folder: join(cache, `zenodo--${record}`),
    revision: 'record',
    files: parsed.data.files.map(({ key, size, checksum }) => ({
      path: key,
      size,
      checksum: { kind: 'md5', hex: checksum.slice('md5:'.length) },
      async open(start, signal) {
        const headers: Record<string, string> = start === 0 ? {} : { range: `bytes=${start}-` };
        const url = `${address}/records/${record}/files/${encodeURIComponent(key)}?download=1`;
        const file = await fetch(url, { headers, signal });
        if (!file.body || file.status !== (start === 0 ? 200 : 206)) throw new ServerError(url, file.status);
        return file.body;
      },
    })),
  };
}

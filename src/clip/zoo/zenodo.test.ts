/** @file Records of Zenodo, from a server that answers as its API does. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DownloadWatch, Patience } from './download.js';
import { fetchRepository } from './fetch-repository.js';
import { isNetworkFault } from './network.js';
import { openZenodo } from './zenodo.js';

const patience: Patience = { attempts: 2, pause: 1, silence: 2000 };
const weights = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251));
const md5 = createHash('md5').update(weights).digest('hex');
const record = '10446026';

let folder: string;
let server: Server;
let address: string;
/** First byte of every request for the file. */
let starts: number[];
/** After how many bytes the next answers break off. */
let cuts: number[];
let sum: string;
let shown: number;
const watch: DownloadWatch = {
  progress: (_, done) => {
    shown = done;
  },
  waiting: () => {},
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-zenodo-'));
  [starts, cuts, sum, shown] = [[], [], md5, 0];
  server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://zenodo');
    if (pathname === `/api/records/${record}`) {
      const file = { key: 'CLIPAG.pt', size: weights.length, checksum: `md5:${sum}` };
      return void response.end(JSON.stringify({ id: Number(record), files: [file] }));
    }
    if (pathname === '/api/records/2') return void response.end('{"files":[{"key":"x"}]}');
    if (pathname !== `/records/${record}/files/CLIPAG.pt` || search !== '?download=1')
      return void response.writeHead(404).end();
    const start = Number(/^bytes=(\d+)-$/u.exec(request.headers.range ?? '')?.[1] ?? 0);
    starts.push(start);
    response.writeHead(request.headers.range === undefined ? 200 : 206, {
      'content-length': weights.length - start,
    });
    const cut = cuts.shift();
    if (cut === undefined) return void response.end(weights.subarray(start));
    response.write(weights.subarray(start, start + cut), () => setTimeout(() => response.destroy(), 50));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await rm(folder, { recursive: true });
});

const fetchIt = async () => fetchRepository(await openZenodo(record, folder, address), watch, patience);

it('are downloaded, from where a connection broke, and not again', async () => {
  cuts.push(100_000);
  const snapshot = await fetchIt();
  expect((await readFile(join(snapshot, 'CLIPAG.pt'))).equals(weights)).toBe(true);
  expect(starts).toHaveLength(2);
  expect(starts[1]).toBeGreaterThan(0);
  expect(shown).toBe(weights.length);
  await fetchIt();
  expect(starts).toHaveLength(2);
});

it('whose checksum is another are refused and deleted', async () => {
  sum = md5.replace(/^./u, (digit) => (digit === '0' ? '1' : '0'));
  await expect(fetchIt()).rejects.toThrow(
    /CLIPAG\.pt.*damaged \(its checksum is [0-9a-f]{12}…, it should be/,
  );
  expect(await readdir(join(folder, `zenodo--${record}`, 'blobs'))).toEqual([]);
});

it('that are not there, are described otherwise or cannot be reached are told apart', async () => {
  await expect(openZenodo('1', folder, address)).rejects.toMatchObject({ status: 404 });
  await expect(openZenodo('2', folder, address)).rejects.toThrow(
    'describes record 2 in a way that is not known',
  );
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  const fault = await openZenodo(record, folder, address).catch((error: unknown) => error);
  expect(isNetworkFault(fault)).toBe(true);
  server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});

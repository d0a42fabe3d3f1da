/**
 * @file For tests: a server that speaks the endpoints of the Hugging Face hub that its client uses (model info, file
 * tree, resolve with ranges), and can break off, spoil bytes, count and be switched off.
 */

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HubServer {
  readonly url: string;
  /** Every file request that asked for more than the first byte: path and first byte. */
  readonly requests: { readonly path: string; readonly start: number }[];
  /** After how many bytes of body the next answers with a file over 1 MB break off, one number for each. */
  readonly cuts: number[];
  /** Whether large files arrive with a wrong byte. */
  spoil: boolean;
  /** Milliseconds between pieces of a body. */
  slowness: number;
  close(): Promise<void>;
}

/** Bytes written at a time. */
const piece = 65_536;
const commit = '0123456789abcdef0123456789abcdef01234567';

/** @param repositories by name, their files by path; files over 1000 bytes are kept in LFS, as large ones are */
export async function serveHub(
  repositories: Readonly<Record<string, Readonly<Record<string, Buffer>>>>,
): Promise<HubServer> {
  const state = { requests: [] as HubServer['requests'], cuts: [] as number[], spoil: false, slowness: 0 };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://hub');
    const json = (value: unknown): void =>
      void response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
    for (const [name, files] of Object.entries(repositories)) {
      if (pathname === `/api/models/${name}/revision/main`) return json({ _id: '1', id: name, sha: commit });
      if (pathname === `/api/models/${name}/tree/${commit}`) {
        return json(Object.entries(files).map(([path, bytes]) => treeEntry(path, bytes)));
      }
      const path = pathname.startsWith(`/${name}/resolve/${commit}/`)
        ? pathname.slice(`/${name}/resolve/${commit}/`.length)
        : '';
      const bytes = files[path];
      if (bytes) return sendFile(request, response, path, bytes);
    }
    response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"Repository not found"}');
  };

  const sendFile = async (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    bytes: Buffer,
  ) => {
    const [, first, last] = /^bytes=(\d+)-(\d*)$/u.exec(request.headers.range ?? '') ?? [];
    const start = Number(first ?? 0);
    const end = last ? Number(last) + 1 : bytes.length;
    const isProbe = first === '0' && last === '0';
    response.setHeader('etag', `"${sha256(bytes)}"`);
    if (first !== undefined) {
      response.statusCode = 206;
      response.setHeader('content-range', `bytes ${start}-${end - 1}/${bytes.length}`);
    }
    response.setHeader('content-length', end - start);
    const body = Buffer.from(bytes.subarray(start, end));
    if (isProbe) return void response.end(body);
    state.requests.push({ path, start });
    if (state.spoil && bytes.length > 1000) body[0] = (body[0] ?? 0) ^ 1;
    const cut = bytes.length > 1_000_000 ? state.cuts.shift() : undefined;
    for (let at = 0; at < body.length; at += piece) {
      if (cut !== undefined && at >= cut) return void response.destroy();
      response.write(body.subarray(at, Math.min(at + piece, cut ?? body.length)));
      if (state.slowness > 0 || cut !== undefined)
        await new Promise((done) => setTimeout(done, state.slowness));
    }
    response.end();
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  });
}

function treeEntry(path: string, bytes: Buffer): object {
  const lfs =
    bytes.length > 1000 ? { lfs: { oid: sha256(bytes), size: bytes.length, pointerSize: 130 } } : {};
  const oid = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  return { type: 'file', path, size: bytes.length, oid, ...lfs };
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

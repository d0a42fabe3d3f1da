/** @file Listening on a port, and saying which port is free when that one is not. */
import { createServer, type Server } from 'node:http';
import { codeOf } from '../compile/index.js';
import type { LoopbackHost } from './loopback.js';

/** How many ports above a used one are tried before giving up on naming a free one. */
const PROBES = 100;
const HIGHEST_PORT = 65_535;

/** The studio cannot listen; the message says where and why. */
export class ListenError extends Error {
  override readonly name: string = 'ListenError';
}

/** Another program listens on the port; the message names the next free one. */
export class PortInUseError extends ListenError {
  override readonly name = 'PortInUseError';
  constructor(
    readonly port: number,
    /** Free when it was tried; null when none was found near. */
    readonly nextFree: number | null,
  ) {
    const remedy =
      nextFree === null
        ? 'stop the other program or choose another port.'
        : `port ${nextFree} is free, so start with --port ${nextFree}.`;
    super(`Port ${port} is in use by another program; ${remedy}`);
  }
}

/**
 * Listens; port 0 takes any free one. Returns the port.
 * @throws PortInUseError when somebody else has it, ListenError when it may not be used.
 */
export async function listen(server: Server, port: number, host: LoopbackHost): Promise<number> {
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) {
    throw new ListenError(`The port is ${port}; a whole number from 0 to ${HIGHEST_PORT} is right.`);
  }
  try {
    return await tryToListen(server, port, host);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EADDRINUSE') throw new PortInUseError(port, await nextFreePort(port, host));
    throw new ListenError(
      `The studio cannot listen on ${host}, port ${port} (${code === '' ? String(error) : code}).`,
    );
  }
}

function tryToListen(server: Server, port: number, host: LoopbackHost): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

async function nextFreePort(used: number, host: LoopbackHost): Promise<number | null> {
  for (let port = used + 1; port <= Math.min(used + PROBES, HIGHEST_PORT); port++) {
    const probe = createServer();
    try {
      await tryToListen(probe, port, host);
      await new Promise((closed) => probe.close(closed));
      return port;
    } catch {
      // Used as well, or not allowed: the next one may do.
    }
  }
  return null;
}

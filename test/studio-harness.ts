/** @file A studio on a free port around a fake session, and viewers of it over real sockets; closed by `cleanUp`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import {
  type Answer,
  type ClientMessage,
  type ClientMessageName,
  decodeFrame,
  type Frame,
  type Hello,
  type Problem,
  type StudioClientEvents,
  type StudioEvent,
  type StudioServerEvents,
} from '../src/protocol/index.js';
import { type ServerOptions, startServer } from '../src/server/index.js';
import { FakeSession } from './fake-session.js';

type Cleaner = () => unknown;
const cleaners: Cleaner[] = [];

/** Call after each test. */
export async function cleanUp(): Promise<void> {
  for (const clean of cleaners.splice(0).reverse()) await clean();
}

export async function openStudio(options: Partial<ServerOptions> & { session?: FakeSession } = {}) {
  const session = options.session ?? new FakeSession();
  const uiFolder = options.uiFolder ?? (await mkdtemp(path.join(tmpdir(), 'atelier-ui-')));
  const server = await startServer({ port: 0, examples: false, ...options, session, uiFolder });
  cleaners.push(
    () => options.uiFolder ?? rm(uiFolder, { recursive: true }),
    () => session.close(),
    () => server.close(),
  );
  return { session, server, uiFolder, url: server.url, port: server.port };
}

/** One browser window, as the server sees it. */
export class Viewer {
  readonly socket: Socket<StudioServerEvents, StudioClientEvents>;
  readonly hellos: Hello[] = [];
  readonly events: StudioEvent[] = [];
  readonly frames: Frame[] = [];
  readonly problems: Problem[] = [];
  /** Acknowledge each frame as it comes. */
  acknowledging = true;

  constructor(url: string, options: Partial<ManagerOptions & SocketOptions> = {}) {
    this.socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, ...options });
    cleaners.push(() => this.socket.disconnect());
    this.socket.on('hello', (hello) => this.hellos.push(hello));
    this.socket.on('event', (event) => this.events.push(event));
    this.socket.on('error', (problem) => this.problems.push(problem));
    this.socket.on('frame', (bytes: ArrayBuffer | Uint8Array) => {
      const frame = decodeFrame(bytes instanceof ArrayBuffer ? bytes : Uint8Array.from(bytes).buffer);
      this.frames.push(frame);
      if (this.acknowledging) this.socket.emit('frameAck', { sequence: frame.sequence }, () => {});
    });
  }

  ask<N extends ClientMessageName>(name: N, message: ClientMessage<N>): Promise<Answer<N>> {
    return this.askAnything(name, message) as Promise<Answer<N>>;
  }

  /** Sends what the types forbid. */
  askAnything(name: string, ...values: unknown[]): Promise<Answer> {
    const socket: Socket = this.socket as unknown as Socket;
    return socket.timeout(5000).emitWithAck(name, ...values);
  }

  /** Everything sent to this viewer before now has arrived when this resolves. */
  async settled(): Promise<void> {
    await this.ask('check', { prompt: '' });
  }
}

/** A viewer that has been greeted. */
export async function joinStudio(
  url: string,
  options: Partial<ManagerOptions & SocketOptions> = {},
): Promise<Viewer> {
  const viewer = new Viewer(url, options);
  await until(() => viewer.hellos.length > 0);
  return viewer;
}

/** Resolves when the condition holds; rejects after five seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const started = performance.now();
  while (!condition()) {
    if (performance.now() - started > 5000) throw new Error(`Waited in vain for ${condition}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** @file The socket side: admits viewers, answers their messages, keeps a bad message from hurting anybody. */

import type { Server } from 'node:http';
import { type Socket, Server as SocketServer } from 'socket.io';
import {
  type Answer,
  type ClientMessageName,
  clientMessages,
  type Hello,
  isClientMessageName,
  limits,
  type Refusal,
  type StudioClientEvents,
  type StudioServerEvents,
} from '../protocol/index.js';
import { type CommandContext, commands, refusalOf, refuse } from './commands.js';
import { FrameWindow } from './frame-window.js';
import { isOwnRequest } from './loopback.js';

type ViewerSocket = Socket<StudioClientEvents, StudioServerEvents>;
type ViewerServer = SocketServer<StudioClientEvents, StudioServerEvents>;

export interface ViewerOptions extends Omit<CommandContext, 'window'> {
  /** Everything of `hello` but the snapshot, which is taken at each connect. */
  readonly greeting: () => Omit<Hello, 'snapshot'>;
}

/** Lets viewers in over `http`; closing the returned server also closes `http`. */
export function admitViewers(http: Server, options: ViewerOptions): ViewerServer {
  const sockets: ViewerServer = new SocketServer(http, {
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: limits.messageBytes,
    allowRequest: (request, decide) => {
      const own = isOwnRequest(request);
      decide(own ? null : 'Only the page that this studio serves may connect to it.', own);
    },
  });
  sockets.use((_, next) => {
    const full = sockets.sockets.sockets.size >= limits.viewers;
    next(
      full ? new Error(`The studio has ${limits.viewers} viewers, its most; close one first.`) : undefined,
    );
  });
  sockets.on('connection', (socket) => welcome(socket, options));
  return sockets;
}

function welcome(socket: ViewerSocket, options: ViewerOptions): void {
  const { live, examples, greeting } = options;
  const window = new FrameWindow(({ bytes }) => socket.emit('frame', bytes));
  const context: CommandContext = { ...options, window };

  socket.emit('hello', { ...greeting(), snapshot: live.snapshot });
  if (live.frame !== null) window.offer(live.frame);
  const unsubscribe = live.subscribe({
    event(event) {
      if (event.type === 'started') window.forget();
      socket.emit('event', event);
    },
    frame: (frame) => window.offer(frame),
  });
  const unwatch = live.watch();
  socket.on('disconnect', () => {
    unsubscribe();
    unwatch();
  });
  socket.onAny((name: unknown, ...values: unknown[]) => {
    void respond(socket, context, String(name), values);
  });
  examples.viewerCame();
}

/** Answers one message; never throws. */
async function respond(
  socket: ViewerSocket,
  context: CommandContext,
  name: string,
  values: readonly unknown[],
): Promise<void> {
  const last = values.at(-1);
  const acknowledge = typeof last === 'function' ? (answer: Answer) => last(answer) : null;
  const message = acknowledge === null ? values : values.slice(0, -1);
  const understood = understand(name, message);
  const answer = 'ok' in understood ? understood : await understood.act(context);
  acknowledge?.(answer);
  if (!answer.ok && (acknowledge === null || 'ok' in understood)) socket.emit('error', answer.error);
}

type Understood = Refusal | { act(context: CommandContext): Promise<Answer> };

function understand(name: string, values: readonly unknown[]): Understood {
  if (!isClientMessageName(name)) {
    const known = Object.keys(clientMessages).join(', ');
    return refuse(
      'unknown-message',
      `There is no message “${name.slice(0, limits.nameCharacters)}”; known: ${known}.`,
    );
  }
  if (values.length !== 1) {
    return refuse('message', `The message “${name}” has ${values.length} arguments; one object is right.`);
  }
  return prepare(name, values[0]);
}

/** One message name at a time, so that the compiler sees that its schema and its command belong together. */
function prepare<N extends ClientMessageName>(name: N, value: unknown): Understood {
  const parsed = clientMessages[name].safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = [name, ...(issue?.path ?? [])].map(String).join('.');
    const what = issue?.message ?? 'it was not understood';
    return refuse(
      'message',
      `${what[0]?.toUpperCase()}${what.slice(1)} (${where.slice(0, 4 * limits.nameCharacters)})`,
    );
  }
  const message = parsed.data as Parameters<(typeof commands)[N]>[0];
  return {
    async act(context) {
      try {
        return await commands[name](message, context);
      } catch (error) {
        return refusalOf(error);
      }
    },
  };
}

/** @file Opens the studio: page, downloads and sockets on one loopback port, around one session. */
import { createServer } from 'node:http';
import express, { type ErrorRequestHandler } from 'express';
import { openPresets } from '../presets/index.js';
import { type Hello, limits, PROTOCOL_VERSION } from '../protocol/index.js';
import { type ModelShare, parameterRows, type Session } from '../session/index.js';
import { serveDownloads } from './downloads.js';
import { Examples, examplePrompts } from './examples.js';
import { Keeping } from './keeping.js';
import { listen } from './listen.js';
import { LiveDrawing } from './live-drawing.js';
import { hostInUrl, type LoopbackHost } from './loopback.js';
import { Models } from './models.js';
import { guard, servePage } from './pages.js';
import { servePoints } from './serve-points.js';
import { admitViewers } from './viewers.js';
import { serveThumbnails, wireMedia, wirePresets } from './ways.js';

export const defaultPort = 7878;
const EXAMPLE_REST = 8000;

export interface ServerOptions {
  /** Stays the caller's: closing the server leaves it open. */
  readonly session: Session;
  /** What the session was opened with; the built-in model when absent. */
  readonly models?: readonly ModelShare[] | undefined;
  /** Folder that finished works and the drawing under way are kept in; nothing is kept when absent. */
  readonly outputs?: string;
  /** Folder of the built page. */
  readonly uiFolder: string;
  readonly host?: LoopbackHost;
  /** 0 takes any free port. */
  readonly port?: number;
  /** Draw examples until somebody draws; on unless switched off. */
  readonly examples?: boolean;
  /** How long a finished example stays, milliseconds. */
  readonly exampleRest?: number;
  /** Told what could not be kept, in a sentence, each once in a row; pages are told besides. */
  readonly notKept?: (problem: string) => void;
}

export interface StudioServer {
  readonly url: string;
  readonly port: number;
  /**
   * Disconnects everybody and stops listening.
   * @throws ArtworkError where the drawing under way could not be kept in its folder; everything is closed all the same
   */
  close(): Promise<void>;
}

/**
 * Starts listening and, until somebody draws, drawing examples.
 * @throws PresetError for a broken preset, PortInUseError naming the next free port, ListenError when the port may not be used.
 */
export async function startServer(options: ServerOptions): Promise<StudioServer> {
  const { session, uiFolder, host = '127.0.0.1', port = defaultPort } = options;
  const presets = await openPresets();
  const suggestions = examplePrompts(session.model.concepts);
  const live: LiveDrawing = new LiveDrawing(session, () => examples.active);
  const examples = new Examples({
    prompts: suggestions.map(({ en }) => en),
    restMs: options.exampleRest ?? EXAMPLE_REST,
    viewed: () => live.viewed,
    draw: (prompt) => void live.start({ prompt }).catch(() => examples.end()),
  });
  let lastProblem: string | null = null;
  live.subscribe({
    event: (event) => {
      const { type } = event;
      if (type === 'finished') examples.finished();
      if (type === 'failed') examples.end();
      if (event.type !== 'kept') return;
      if (event.problem !== null && event.problem !== lastProblem) options.notKept?.(event.problem);
      lastProblem = event.problem;
    },
    frame: () => {},
  });

  const keeping =
    options.outputs === undefined ? null : await Keeping.open({ session, live, outputs: options.outputs });

  const app = express();
  app.disable('x-powered-by').set('query parser', 'simple');
  app.use(guard);
  serveDownloads(app, live);
  serveThumbnails(app, presets);
  servePoints(app, live, session);
  keeping?.serve(app);
  servePage(app, uiFolder);
  app.use((_, response) => void response.status(404).type('text').send('There is nothing here.\n'));
  app.use(answerError);

  const http = createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000 }, app);
  const listening = await listen(http, port, host);
  const greeting = (): Omit<Hello, 'snapshot'> => ({
    protocolVersion: PROTOCOL_VERSION,
    model: { name: session.model.name, concepts: session.model.concepts.length },
    media: wireMedia(),
    presets: wirePresets(presets),
    rows: parameterRows.map((row) => ({ ...row })),
    limits: { promptCharacters: limits.promptCharacters, pngSize: limits.pngSize },
    suggestions: [...examplePrompts(session.model.concepts)],
  });
  const models = new Models({
    session,
    models: options.models ?? [],
    keeping,
    changed: () => sockets.emit('hello', { ...greeting(), snapshot: live.snapshot }),
  });
  const sockets = admitViewers(http, { session, live, examples, keeping, models, greeting });
  if (options.examples ?? true) examples.begin();
  else examples.end();

  return {
    url: `http://${hostInUrl(host)}:${listening}/`,
    port: listening,
    async close() {
      examples.end();
      try {
        await keeping?.close();
      } finally {
        live.close();
        http.closeAllConnections();
        await sockets.close();
      }
    },
  };
}

const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  const message = error instanceof Error ? error.message : String(error);
  const sentence =
    status < 500 ? 'The request was not understood.' : `The studio could not do that: ${message}`;
  response
    .status(status >= 400 && status < 600 ? status : 500)
    .type('text')
    .send(`${sentence}\n`);
};

/**
 * @file `atelier studio`: the page in the browser, until Ctrl-C.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { prepareFolder } from '../../artwork/index.js';
import { defaultPort, type LoopbackHost, shelfIn, startServer } from '../../server/index.js';
import { openSession } from '../../session/index.js';
import { UsageError } from '../exit-codes.js';
import { lineSink } from '../line-sink.js';
import { openBrowser } from '../open-browser.js';
import { addModelOptions, describeModel, type ModelOptions, modelOptions } from '../session-options.js';

interface StudioOptions extends ModelOptions {
  readonly port: number;
  readonly host: LoopbackHost;
  readonly open: boolean;
  readonly examples: boolean;
  readonly out: string;
}

const HIGHEST_PORT = 65_535;
const hosts = ['127.0.0.1', 'localhost', '::1'] as const satisfies readonly LoopbackHost[];

export function studioCommand(): Command {
  const port = `port to listen on (0 to ${HIGHEST_PORT}, 0: any free one)`;
  const command = new Command('studio')
    .summary('open the studio in the browser')
    .description(
      'Serves the studio on this machine and opens it in the browser. Ctrl-C ends it. The drawing under way is kept every few seconds, and the next start offers to go on with it.',
    )
    .addOption(new Option('--port <number>', port).default(defaultPort).argParser(parsePort))
    .addOption(
      new Option('--host <address>', 'loopback address to listen on').choices(hosts).default(hosts[0]),
    )
    .option('--out <folder>', 'where works go, and the drawing under way is kept', 'outputs')
    .option('--no-open', 'do not open the browser')
    .option('--no-examples', 'draw nothing until somebody asks');
  return addModelOptions(command).action(serve);
}

async function serve(options: StudioOptions): Promise<void> {
  const uiFolder = fileURLToPath(new URL('../../studio-ui', import.meta.url));
  if (!existsSync(uiFolder)) throw new Error(`${uiFolder}: the built page is missing; run npm run build.`);
  const { port, host, examples, out: outputs } = options;
  await prepareFolder(outputs);
  const sink = lineSink(process.stderr);
  sink.wait('Loading the model');
  const session = await openSession({ ...modelOptions(options), shelf: shelfIn(outputs) }).finally(() =>
    sink.end(),
  );
  try {
    const { model: models } = options;
    const server = await startServer({
      session,
      models,
      uiFolder,
      outputs,
      port,
      host,
      examples,
      notKept: (problem) => process.stderr.write(`${problem}\n`),
    });
    process.stdout.write(`Atelier is at ${server.url} (${describeModel(session.model)}); Ctrl-C ends it.\n`);
    if (options.open && process.stdout.isTTY) openBrowser(server.url);
    await untilStopped();
    await server.close();
  } finally {
    await session.close();
  }
}

/** Ends at the first Ctrl-C; a second one ends the process at once. */
function untilStopped(): Promise<unknown> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : HIGHEST_PORT + 1;
  if (port <= HIGHEST_PORT) return port;
  throw new UsageError(
    `--port has to be a whole number from 0 to ${HIGHEST_PORT}, not ${JSON.stringify(text)}.`,
  );
}

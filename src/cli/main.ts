#!/usr/bin/env node
/**
 * @file The `atelier` command. Whatever goes wrong becomes one sentence on stderr and an exit code.
 */
import { standBy } from '../threads/index.js';

/** Commands that open a session as soon as they know its settings. */
const drawing = ['draw', 'redraw', 'resume', 'studio'];

// A reader that went away (`atelier … | head`) is no reason to lose a drawing.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const args = process.argv.slice(2);
if (drawing.includes(args[0] ?? '') && !args.includes('--help') && !args.includes('-h')) {
  standBy(new URL('../session/worker.js', import.meta.url));
}
// Read only now, while the worker reads its own code.
const { runCommandLine } = await import('./program.js');
process.exitCode = await runCommandLine(args);

#!/usr/bin/env node
/**
 * @file The `atelier` command. Whatever goes wrong becomes one sentence on stderr and an exit code.
 */
import { runCommandLine } from './program.js';

// A reader that went away (`atelier … | head`) is no reason to lose a drawing.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await runCommandLine(process.argv.slice(2));

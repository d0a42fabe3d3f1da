/**
 * @file Starts the command line, after setting the checkout up where there is one. An installed package
 * carries `dist/` and no sources, and runs at once.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root } from './setup.js';

/**
 * Runs in this very process, so that signals, memory and the exit code are the program's own.
 * @param {string[]} args what `atelier` gets after its name
 */
export async function launch(args) {
  await prepare({ build: true });
  process.argv.splice(2, process.argv.length, ...args);
  await import(pathToFileURL(join(root, 'dist', 'cli', 'main.js')).href);
}

#!/usr/bin/env node
/** @file The `atelier` command. On a fresh clone it sets itself up first, as `npm start` does. */
import { launch } from '../scripts/launch.js';
import { SetupError } from '../scripts/processes.js';

try {
  await launch(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

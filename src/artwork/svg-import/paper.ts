/** @file paper.js without a page: its geometry only. It is CommonJS without a map of exports, which Node's `import` cannot name without an ending and TypeScript not with one. */
/// <reference types="paper" />
import { createRequire } from 'node:module';

const core = createRequire(import.meta.url)('paper/dist/paper-core') as paper.PaperScope;

/** New items belong to no project's layer, so that nothing is kept. */
core.setup(new core.Size(1, 1));
core.settings.insertItems = false;

export const geometry = core;

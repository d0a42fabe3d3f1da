/**
 * @file `npm run bench`: times the program against its goals and its peers (bench/peers), prints tables and
 * writes them to docs/benchmarks.md. `--only step,raster,…` runs some, `--long` adds the memory over
 * 5,000 steps (about five minutes), `--dry` writes nothing.
 */

import { parseArgs } from 'node:util';
import { checkpointTable } from './checkpoint.js';
import { clipTable } from './clip-program.js';
import { clipdrawTable } from './clipdraw.js';
import { encodersTable } from './encoders.js';
import { growthTable } from './growth.js';
import { handTable } from './hand.js';
import { largePixelsTable } from './large-pixels.js';
import { describeCommit, describeMachine } from './machine.js';
import { pixelShareTable } from './pixel-share.js';
import { rasterTable } from './raster-and-diffvg.js';
import { markdown, plain, writeSection } from './report.js';
import { startTable } from './start.js';
import { stepTable } from './step.js';
import { strokeGradientsTable } from './stroke-gradients.js';
import { studioTable } from './studio.js';
import { trainingTable } from './training.js';
import { lossTable } from './training-loss.js';

/** @type {Record<string, () => Promise<import('./report.js').Table>>} */
const measurements = {
  step: stepTable,
  raster: rasterTable,
  gradients: strokeGradientsTable,
  clip: clipTable,
  encoders: encodersTable,
  training: trainingTable,
  losses: lossTable,
  clipdraw: clipdrawTable,
  start: startTable,
  studio: studioTable,
  checkpoint: checkpointTable,
  hand: handTable,
  pixels: largePixelsTable,
  share: pixelShareTable,
  growth: growthTable,
};
const LONG = 'growth';

const { values } = parseArgs({
  options: { only: { type: 'string' }, long: { type: 'boolean' }, dry: { type: 'boolean' } },
});
const chosen =
  values.only?.split(',') ?? Object.keys(measurements).filter((name) => values.long || name !== LONG);
const stranger = chosen.find((name) => !(name in measurements));
if (stranger !== undefined) {
  console.error(`There is no measurement "${stranger}"; there are ${Object.keys(measurements).join(', ')}.`);
  process.exit(2);
}

const heading = `${new Date().toISOString().slice(0, 10)}, commit ${describeCommit()}. ${describeMachine()}.`;
console.log(`${heading}\n`);
for (const name of chosen) {
  const table = await measurements[name]?.();
  if (!table) continue;
  console.log(plain(table));
  const notes = [...(table.notes ?? []), `Measured by \`npm run bench -- --only ${name}\`: ${heading}`];
  if (!values.dry) writeSection(name, markdown({ ...table, notes }));
}
// Threads of the compiled programs may outlive them; everything is measured and written.
process.exit(0);

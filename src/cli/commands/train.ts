/** @file `atelier train`: teaches a model of one's own, from a folder of pictures or from a training recipe. */
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { slugOf } from '../../artwork/index.js';
import {
  openTrainingRecipe,
  recipeForFolder,
  type TrainingProgress,
  type TrainingRecipe,
  train,
} from '../../training/index.js';
import { describeBar, describeDuration, lineSink } from '../line-sink.js';

import { describeFound } from '../training-report.js';
import { wholeNumber } from '../whole-number.js';

interface TrainOptions {
  readonly out?: string;
  readonly start?: string;
  readonly resume?: boolean;
  readonly seconds?: number;
  readonly stopAfter?: number;
  readonly checkpointEvery: number;
  readonly samplesEvery: number;
}

const MOST = 10_000_000;
const number = (flag: string, min: number, help: string) =>
  new Option(`--${flag} <number>`, help).argParser(wholeNumber(flag, min, MOST));

export function trainCommand(): Command {
  return new Command('train')
    .summary('teach a model from your own pictures, or from a training recipe')
    .description(
      'Trains a CLIP and saves it as a model for --model. Given a folder of pictures, the built-in model learns them: captions are taken from a CSV file (columns file, caption), from .txt files beside the pictures, or from their names. Given a JSON recipe (docs/training.md), all of it can be set. Ctrl-C ends after the step under way and saves.',
    )
    .argument('<what>', 'folder of pictures with captions, CSV file of captions, or JSON recipe')
    .option('--out <folder>', 'where model, checkpoint and samples go (default: outputs/trainings/<name>)')
    .option('--start <model>', 'model to begin with: embedded, one as for --model, or none')
    .option('--resume', 'go on from the checkpoint in the folder')
    .addOption(number('seconds', 1, 'time of the whole training, over all sittings, in seconds'))
    .addOption(number('stop-after', 1, 'end this sitting after so many steps; --resume goes on'))
    .addOption(
      number('checkpoint-every', 0, 'seconds between two checkpoints; 0: after every step').default(180),
    )
    .addOption(
      number('samples-every', 0, 'seconds between two sheets of sample drawings; 0: none').default(300),
    )
    .action(async (what: string, options: TrainOptions) => {
      const recipe = await recipeOf(what, options);
      const out = options.out ?? join('outputs', 'trainings', slugOf(nameOf(what)));
      const sink = lineSink(process.stderr);
      const stop = new AbortController();
      const abort = (): void => stop.abort();
      process.once('SIGINT', abort).once('SIGTERM', abort);
      try {
        const model = await train(recipe, out, {
          resume: options.resume ?? false,
          stopAfter: options.stopAfter ?? Number.POSITIVE_INFINITY,
          checkpointEvery: options.checkpointEvery,
          samplesEvery: options.samplesEvery || Number.POSITIVE_INFINITY,
          signal: stop.signal,
          say: (sentence) => sink.say(sentence),
          found: (report) => {
            for (const sentence of describeFound(report, join(out, 'data', 'index.json'))) sink.say(sentence);
          },
          mark: (step, { clean, perturbed }) =>
            sink.say(
              `Step ${step}: ${percent(clean)} right on clean pictures, ${percent(perturbed)} on perturbed ones.`,
            ),
          show: (progress) => sink.show(describeTraining(progress), progress.done),
        });
        process.stdout.write(`${model}\n`);
      } finally {
        process.off('SIGINT', abort).off('SIGTERM', abort);
        sink.end();
      }
    });
}

/** What the argument says, and over it what the flags say. */
async function recipeOf(what: string, { start, seconds }: TrainOptions): Promise<TrainingRecipe> {
  const entry = await stat(what).catch(() => undefined);
  const own = entry?.isDirectory() || what.toLowerCase().endsWith('.csv');
  const { start: given, ...recipe } = own ? recipeForFolder(resolve(what)) : await openTrainingRecipe(what);
  const begin = start ?? given;
  return {
    ...recipe,
    ...(begin === undefined || begin === 'none' ? {} : { start: begin }),
    ...(seconds === undefined ? {} : { seconds }),
  };
}

const nameOf = (what: string): string => basename(resolve(what)).replace(/\.(json|csv)$/iu, '');

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** `[██░░] step 420 · loss 3.21 · 41 % right · 152 images/s · 12 min 05 s left` */
function describeTraining(progress: TrainingProgress): string {
  const { step, done, loss, accuracy, imagesPerSecond, secondsLeft } = progress;
  const rate = `${imagesPerSecond.toFixed(0)} images/s`;
  const left = `${describeDuration(secondsLeft)} left`;
  return `${describeBar(done)} step ${step} · loss ${loss.toFixed(2)} · ${percent(accuracy)} right · ${rate} · ${left}`;
}

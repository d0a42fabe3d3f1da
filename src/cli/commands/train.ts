/** @file `atelier train`: teaches a model of one's own from a training recipe. */
import { Command } from 'commander';
import { openTrainingRecipe, type TrainingProgress, train } from '../../training/index.js';
import { UsageError } from '../exit-codes.js';
import { describeBar, describeDuration, lineSink } from '../line-sink.js';

interface TrainOptions {
  readonly out: string;
  readonly resume?: boolean;
  readonly seconds?: string;
}

export function trainCommand(): Command {
  return new Command('train')
    .summary('teach a model from a training recipe')
    .description(
      'Trains a CLIP on a data set (see atelier data) and saves it as a model for --model. A checkpoint is written every three minutes; Ctrl-C ends after the step under way and saves.',
    )
    .argument('<recipe>', 'JSON file of the training')
    .requiredOption('--out <folder>', 'where checkpoint and model go')
    .option('--resume', 'go on from the checkpoint in the folder')
    .option('--seconds <number>', 'end after so many seconds of this sitting (1 to 1000000)')
    .action(async (file: string, { out, resume = false, seconds }: TrainOptions) => {
      const budget = seconds === undefined ? undefined : Number(seconds);
      if (budget !== undefined && !(budget >= 1 && budget <= 1_000_000)) {
        throw new UsageError(
          `--seconds has to be a number from 1 to 1000000, not ${JSON.stringify(seconds)}.`,
        );
      }
      const recipe = await openTrainingRecipe(file);
      const sink = lineSink(process.stderr);
      const stop = new AbortController();
      const abort = (): void => stop.abort();
      process.once('SIGINT', abort);
      try {
        const model = await train(recipe, out, {
          resume,
          signal: stop.signal,
          ...(budget === undefined ? {} : { seconds: budget }),
          say: (sentence) => sink.say(sentence),
          show: (progress) => sink.show(describeTraining(progress), progress.step / progress.steps),
        });
        process.stdout.write(`${model}\n`);
      } finally {
        process.off('SIGINT', abort);
        sink.end();
      }
    });
}

/** `[██░░] 420/20000 · loss 3.21 · 41 % right · 152 images/s · 12 min 05 s left` */
function describeTraining(progress: TrainingProgress): string {
  const { step, steps, loss, accuracy, imagesPerSecond, secondsLeft } = progress;
  const right = `${(100 * accuracy).toFixed(0)} % right`;
  const rate = `${imagesPerSecond.toFixed(0)} images/s`;
  const left = `${describeDuration(secondsLeft)} left`;
  return `${describeBar(step / steps)} ${step}/${steps} · loss ${loss.toFixed(2)} · ${right} · ${rate} · ${left}`;
}

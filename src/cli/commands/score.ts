/**
 * @file `atelier score`: how like its words a picture is, in the eyes of the model.
 */
import { Command } from 'commander';
import { loadClip } from '../../clip/index.js';
import { parsePrompt, scorePicture } from '../../guidance/index.js';
import { lineSink } from '../line-sink.js';
import { readPicture } from '../picture.js';
import { readNamedPicture } from '../prompt-pictures.js';
import {
  addModelOptions,
  describeModel,
  type ModelOptions,
  oneModel,
  runtimeOptions,
} from '../session-options.js';
import { type Likeness, rankConcepts } from '../similarity.js';

interface ScoreOptions extends ModelOptions {
  readonly prompt: string;
  readonly json?: boolean;
}

const NEAREST = 5;

export function scoreCommand(): Command {
  const command = new Command('score')
    .summary('say how like a prompt a picture is')
    .description(
      'Prints the cosine between a picture and a prompt in the eyes of the model (-1 to 1), and the nearest things it knows.',
    )
    .argument('<picture>', 'PNG, JPEG, WebP, GIF, AVIF, TIFF or SVG')
    .requiredOption('--prompt <text>', 'the words, written as for draw')
    .option('--json', 'print one line of JSON');
  return addModelOptions(command).action(async (file: string, options: ScoreOptions) => {
    parsePrompt(options.prompt);
    const sink = lineSink(process.stderr);
    sink.wait('Loading the model');
    const clip = await loadClip(oneModel(options), runtimeOptions(options)).finally(() => sink.end());
    try {
      const pixels = await readPicture(file, clip);
      sink.say(describeModel(clip));
      sink.wait('Looking at the picture');
      const [picture] = await clip.embedImages(pixels, 1);
      const similarity = await scorePicture(clip, options.prompt, pixels, readNamedPicture);
      const concepts = await clip.embedConcepts();
      const nearest = rankConcepts(picture!, concepts, clip.concepts).slice(0, NEAREST);
      sink.end();
      process.stdout.write(
        options.json ? `${JSON.stringify({ similarity, nearest })}\n` : describe(similarity, nearest),
      );
    } finally {
      sink.end();
      await clip.dispose();
    }
  });
}

function describe(similarity: number, nearest: readonly Likeness[]): string {
  const lines = [`similarity ${similarity.toFixed(4)}`];
  const list = nearest.map(({ concept, cosine }) => `${concept} ${cosine.toFixed(3)}`);
  if (list.length > 0) lines.push(`nearest    ${list.join(', ')}`);
  return `${lines.join('\n')}\n`;
}

/**
 * @file `atelier score`: how like its words a picture is, in the eyes of the model.
 */
import { Command } from 'commander';
import { readSourceImage, SourceImageError } from '../../artwork/index.js';
import type { SourceImage } from '../../canvas/index.js';
import { loadClip } from '../../clip/index.js';
import { PromptError, parsePrompt, scorePicture } from '../../guidance/index.js';
import { readPicture } from '../picture.js';
import { addModelOptions, describeModel, type ModelOptions, modelOptions } from '../session-options.js';
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
    const { model, ...runtime } = modelOptions(options);
    const clip = await loadClip(model, runtime);
    try {
      const pixels = await readPicture(file, clip.imageSize);
      process.stderr.write(`${describeModel(clip)}\n`);
      const [picture] = await clip.embedImages(pixels, 1);
      const similarity = await scorePicture(clip, options.prompt, pixels, readNamed);
      const concepts = await clip.embedTexts(clip.concepts);
      const nearest = rankConcepts(picture!, concepts, clip.concepts).slice(0, NEAREST);
      process.stdout.write(
        options.json ? `${JSON.stringify({ similarity, nearest })}\n` : describe(similarity, nearest),
      );
    } finally {
      await clip.dispose();
    }
  });
}

/** A picture that the prompt names. */
async function readNamed(file: string): Promise<SourceImage> {
  try {
    return await readSourceImage(file);
  } catch (error) {
    throw error instanceof SourceImageError ? new PromptError(error.message) : error;
  }
}

function describe(similarity: number, nearest: readonly Likeness[]): string {
  const lines = [`similarity ${similarity.toFixed(4)}`];
  const list = nearest.map(({ concept, cosine }) => `${concept} ${cosine.toFixed(3)}`);
  if (list.length > 0) lines.push(`nearest    ${list.join(', ')}`);
  return `${lines.join('\n')}\n`;
}

/**
 * @file `atelier draw`: from words to files.
 */
import { Command } from 'commander';
import { completeSettings } from '../../session/index.js';
import { drawAndSave } from '../draw-and-save.js';
import { defaultFolder } from '../output-folder.js';
import { addParameterOptions, readParameters } from '../parameter-options.js';
import { addModelOptions, type ModelOptions } from '../session-options.js';

interface DrawOptions extends ModelOptions, Readonly<Record<string, unknown>> {
  readonly out?: string;
  readonly json?: boolean;
  readonly judge?: string;
}

export function drawCommand(): Command {
  const command = new Command('draw')
    .summary('draw a prompt and save final.svg, final.png and recipe.json')
    .description(
      'Draws a prompt and saves final.svg, final.png and recipe.json. Ctrl-C stops at the next step and still saves.',
    )
    .argument(
      '<prompt>',
      'what to draw, in quotes, up to 1000 characters; several texts with weights: "a sailboat | storm:0.5 | text:-0.3"',
    )
    .option('--out <folder>', 'where the files go (default: outputs/<date-time>-<words>)')
    .option('--json', 'print events as lines of JSON')
    .option('--judge <model>', 'a model, named as for --model, that only scores the finished drawing');
  return addModelOptions(addParameterOptions(command)).action(
    async (prompt: string, options: DrawOptions) => {
      const request = completeSettings({ prompt, ...readParameters(options) });
      const now = new Date();
      const folder = options.out ?? defaultFolder(prompt, now);
      const json = options.json ?? false;
      const { judge } = options;
      const job = {
        request,
        folder,
        json,
        createdAt: now.toISOString(),
        ...(judge === undefined ? {} : { judge }),
      };
      await drawAndSave(job, options);
    },
  );
}

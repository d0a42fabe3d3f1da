/**
 * @file `atelier redraw`: the same picture again, from its recipe, to the byte.
 */
import { dirname } from 'node:path';
import { Command } from 'commander';
import { defaultFolder, openRecipe, reopenMaterial } from '../../artwork/index.js';
import { drawAndSave } from '../draw-and-save.js';
import { readNamedOriginal } from '../prompt-pictures.js';
import { addModelOptions, type ModelOptions } from '../session-options.js';

interface RedrawOptions extends ModelOptions {
  readonly out?: string;
  readonly json?: boolean;
}

export function redrawCommand(): Command {
  const command = new Command('redraw')
    .summary('draw a saved recipe again, with the same bytes')
    .description(
      'Draws a saved recipe again, on the device and with the number of threads that it was drawn with, if nothing else is said. The same version of the program with the same model on the same kind of processor then gives the same bytes; others may differ in the last digits of sums.',
    )
    .argument('<recipe>', 'a recipe.json that draw has saved')
    .option('--out <folder>', 'where the files go (default: outputs/<date-time>-<words>)')
    .option('--json', 'print events as lines of JSON');
  return addModelOptions(command, { again: true }).action(async (file: string, options: RedrawOptions) => {
    const { settings, model, createdAt } = await openRecipe(file);
    const folder = options.out ?? (await defaultFolder(settings.prompt, new Date()));
    const json = options.json ?? false;
    await drawAndSave(
      {
        settings,
        material: await reopenMaterial(settings, dirname(file), readNamedOriginal),
        begin: (session, sources) => session.start(settings, { sources }),
        folder,
        json,
        createdAt,
        before: { told: 'recipe', model },
      },
      options,
    );
  });
}

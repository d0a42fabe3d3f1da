/**
 * @file `atelier models add`: a model by name, repository or folder.
 */
import { Command } from 'commander';
import { type AddOptions, addModel } from '../../clip/index.js';
import { downloadWatch } from '../download-line.js';
import { lineSink } from '../line-sink.js';

export function modelsAddCommand(): Command {
  return new Command('add')
    .summary('download a model, or note one that is on the disk')
    .description(
      'Downloads a known model or a repository of the Hugging Face hub, or notes a folder, so that --model takes its name. An interrupted download goes on where it stopped.',
    )
    .argument(
      '<model>',
      'a name of atelier models list, owner/name of a repository, a folder, or a file of weights',
    )
    .option(
      '--text <model>',
      'another model, named the same way, whose text encoder takes the place of its own',
    )
    .option('--name <name>', 'what --model shall call it (default: its own name)')
    .action(async (what: string, options: AddOptions) => {
      const sink = lineSink(process.stderr);
      const { name, path, text } = await addModel(what, downloadWatch(sink), options).finally(() =>
        sink.end(),
      );
      const texts = text === undefined ? '' : `, its text encoder in ${text}`;
      process.stdout.write(`${name} is in ${path}${texts}; use it with --model ${name}\n`);
    });
}

/**
 * @file `atelier models remove`: forgets a model and deletes what was downloaded for it.
 */
import { Command } from 'commander';
import { removeModel } from '../../clip/index.js';

export function modelsRemoveCommand(): Command {
  return new Command('remove')
    .summary('forget a model and delete what was downloaded for it')
    .description(
      'Forgets a model and deletes what was downloaded for it; a folder that you have added stays.',
    )
    .argument('<name>', 'a name of atelier models list that is here')
    .action(async (name: string) => {
      const deleted = await removeModel(name);
      process.stdout.write(`${name} is removed.\n${deleted.map((folder) => `deleted ${folder}\n`).join('')}`);
    });
}

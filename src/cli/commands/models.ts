/**
 * @file `atelier models`: the models that can draw: list, add, check, remove.
 */
import { Command } from 'commander';
import { modelsAddCommand } from './models-add.js';
import { modelsCheckCommand } from './models-check.js';
import { modelsListCommand } from './models-list.js';
import { modelsRemoveCommand } from './models-remove.js';

const commands = [modelsListCommand, modelsAddCommand, modelsCheckCommand, modelsRemoveCommand] as const;

export function modelsCommand(): Command {
  const command = new Command('models')
    .summary('list, add, check and remove models')
    .description('The CLIP models that can draw: known ones by name, any other by repository or folder.')
    .helpCommand('help [command]', 'print the help of a command');
  for (const make of commands) command.addCommand(make());
  return command;
}

/**
 * @file The command line as a whole: its commands, its help, and the way out.
 */
import { Command, CommanderError } from 'commander';
import { programVersion } from '../artwork/index.js';
import { dataCommand } from './commands/data.js';
import { drawCommand } from './commands/draw.js';
import { modelsCommand } from './commands/models.js';
import { presetsCommand } from './commands/presets.js';
import { qualityCommand } from './commands/quality.js';
import { redrawCommand } from './commands/redraw.js';
import { resumeCommand } from './commands/resume.js';
import { scoreCommand } from './commands/score.js';
import { studioCommand } from './commands/studio.js';
import { trainCommand } from './commands/train.js';
import { exitCodeOf, sentenceOf } from './exit-codes.js';

const commands = [
  drawCommand,
  redrawCommand,
  resumeCommand,
  presetsCommand,
  scoreCommand,
  studioCommand,
  modelsCommand,
  dataCommand,
  trainCommand,
  qualityCommand,
] as const;

/** @returns the exit code: 0 done, 1 failed, 2 called in a way it does not understand */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  try {
    await commandLine().parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // Commander has printed its own sentence, or the help, already.
    if (!(error instanceof CommanderError)) process.stderr.write(`${sentenceOf(error)}\n`);
    return exitCodeOf(error);
  }
}

function commandLine(): Command {
  const program = new Command('atelier')
    .description('Type words, watch strokes become the drawing.')
    .version(programVersion(), '-V, --version', 'print the version')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 called with something it does not understand.');
  for (const make of commands) program.addCommand(make());
  for (const command of withSubcommands(program)) {
    command
      .exitOverride()
      .helpOption('-h, --help', 'print this help')
      .showSuggestionAfterError(false)
      .configureOutput({ outputError: (text, write) => write(tidy(text, command)) });
  }
  return program;
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** Commander's sentence, beginning as ours do, with the way to the help. */
function tidy(text: string, command: Command): string {
  const sentence = sentenceOf(new Error(text.replace(/^error: /u, ''))).replace(/\.$/u, '');
  const path = pathOf(command);
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}; see ${path} --help.\n`;
}

/** `atelier models add` */
function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

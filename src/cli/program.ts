/**
 * @file The command line as a whole: its commands, its help, and the way out.
 */
import { Command, CommanderError } from 'commander';
import { programVersion } from '../artwork/index.js';
import { exitCodeOf, sentenceOf } from './exit-codes.js';

/** Each is loaded when it is called, or when the help of all is: `draw` need not wait for the studio's server. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  draw: async () => (await import('./commands/draw.js')).drawCommand(),
  redraw: async () => (await import('./commands/redraw.js')).redrawCommand(),
  resume: async () => (await import('./commands/resume.js')).resumeCommand(),
  presets: async () => (await import('./commands/presets.js')).presetsCommand(),
  score: async () => (await import('./commands/score.js')).scoreCommand(),
  studio: async () => (await import('./commands/studio.js')).studioCommand(),
  models: async () => (await import('./commands/models.js')).modelsCommand(),
  data: async () => (await import('./commands/data.js')).dataCommand(),
  train: async () => (await import('./commands/train.js')).trainCommand(),
  quality: async () => (await import('./commands/quality.js')).qualityCommand(),
};

/** @returns the exit code: 0 done, 1 failed, 2 called in a way it does not understand */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  try {
    const [name = ''] = args;
    const called = Object.hasOwn(commands, name) ? [name] : Object.keys(commands);
    const program = commandLine(await Promise.all(called.map((each) => commands[each]!())));
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // Commander has printed its own sentence, or the help, already.
    if (!(error instanceof CommanderError)) process.stderr.write(`${sentenceOf(error)}\n`);
    return exitCodeOf(error);
  }
}

function commandLine(loaded: readonly Command[]): Command {
  const program = new Command('atelier')
    .description('Type words, watch strokes become the drawing.')
    .version(programVersion(), '-V, --version', 'print the version')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 called with something it does not understand.');
  for (const command of loaded) program.addCommand(command);
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

/** @file `atelier presets`: the ways of drawing that have a name. */
import { Command } from 'commander';
import { openPresets } from '../../presets/index.js';

export function presetsCommand(): Command {
  return new Command('presets')
    .summary('list the presets')
    .description(
      'Lists the presets: atelier draw "…" --preset <name>. Any value can be overridden by its flag.',
    )
    .option('--json', 'print one line of JSON for each')
    .action(async ({ json }: { readonly json?: boolean }) => {
      for (const preset of await openPresets()) {
        const { name, canvas, description } = preset;
        const line = json
          ? JSON.stringify(preset)
          : `${name.padEnd(20)} ${canvas.padEnd(10)} ${description.en}`;
        process.stdout.write(`${line}\n`);
      }
    });
}

/** @file `atelier resume`: goes on from a checkpoint, bit by bit as if it had not been interrupted. */
import { dirname } from 'node:path';
import { Command } from 'commander';
import { CHECKPOINT_NAME, openCheckpoint, reopenMaterial } from '../../artwork/index.js';
import { addCheckpointOption, type CheckpointOptions } from '../checkpoint-keeper.js';
import { drawAndSave } from '../draw-and-save.js';
import { readNamedOriginal } from '../prompt-pictures.js';
import { addModelOptions, type ModelOptions } from '../session-options.js';

interface ResumeOptions extends ModelOptions, CheckpointOptions {
  readonly out?: string;
  readonly json?: boolean;
}

export function resumeCommand(): Command {
  const command = new Command('resume')
    .summary('go on with a drawing from its checkpoint')
    .description(
      'Goes on with a drawing that draw --checkpoint-every or the studio has saved; the result is the same to the byte as if it had not been interrupted.',
    )
    .argument('<checkpoint>', `a checkpoint, or a folder with a ${CHECKPOINT_NAME}`)
    .option('--out <folder>', 'where the files go (default: the folder of the checkpoint)')
    .option('--json', 'print events as lines of JSON');
  return addModelOptions(addCheckpointOption(command), { again: true }).action(
    async (where: string, options: ResumeOptions) => {
      const { state, model } = await openCheckpoint(where);
      const { settings, changes, script } = state.facts;
      const saved = where.endsWith('.atelier') ? dirname(where) : where;
      const folder = options.out ?? saved;
      const changed = { ...settings, changes: [...changes, ...script] };
      await drawAndSave(
        {
          settings: changed,
          material: await reopenMaterial(changed, saved, readNamedOriginal),
          begin: (session, sources) => session.goOn(state, { sources }),
          folder,
          json: options.json ?? false,
          createdAt: new Date().toISOString(),
          before: { told: 'checkpoint', model },
          checkpointEvery: options.checkpointEvery,
        },
        options,
      );
    },
  );
}

/** @file Writes a checkpoint every so many steps while a drawing goes on, one at a time. */
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { CHECKPOINT_NAME, type Recipe, saveCheckpoint } from '../artwork/index.js';
import type { Session, SessionEvent } from '../session/index.js';
import { wholeNumber } from './whole-number.js';

export interface CheckpointOptions {
  readonly checkpointEvery?: number;
}

export function addCheckpointOption(command: Command): Command {
  const range = [1, 20_000] as const;
  return command.addOption(
    new Option(
      '--checkpoint-every <steps>',
      `keep a ${CHECKPOINT_NAME} in the folder, written anew every so many steps (${range[0]} to ${range[1]})`,
    ).argParser(wholeNumber('checkpoint-every', ...range)),
  );
}

export class CheckpointKeeper {
  private saving: Promise<void> | undefined;
  private failed: unknown;

  constructor(
    private readonly session: Session,
    private readonly folder: string,
    private readonly model: Recipe['model'],
    private readonly every: number,
    private readonly told: (iteration: number, file: string) => void,
  ) {}

  watch(event: SessionEvent): void {
    if (event.type !== 'progress' || event.iteration === 0 || event.iteration % this.every !== 0) return;
    if (event.state === 'running' && !this.saving) {
      this.saving = this.save().finally(() => {
        this.saving = undefined;
      });
    }
  }

  /** The one being written is written. @throws what the last one failed with */
  async settle(): Promise<void> {
    await this.saving;
    if (this.failed) throw this.failed;
  }

  private async save(): Promise<void> {
    const file = join(this.folder, CHECKPOINT_NAME);
    try {
      const state = await this.session.checkpoint();
      if (!state) return;
      await saveCheckpoint(file, state, this.model);
      this.told(state.facts.iteration, file);
    } catch (error) {
      this.failed = error;
    }
  }
}

/**
 * @file The folder of one training: its recipe and tokenizer, the newest checkpoint, and the model so far. A lock
 * keeps a second training out; a checkpoint is written beside and renamed.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../../artwork/index.js';
import { readSafetensors } from '../../clip/index.js';
import type { TrainingRecipe } from '../recipe.js';
import { TrainingError } from '../training-error.js';
import { encodeSafetensors, type NamedTensor } from './safetensors-writer.js';
import { learntShapes, runningShapes, type StepShape } from './step.js';
import type { Arrays, TrainingState } from './training-state.js';

const parts = ['values', 'first', 'second', 'running', 'average'] as const;

export class TrainingFolder {
  private constructor(readonly path: string) {}

  /** @throws TrainingError where another training works in the folder, or nothing can be written */
  static async open(path: string): Promise<TrainingFolder> {
    const folder = new TrainingFolder(path);
    try {
      await mkdir(path, { recursive: true });
      await folder.lock();
    } catch (error) {
      if (error instanceof TrainingError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new TrainingError(`${path}: nothing can be written here: ${reason}.`, { cause: error });
    }
    return folder;
  }

  get tokenizer(): string {
    return join(this.path, 'tokenizer.json');
  }

  get hasCheckpoint(): boolean {
    return existsSync(this.checkpoint);
  }

  async save(state: TrainingState, shape: StepShape, recipe: TrainingRecipe): Promise<void> {
    const shapes: Readonly<Record<string, readonly number[]>> = {
      ...learntShapes(shape),
      ...runningShapes(shape),
    };
    const tensors: Record<string, NamedTensor> = {};
    for (const part of parts) {
      for (const [name, data] of Object.entries(state[part])) {
        tensors[`${part}/${name}`] = { shape: shapes[name]!, data };
      }
    }
    const { step, seconds } = state;
    const metadata = { step: String(step), seconds: String(seconds), recipe: fingerprint(recipe) };
    await writeWhole(this.checkpoint, encodeSafetensors(tensors, 'F32', metadata));
  }

  /** @throws TrainingError where the checkpoint is of another recipe or network, or damaged */
  async load(shape: StepShape, recipe: TrainingRecipe): Promise<TrainingState> {
    const { metadata, tensors } = await readSafetensors(this.checkpoint);
    if (metadata.recipe !== fingerprint(recipe)) {
      throw new TrainingError(
        `${this.checkpoint}: this checkpoint is of another recipe; train in another folder, or with the recipe it began with.`,
      );
    }
    const state: TrainingState = {
      values: {},
      first: {},
      second: {},
      running: {},
      average: {},
      step: Number(metadata.step),
      seconds: Number(metadata.seconds),
    };
    for (const [name, data] of Object.entries(tensors)) {
      const slash = name.indexOf('/');
      const part = parts.find((one) => one === name.slice(0, slash));
      if (part) (state[part] as Arrays)[name.slice(slash + 1)] = data;
    }
    for (const name of Object.keys(learntShapes(shape))) {
      if (!state.values[name]) throw new TrainingError(`${this.checkpoint}: ${name} is missing from it.`);
    }
    return state;
  }

  async close(): Promise<void> {
    await rm(this.lockFile, { force: true });
  }

  private get checkpoint(): string {
    return join(this.path, 'checkpoint.safetensors');
  }

  private get lockFile(): string {
    return join(this.path, 'training.lock');
  }

  private async lock(): Promise<void> {
    try {
      const file = await open(this.lockFile, 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const owner = Number(await readFile(this.lockFile, 'utf8').catch(() => ''));
      if (owner > 0 && owner !== process.pid && isAlive(owner)) {
        throw new TrainingError(
          `${this.path}: another training works in this folder (process ${owner}); stop it first.`,
        );
      }
      await rm(this.lockFile, { force: true });
      await this.lock();
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Of all that decides the numbers; where a training ends may be changed. */
function fingerprint({ steps: _, ...recipe }: TrainingRecipe): string {
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
}

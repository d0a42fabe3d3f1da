/**
 * @file The folder of one training: its recipe and tokenizer, the newest checkpoint, the model so far and sample
 * drawings. One training at a time works in it; every file is written beside its name and renamed.
 */
import { existsSync } from 'node:fs';
import { readFile, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { reasonOf, writeWhole } from '../../artwork/index.js';
import { readSafetensors } from '../../clip/index.js';
import { codeOf, makeFolder } from '../../compile/index.js';
import type { TrainingRecipe } from '../recipe.js';
import { TrainingError } from '../training-error.js';
import { encodeSafetensors, type NamedTensor } from './safetensors-writer.js';
import { learntShapes, runningShapes, type StepShape } from './step.js';
import type { Arrays, TrainingState } from './training-state.js';

const parts = ['values', 'first', 'second', 'running', 'average'] as const;

/** A lock that nobody has touched for this long belongs to a process that is gone, milliseconds. */
const STALE = 10_000;
/** How often whoever holds it touches it, milliseconds. */
const REFRESH = 2000;

/** What a checkpoint is of; it goes on with nothing else. */
export interface Identity {
  readonly recipe: TrainingRecipe;
  /** Digest of the data set's index. */
  readonly data: string;
}

export class TrainingFolder {
  private release: () => Promise<void> = async () => {};
  /** True once another process has taken the folder, as after a long sleep of the machine. */
  lost = false;

  private constructor(
    readonly path: string,
    private readonly isNew: boolean,
  ) {}

  /** @throws TrainingError where another training works in the folder, or nothing can be written */
  static async open(path: string): Promise<TrainingFolder> {
    const folder = new TrainingFolder(path, !existsSync(path));
    try {
      makeFolder(path);
    } catch (error) {
      throw new TrainingError(`${path}: nothing can be written here: ${reasonOf(error)}.`, { cause: error });
    }
    await folder.take();
    return folder;
  }

  get tokenizer(): string {
    return join(this.path, 'tokenizer.json');
  }

  /** Of the data set that was made from a person's own pictures. */
  get data(): string {
    return join(this.path, 'data');
  }

  get model(): string {
    return join(this.path, 'model');
  }

  get hasCheckpoint(): boolean {
    return existsSync(this.checkpoint);
  }

  /** Content of a file of the folder, if it is there. */
  async read(file: string): Promise<string | undefined> {
    return existsSync(file) ? readFile(file, 'utf8') : undefined;
  }

  /** @throws TrainingError where it cannot be written; what was there before is whole */
  async write(name: string, content: string | Uint8Array): Promise<void> {
    const file = join(this.path, name);
    await this.writing(file, async () => {
      makeFolder(join(file, '..'));
      await writeWhole(file, content);
    });
  }

  /** Work that writes `file`: what goes wrong becomes a sentence. */
  async writing(file: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof TrainingError) throw error;
      const kept = this.hasCheckpoint
        ? `the last checkpoint, ${this.checkpoint}, is whole`
        : 'nothing is kept';
      const reason = reasonOf(error);
      throw new TrainingError(`${file} cannot be written: ${reason}; ${kept}.`, { cause: error });
    }
  }

  async save(state: TrainingState, shape: StepShape, { recipe, data }: Identity): Promise<void> {
    const shapes: Readonly<Record<string, readonly number[]>> = {
      ...learntShapes(shape),
      ...runningShapes(shape),
    };
    const tensors: Record<string, NamedTensor> = {};
    for (const part of parts) {
      for (const [name, values] of Object.entries(state[part])) {
        tensors[`${part}/${name}`] = { shape: shapes[name]!, data: values };
      }
    }
    const { step, seconds } = state;
    const counts = { step: String(step), seconds: String(seconds) };
    const metadata = { ...counts, recipe: JSON.stringify(recipe), data };
    await this.writing(this.checkpoint, () =>
      writeWhole(this.checkpoint, encodeSafetensors(tensors, 'F32', metadata)),
    );
  }

  /** @throws TrainingError where the checkpoint is of another recipe, data set or network, or damaged */
  async load(shape: StepShape, identity: Identity): Promise<TrainingState> {
    const { metadata, tensors } = await readSafetensors(this.checkpoint);
    const difference = differenceOf(metadata, identity);
    if (difference !== undefined) {
      throw new TrainingError(
        `${this.checkpoint}: this checkpoint is of another recipe: ${difference}; train in another folder, or with what it began with.`,
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
    for (const [name, dims] of Object.entries(learntShapes(shape))) {
      const size = dims.reduce((product, side) => product * side, 1);
      if (state.values[name]?.length === size) continue;
      throw new TrainingError(`${this.checkpoint}: ${name} is missing from it, or of another size.`);
    }
    return state;
  }

  /** A folder that was made for a training of which nothing came is taken away again. */
  async close(): Promise<void> {
    if (this.lost) return;
    await this.release();
    if (this.isNew) await rmdir(this.path).catch(() => {});
  }

  private get checkpoint(): string {
    return join(this.path, 'checkpoint.safetensors');
  }

  private async take(): Promise<void> {
    const lockfilePath = join(this.path, 'training.lock');
    const onCompromised = (): void => {
      this.lost = true;
    };
    const options = { lockfilePath, stale: STALE, update: REFRESH, onCompromised };
    const touched = () =>
      stat(lockfilePath).then(
        ({ mtimeMs }) => mtimeMs,
        () => undefined,
      );
    const first = await touched();
    for (;;) {
      try {
        this.release = await lock(this.path, options);
        return;
      } catch (error) {
        if (codeOf(error) !== 'ELOCKED') {
          throw new TrainingError(`${this.path}: nothing can be written here: ${reasonOf(error)}.`, {
            cause: error,
          });
        }
        // A lock that is kept fresh is somebody's; one that a killed process left grows stale.
        const now = await touched();
        if (now !== undefined && now !== first) {
          throw new TrainingError(
            `${this.path}: another training works in this folder; stop it first, or choose another folder.`,
          );
        }
        await pause(REFRESH / 4);
      }
    }
  }
}

/** The first thing in which a checkpoint differs from what is asked for; where a training ends may be changed. */
function differenceOf(metadata: Readonly<Record<string, string>>, { recipe, data }: Identity) {
  // Stems were free before there was a row for them.
  const began: Partial<TrainingRecipe> = { lowPass: 1, ...JSON.parse(metadata.recipe ?? '{}') };
  const { steps: _, seconds: __, ...fixed } = recipe;
  for (const [name, value] of Object.entries(fixed)) {
    const before = began[name as keyof TrainingRecipe];
    if (before === value) continue;
    return `its ${name} is ${JSON.stringify(before) ?? 'not set'}, not ${JSON.stringify(value)}`;
  }
  if (began.start !== undefined && recipe.start === undefined) return `it began with ${began.start}`;
  return metadata.data === data ? undefined : 'its pictures were others';
}

/**
 * @file A training from its recipe: batches made in worker threads, steps by the learner, and every few minutes a
 * checkpoint, the model so far, its marks and a sheet of its drawings. Stopped and resumed at any step, it gives the
 * same bits as without a stop.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { SeededGenerator } from '../random/index.js';
import { Dataset, dataFiles } from './data/dataset.js';
import { findData, type OwnReport } from './data/own/find-data.js';
import { Examiner, type Marks } from './learn/examiner.js';
import { Learner } from './learn/learner.js';
import { type Network, openNetwork } from './learn/network.js';
import { saveModel } from './learn/save-model.js';
import { doneOf, rateAt } from './learn/schedule.js';
import { type Identity, TrainingFolder } from './learn/training-folder.js';
import { BatchSource } from './prepare/batch-source.js';
import { heldOutOf } from './prepare/held-out.js';
import type { BatchPlan } from './prepare/make-batch.js';
import { ProgressMeter, type TrainingProgress } from './progress.js';
import type { TrainingRecipe } from './recipe.js';
import { sampleSheet } from './sample-sheet.js';
import { TrainingError } from './training-error.js';

export interface TrainingOptions {
  /** Goes on from the folder's checkpoint; without it a folder that has one is refused. */
  readonly resume: boolean;
  /** Steps after which this sitting ends. */
  readonly stopAfter: number;
  /** Seconds between two checkpoints, and between two sheets of drawings; 0: after every step. */
  readonly checkpointEvery: number;
  readonly samplesEvery: number;
  /** Ends after the step under way. */
  readonly signal: AbortSignal;
  readonly show: (progress: TrainingProgress) => void;
  readonly mark: (step: number, marks: Marks) => void;
  /** What was found in a folder of pictures. */
  readonly found: (report: OwnReport) => void;
  readonly say: (sentence: string) => void;
}

/** Drawings on a sheet. */
const SAMPLES = 6;
/** Threads that make batches, at most; the network needs the rest of the cores. */
const MOST_WORKERS = 4;

/** @returns the folder of the model, which `--model` takes. @throws TrainingError, ModelError */
export async function train(recipe: TrainingRecipe, path: string, options: TrainingOptions): Promise<string> {
  const folder = await TrainingFolder.open(path);
  try {
    if (folder.hasCheckpoint && !options.resume) {
      throw new TrainingError(
        `${folder.path}: there is a training here already; go on with it by --resume, or choose another folder.`,
      );
    }
    const where = await findData(recipe.data, folder, options);
    const data = await Dataset.open(where);
    try {
      await trainOn(data, where, folder, recipe, options);
    } finally {
      data.close();
    }
    return folder.model;
  } finally {
    await folder.close();
  }
}

async function trainOn(
  data: Dataset,
  where: string,
  folder: TrainingFolder,
  recipe: TrainingRecipe,
  options: TrainingOptions,
): Promise<void> {
  const index = await readFile(join(where, dataFiles.index));
  const identity = { recipe, data: createHash('sha256').update(index).digest('hex') };
  const network = await openNetwork(recipe, data, await folder.read(folder.tokenizer));
  const { shape, tokenizer } = network;
  const state = folder.hasCheckpoint ? await folder.load(shape, identity) : await network.begin();
  await folder.write('tokenizer.json', tokenizer);
  await folder.write('recipe.json', `${JSON.stringify(recipe, null, 2)}\n`);
  options.say(`Compiling the step of ${recipe.batch} images …`);
  const plan = planOf(recipe, network);
  const heldOut = heldOutOf(data, recipe.heldOut, recipe.seed);
  const learner = await Learner.open(shape, state, { ...recipe, moved: plan.moved });
  const examined = heldOut.length > 0 ? heldOut : data.index.pictures.slice(0, Math.max(1, recipe.heldOut));
  options.say(describeExamined(heldOut.length, examined.length));
  const examiner = await Examiner.open(shape, data, examined, plan.perturbation, recipe.seed);
  const source = new BatchSource(
    {
      data: where,
      tokenizer: folder.tokenizer,
      vocabulary: shape.text.vocabularySize,
      plan,
      heldOut: heldOut.map(({ offset }) => offset),
    },
    state.step,
    Math.max(1, Math.min(MOST_WORKERS, availableParallelism() - 2)),
  );
  try {
    const concepts = data.index.concepts.map(({ name }) => name);
    const sitting = new Sitting({ folder, identity, network, learner, examiner, source, concepts }, options);
    await sitting.run();
  } finally {
    await source.close();
    await Promise.all([learner.close(), examiner.close()]);
  }
}

/** On what accuracy is told. */
const describeExamined = (heldOut: number, examined: number): string =>
  heldOut > 0
    ? `${heldOut} ${heldOut === 1 ? 'picture is' : 'pictures are'} held out: accuracy is told on ${heldOut === 1 ? 'it' : 'them'}.`
    : `No picture is held out: accuracy is told on ${examined} of those that are learnt from.`;

function planOf(recipe: TrainingRecipe, { shape }: Network): BatchPlan {
  const { seed, batch, noise, rotation, smallest, largest, colour, adversarial, reach } = recipe;
  const perturbation = { noise, rotation, scale: [smallest, largest] as const, colour };
  const moved = Math.round(batch * adversarial);
  const { image, text } = shape;
  const sizes = { side: image.imageSize, contextLength: text.contextLength };
  return { seed, batch, ...sizes, perturbation, moved, reach };
}

interface Parts {
  readonly folder: TrainingFolder;
  readonly identity: Identity;
  readonly network: Network;
  readonly learner: Learner;
  readonly examiner: Examiner;
  readonly source: BatchSource;
  readonly concepts: readonly string[];
}

const now = (): number => performance.now() / 1000;

/** One sitting of a training: its steps, and what is written between them. */
class Sitting {
  private kept = now();
  private drawn = now();

  constructor(
    private readonly parts: Parts,
    private readonly options: TrainingOptions,
  ) {}

  async run(): Promise<void> {
    const { identity, learner, source, folder } = this.parts;
    const { signal, stopAfter, show, checkpointEvery, samplesEvery } = this.options;
    const { recipe } = identity;
    const { state } = learner;
    const meter = new ProgressMeter(recipe);
    const [began, before, first] = [now(), state.seconds, state.step];
    while (doneOf(recipe, state) < 1 && !signal.aborted && state.step - first < stopAfter) {
      const from = now();
      const reading = await learner.learn(await source.take(state.step), rateAt(recipe, state));
      if (!Number.isFinite(reading.loss)) {
        throw new TrainingError(
          `The loss after step ${state.step} is not a number; the checkpoint before it is whole: train in another folder with a smaller rate.`,
        );
      }
      state.seconds = before + now() - began;
      if (folder.lost) {
        throw new TrainingError(
          `${folder.path}: another training has taken this folder; this one ends unsaved.`,
        );
      }
      show(meter.note(reading, now() - from, state));
      if (now() - this.kept >= checkpointEvery) await this.keep();
      if (now() - this.drawn >= samplesEvery) await this.draw();
    }
    await this.keep();
  }

  /** Checkpoint, model and marks. */
  private async keep(): Promise<void> {
    const { folder, identity, network, learner, examiner, concepts } = this.parts;
    const { state } = learner;
    const { shape, config, tokenizer } = network;
    await folder.save(state, shape, identity);
    const model = { config, shape, weights: state.average, tokenizer, concepts };
    await folder.writing(folder.model, () => saveModel(folder.model, model));
    this.options.mark(state.step, await examiner.examine(state.average));
    this.kept = now();
  }

  /** A sheet of drawings by the model so far. */
  private async draw(): Promise<void> {
    const { folder, identity, learner, concepts } = this.parts;
    await this.keep();
    const { seed } = identity.recipe;
    const prompts = chosen(concepts, SAMPLES, seed);
    const name = `samples/step-${String(learner.state.step).padStart(6, '0')}.png`;
    await folder.write(name, await sampleSheet(folder.model, prompts, seed));
    this.options.say(`${join(folder.path, name)}: ${prompts.join(', ')}.`);
    this.drawn = now();
  }
}

/** Some of a list by the seed, the same at every sheet. */
function chosen(list: readonly string[], most: number, seed: number): string[] {
  const generator = SeededGenerator.fromSeed(seed);
  const left = [...list];
  const taken: string[] = [];
  while (taken.length < most && left.length > 0) {
    taken.push(...left.splice(generator.integer(0, left.length - 1), 1));
  }
  return taken;
}

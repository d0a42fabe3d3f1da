/**
 * @file A training from its recipe: batches made in worker threads, steps in one compiled program, a checkpoint and
 * the model so far every few minutes. Stopped and resumed at any step, it gives the same bits as without a stop.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../artwork/index.js';
import { compile, type HostData, type Program } from '../compile/index.js';
import { SeededGenerator } from '../random/index.js';
import { colourNames } from './data/concepts.js';
import { Dataset } from './data/dataset.js';
import { adamDefaults } from './learn/adamw.js';
import { designs, shapeOf } from './learn/design.js';
import { saveModel } from './learn/save-model.js';
import { type StepShape, stepFunction, stepSignature } from './learn/step.js';
import { TrainingFolder } from './learn/training-folder.js';
import { type Arrays, firstState, moveAverage, type TrainingState } from './learn/training-state.js';
import { BatchSource } from './prepare/batch-source.js';
import type { Batch } from './prepare/make-batch.js';
import type { TrainingRecipe } from './recipe.js';
import { TrainingError } from './training-error.js';
import { learnTokenizer } from './words/byte-pairs.js';
import { textsOf } from './words/texts.js';

export interface TrainingProgress {
  readonly step: number;
  readonly steps: number;
  /** Of the last steps, smoothed. */
  readonly loss: number;
  /** Share of the images, perturbed as they are, that are nearest to their own concept. */
  readonly accuracy: number;
  readonly imagesPerSecond: number;
  readonly secondsLeft: number;
}

export interface TrainingOptions {
  /** Ends after so many seconds of this sitting. */
  readonly seconds?: number;
  /** Goes on from the folder's checkpoint; without it a folder that has one is refused. */
  readonly resume?: boolean;
  /** Ends after the step under way. */
  readonly signal?: AbortSignal;
  readonly show: (progress: TrainingProgress) => void;
  readonly say: (sentence: string) => void;
}

/** Seconds between two checkpoints. */
const CHECKPOINT_INTERVAL = 180;
/** Share of the newest step in the smoothed readings. */
const SMOOTHING = 0.05;

/** @returns the folder of the model, which `--model` takes. @throws TrainingError */
export async function train(recipe: TrainingRecipe, path: string, options: TrainingOptions): Promise<string> {
  const folder = await TrainingFolder.open(path);
  try {
    return await trainIn(folder, recipe, options);
  } finally {
    await folder.close();
  }
}

async function trainIn(
  folder: TrainingFolder,
  recipe: TrainingRecipe,
  options: TrainingOptions,
): Promise<string> {
  if (folder.hasCheckpoint && !options.resume) {
    throw new TrainingError(
      `${folder.path}: there is a training here already; go on with it by --resume, or choose another folder.`,
    );
  }
  const data = await Dataset.open(recipe.data);
  const design = designs[recipe.design];
  const tokenizer = await tokenizerIn(folder, data, design.vocabulary);
  const vocabulary = sizeOfVocabulary(tokenizer);
  const shape = shapeOf(design, vocabulary, {
    batch: recipe.batch,
    concepts: data.index.concepts.length,
    colours: colourNames.length,
  });
  const state = folder.hasCheckpoint
    ? await folder.load(shape, recipe)
    : firstState(shape, SeededGenerator.fromSeed(recipe.seed));
  options.say(`Compiling the step of ${recipe.batch} images …`);
  const program = await compile(stepFunction(shape), stepSignature(shape), { name: 'training step' });
  const source = new BatchSource(
    { data: recipe.data, tokenizer: folder.tokenizer, vocabulary, plan: planOf(recipe, shape) },
    state.step,
    1,
  );
  const model = join(folder.path, 'model');
  const keep = async (): Promise<void> => {
    await folder.save(state, shape, recipe);
    const concepts = data.index.concepts.map(({ name }) => name);
    await saveModel(model, { design, shape, weights: state.average, tokenizer, concepts });
  };
  try {
    await stepOn(state, recipe, program, source, keep, options);
    await keep();
  } finally {
    await source.close();
    await program.dispose();
    data.close();
  }
  return model;
}

async function stepOn(
  state: TrainingState,
  recipe: TrainingRecipe,
  program: Program,
  source: BatchSource,
  keep: () => Promise<void>,
  { seconds: budget = Number.POSITIVE_INFINITY, signal, show }: TrainingOptions,
): Promise<void> {
  const now = (): number => performance.now() / 1000;
  const began = now();
  let kept = began;
  const before = state.seconds;
  let smooth: { loss: number; accuracy: number; time: number } | undefined;
  while (state.step < recipe.steps && !signal?.aborted && now() - began < budget) {
    const from = now();
    const batch = await source.take(state.step);
    const { loss, accuracy } = await step(state, recipe, program, batch);
    const time = now() - from;
    state.seconds = before + now() - began;
    if (!Number.isFinite(loss)) {
      throw new TrainingError(
        `The loss at step ${state.step} is not a number; the checkpoint before it is whole: resume with a smaller rate in a new recipe.`,
      );
    }
    const mix = (old: number, fresh: number): number => old + SMOOTHING * (fresh - old);
    smooth = smooth
      ? {
          loss: mix(smooth.loss, loss),
          accuracy: mix(smooth.accuracy, accuracy),
          time: mix(smooth.time, time),
        }
      : { loss, accuracy, time };
    show({
      step: state.step,
      steps: recipe.steps,
      loss: smooth.loss,
      accuracy: smooth.accuracy,
      imagesPerSecond: recipe.batch / smooth.time,
      secondsLeft: Math.min(budget - (now() - began), (recipe.steps - state.step) * smooth.time),
    });
    if (now() - kept > CHECKPOINT_INTERVAL) {
      await keep();
      kept = now();
    }
  }
}

/** One step; the state moves only when it came out finite. */
async function step(
  state: TrainingState,
  recipe: TrainingRecipe,
  program: Program,
  { images, labels, colours, tokens }: Batch,
): Promise<{ loss: number; accuracy: number }> {
  const t = state.step + 1;
  const { beta1, beta2 } = adamDefaults;
  const pace = Float32Array.of(rateAt(recipe, state.step), 1 - beta1 ** t, 1 - beta2 ** t);
  const inputs: Record<string, HostData> = { images, labels, colours, tokens, pace };
  for (const [prefix, arrays] of partsOf(state)) {
    for (const [name, values] of Object.entries(arrays)) inputs[`${prefix}:${name}`] = values;
  }
  const outputs = await program.run(inputs);
  const loss = outputs.loss!.data[0]!;
  if (!Number.isFinite(loss)) return { loss, accuracy: 0 };
  for (const [prefix, arrays] of partsOf(state)) {
    for (const name of Object.keys(arrays)) arrays[name] = outputs[`${prefix}:${name}`]!.data as Float32Array;
  }
  state.step = t;
  moveAverage(state);
  return { loss, accuracy: outputs.accuracy!.data[0]! };
}

const partsOf = ({ values, first, second, running }: TrainingState): [string, Arrays][] => [
  ['value', values],
  ['first', first],
  ['second', second],
  ['running', running],
];

/** Rises over `warmUp` steps, then falls as a cosine to nothing at the last (Loshchilov & Hutter 2017). */
function rateAt({ rate, warmUp, steps }: TrainingRecipe, step: number): number {
  const rise = Math.min(1, (step + 1) / Math.max(1, warmUp));
  return rate * rise * 0.5 * (1 + Math.cos((Math.PI * step) / steps));
}

function planOf({ seed, batch, noise, rotation, scale, colour }: TrainingRecipe, { image, text }: StepShape) {
  const perturbation = { noise, rotation, scale, colour };
  return { seed, batch, side: image.imageSize, contextLength: text.contextLength, perturbation };
}

/** The folder's tokenizer, learnt from the data's words the first time. */
async function tokenizerIn(folder: TrainingFolder, data: Dataset, vocabulary: number): Promise<string> {
  if (existsSync(folder.tokenizer)) return readFile(folder.tokenizer, 'utf8');
  const text = JSON.stringify(learnTokenizer(textsOf(data.index.concepts), vocabulary));
  await writeWhole(folder.tokenizer, text);
  return text;
}

/** Tokens of a `tokenizer.json` of our own making: the end token is the last. */
function sizeOfVocabulary(tokenizer: string): number {
  const { added_tokens: added } = JSON.parse(tokenizer) as { added_tokens: { id: number }[] };
  return 1 + Math.max(...added.map(({ id }) => id));
}

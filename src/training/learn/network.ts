/**
 * @file The network that is trained: a design, which begins from nothing and learns its words from the data, or a model
 * that was taught before, whose words are kept and whose table of concepts grows out of its text tower.
 */
import { loadClip, type ReadTowers, readTowers } from '../../clip/index.js';
import { SeededGenerator } from '../../random/index.js';
import { colourNames } from '../data/concepts.js';
import type { DataConcept, Dataset } from '../data/dataset.js';
import type { TrainingRecipe } from '../recipe.js';
import { learnTokenizer } from '../words/byte-pairs.js';
import { textsOf } from '../words/texts.js';
import { designs, openDesign } from './design.js';
import { colourTableName, type StepShape, tableName } from './step.js';
import { firstState, type TrainingState } from './training-state.js';

export interface Network {
  readonly shape: StepShape;
  /** Contents of `open_clip_config.json` and `tokenizer.json`. */
  readonly config: string;
  readonly tokenizer: string;
  /** The state before the first step. */
  begin(): Promise<TrainingState>;
}

/** @param known content of the tokenizer that the training began with @throws TrainingError, ModelError */
export async function openNetwork(recipe: TrainingRecipe, data: Dataset, known?: string): Promise<Network> {
  const { concepts } = data.index;
  const sizes = { batch: recipe.batch, concepts: concepts.length, colours: colourNames.length };
  if (recipe.start !== undefined) {
    return taughtBefore(recipe.start, await readTowers(recipe.start), recipe.seed, sizes, concepts);
  }
  const design = designs[recipe.design];
  const tokenizer = known ?? JSON.stringify(learnTokenizer(textsOf(concepts), design.vocabulary));
  const { network, config } = openDesign(design, sizeOfVocabulary(tokenizer));
  const shape: StepShape = { ...network, ...sizes };
  return {
    shape,
    config: `${JSON.stringify(config, null, 1)}\n`,
    tokenizer,
    begin: async () => firstState(shape, SeededGenerator.fromSeed(recipe.seed)),
  };
}

type Sizes = Pick<StepShape, 'batch' | 'concepts' | 'colours'>;

function taughtBefore(
  where: string,
  { image, text, embedDim, preprocessing, weights, config, tokenizer }: ReadTowers,
  seed: number,
  sizes: Sizes,
  concepts: readonly DataConcept[],
): Network {
  const { mean, std } = preprocessing;
  const shape: StepShape = { image, text, embedDim, mean, std, ...sizes };
  return {
    shape,
    config,
    tokenizer,
    async begin() {
      const state = firstState(shape, SeededGenerator.fromSeed(seed));
      const named = concepts.map(({ names }) => names.en ?? Object.values(names)[0]!);
      const tables = {
        [tableName]: await meanVectors(where, named, embedDim),
        [colourTableName]: await meanVectors(
          where,
          colourNames.map((name) => [name]),
          embedDim,
        ),
      };
      for (const [name, array] of Object.entries({ ...weights, ...tables })) {
        for (const part of [state.values, state.running, state.average]) part[name]?.set(array);
      }
      return state;
    },
  };
}

/** One vector for each list of texts: the mean of theirs, as the model that begins sees them. */
async function meanVectors(
  where: string,
  lists: readonly (readonly string[])[],
  embedDim: number,
): Promise<Float32Array> {
  const clip = await loadClip(where === 'embedded' ? undefined : where);
  try {
    const vectors = await clip.embedTexts(lists.flat());
    const table = new Float32Array(lists.length * embedDim);
    let next = 0;
    for (const [row, { length }] of lists.entries()) {
      const mean = table.subarray(row * embedDim, (row + 1) * embedDim);
      for (const vector of vectors.slice(next, next + length)) {
        vector.forEach((value, i) => {
          mean[i] = mean[i]! + value / length;
        });
      }
      next += length;
    }
    return table;
  } finally {
    await clip.dispose();
  }
}

/** Tokens of a `tokenizer.json` of our own making: the end token is the last. */
function sizeOfVocabulary(tokenizer: string): number {
  const { added_tokens: added } = JSON.parse(tokenizer) as { added_tokens: { id: number }[] };
  return 1 + Math.max(...added.map(({ id }) => id));
}

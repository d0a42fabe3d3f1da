/**
 * @file The network that is trained: a design, which begins from nothing and learns its words from the data, or a model
 * that was taught before, whose words are kept and whose table of concepts grows out of its text tower.
 */
import { loadClip, type ReadTowers, readTowers } from '../../clip/index.js';
import { colourNames } from '../../guidance/index.js';
import { SeededGenerator } from '../../random/index.js';
import type { DataConcept, Dataset } from '../data/dataset.js';
import type { TrainingRecipe } from '../recipe.js';
import { learnTokenizer } from '../words/byte-pairs.js';
import { textsOf } from '../words/texts.js';
import { designs, openDesign } from './design.js';
import { toKept } from './kernel-layout.js';
import { colourTableName, tableName } from './losses.js';
import { lowPass } from './low-pass.js';
import type { StepShape } from './step.js';
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
export async function openNetwork(
  recipe: TrainingRecipe,
  data: Pick<Dataset, 'index'>,
  known?: string,
): Promise<Network> {
  const { concepts } = data.index;
  const sizes = { batch: recipe.batch, concepts: concepts.length, colours: colourNames.length };
  const network =
    recipe.start === undefined
      ? fromNothing(recipe, sizes, concepts, known)
      : taughtBefore(recipe.start, await readTowers(recipe.start), recipe.seed, sizes, concepts);
  const blur = lowPass(network.shape, recipe.lowPass);
  return {
    ...network,
    async begin() {
      const state = await network.begin();
      blur(state);
      return state;
    },
  };
}

type Sizes = Pick<StepShape, 'batch' | 'concepts' | 'colours'>;

function fromNothing(
  recipe: TrainingRecipe,
  sizes: Sizes,
  concepts: readonly DataConcept[],
  known?: string,
): Network {
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
      const tables = await tablesOf(where, named, embedDim);
      const filed = { ...image.tensors, ...text.tensors };
      for (const [name, array] of Object.entries({ ...weights, ...tables })) {
        const kept = toKept(array, filed[name] ?? []);
        for (const part of [state.values, state.running, state.average]) part[name]?.set(kept);
      }
      return state;
    },
  };
}

/** Both tables, as the model that begins sees the concepts' names and the colours before them. */
async function tablesOf(where: string, named: readonly (readonly string[])[], embedDim: number) {
  const clip = await loadClip(where === 'embedded' ? undefined : where);
  try {
    const things = named.slice(0, COLOURED_THINGS).map(([name = '']) => name);
    const inColour = colourNames.map((colour) => things.map((thing) => `${colour} ${thing}`));
    const texts = [...new Set([...named, ...inColour].flat())];
    const vectors = await clip.embedTexts(texts);
    const vectorOf = new Map(texts.map((text, i) => [text, vectors[i]!]));
    const all = (list: readonly string[]) => list.map((text) => vectorOf.get(text)!);
    const concepts = named.map((names) => meanOf(all(names)));
    const plain = all(things);
    const colours = inColour.map((list) =>
      meanOf(all(list).map((coloured, i) => colourBetween(plain[i]!, coloured))),
    );
    return { [tableName]: joined(concepts, embedDim), [colourTableName]: joined(colours, embedDim) };
  } finally {
    await clip.dispose();
  }
}

/** Things whose vectors with and without a colour say what the colour's is. */
const COLOURED_THINGS = 16;

/**
 * K where v = u(C + ½K), all of length 1 (`losses.ts`): K = 2(nv − C) with n = |C + ½K| from |nv − C| = ½, so
 * n = p + √(p² − ¾), p = v·C; where v is too far from C for that, n is the nearest there is.
 */
function colourBetween(thing: Float32Array, coloured: Float32Array): Float32Array {
  const likeness = thing.reduce((sum, value, i) => sum + value * coloured[i]!, 0);
  const length = likeness + Math.sqrt(Math.max(0, likeness ** 2 - 0.75));
  return thing.map((value, i) => 2 * (length * coloured[i]! - value));
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const [first] = vectors;
  return first!.map((_, i) => vectors.reduce((sum, vector) => sum + vector[i]! / vectors.length, 0));
}

function joined(rows: readonly Float32Array[], embedDim: number): Float32Array {
  const table = new Float32Array(rows.length * embedDim);
  rows.forEach((row, i) => {
    table.set(row, i * embedDim);
  });
  return table;
}

/** Tokens of a `tokenizer.json` of our own making: the end token is the last. */
function sizeOfVocabulary(tokenizer: string): number {
  const { added_tokens: added } = JSON.parse(tokenizer) as { added_tokens: { id: number }[] };
  return 1 + Math.max(...added.map(({ id }) => id));
}

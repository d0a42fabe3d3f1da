/** @file Opens a model: checks all its files first, then offers it as a Clip. Weights stay on disk. */

import {
  type CompileOptions,
  chooseRuntime,
  type DeviceName,
  type Engine,
  type Runtime,
} from '../compile/index.js';
import { type Checkpoint, openCheckpoint } from './checkpoint/checkpoint.js';
import { readConcepts } from './checkpoint/concepts.js';
import { fingerprintOf } from './checkpoint/fingerprint.js';
import { clipVocabularyFile, embeddedModelFolder } from './checkpoint/model-files.js';
import { openPair } from './checkpoint/pair.js';
import type { Clip, TextModel } from './clip.js';
import { embedConcepts } from './concept-vectors.js';
import { ImageEmbedder } from './image-embedder.js';
import { imageEncoder } from './image-encoder.js';
import { ModelError } from './model-error.js';
import { clipVocabularySize } from './text/clip-vocabulary.js';
import { nameEmoji } from './text/emoji-names.js';
import { readTokenizer, type Tokenize, type TokenLimits } from './text/tokenizer.js';
import { TextEmbedder } from './text-embedder.js';
import { findModel } from './zoo/find-model.js';

export interface LoadOptions {
  /** Default: the device's. */
  readonly engine?: Engine;
  /** Default: what is there. */
  readonly device?: DeviceName;
  /** CPU threads of the programs. */
  readonly threads?: number;
  /** What a drawing that shall come out the same ran on; what is given besides goes before it. */
  readonly before?: Runtime;
}

/** How the programs of a model are compiled. */
interface Compilation extends Runtime {
  readonly engine?: Engine;
}

async function compilationOf({ engine, device, threads, before }: LoadOptions): Promise<Compilation> {
  const runtime = await chooseRuntime(engine === 'tfjs-cpu' ? 'cpu' : device, threads, before);
  return engine === undefined ? runtime : { ...runtime, engine };
}

export interface ClipOptions extends LoadOptions {
  /** Another checkpoint whose text tower takes the place of the model's own (Multilingual-CLIP and the like). */
  readonly text?: string;
}

/**
 * Loads a CLIP from a folder or a file of weights, in any known layout and naming, or by the name of a model that
 * was added. Throws ModelError, naming the file and the fault, when it cannot be used.
 *
 * @param where default: the built-in model
 */
export async function loadClip(
  where: string = embeddedModelFolder(),
  { text: otherText, ...options }: ClipOptions = {},
): Promise<Clip> {
  const found = await findModel(where);
  const text = otherText === undefined ? found.text : (await findModel(otherText)).path;
  const {
    images: checkpoint,
    image,
    preprocessing,
    texts: textCheckpoint,
  } = await openPair(found.path, text);
  const { files } = checkpoint;
  const compilation = await compilationOf(options);
  const texts = await textModel(textCheckpoint, compilation);
  const concepts = files.concepts === undefined ? [] : await readConcepts(files.concepts);
  const encodeFeatures = imageEncoder(image, preprocessing, checkpoint.imageWeights);
  const encodeImages: Clip['encodeImages'] = (images, weights) =>
    encodeFeatures(images, weights, []).embedding;
  const imageWeights = checkpoint.imageWeights.sources;
  const fingerprint = await fingerprintOf(files);
  const images = new ImageEmbedder(encodeImages, image.imageSize, imageWeights, {
    ...compilation,
    name: `${files.name} image tower`,
    cacheAs: `images ${fingerprint}`,
  });
  const { tokenizer = clipVocabularyFile(), config } = textCheckpoint.files;
  const source = {
    texts,
    concepts,
    fingerprint,
    runtime: compilation,
    files: [tokenizer, config].filter(isGiven),
  };
  let words: Promise<Float32Array[]> | undefined;
  return {
    ...texts,
    embedConcepts: () => {
      words ??= embedConcepts(source).catch((error: unknown) => {
        words = undefined;
        throw error;
      });
      return words;
    },
    name: found.name ?? files.name,
    path: files.path,
    weightFiles: [...new Set([...weightFiles(checkpoint), ...texts.weightFiles])].sort(),
    imageSize: image.imageSize,
    preprocessing,
    concepts,
    runtime: compilation,
    fingerprint,
    imageWeights,
    encodeImages,
    imageLayers: image.layers,
    encodeFeatures,
    embedImages: (batch, count) => images.embed(batch, count),
    rest: async () => {
      await Promise.all([texts.rest(), images.rest()]);
    },
    dispose: async () => {
      await Promise.all([texts.dispose(), images.dispose()]);
    },
  };
}

/** Loads the text encoder of a checkpoint, whether it has an image encoder or not. Throws ModelError. */
export async function loadTextModel(where: string, options: LoadOptions = {}): Promise<TextModel> {
  return textModel(await openCheckpoint((await findModel(where)).path), await compilationOf(options));
}

async function textModel(checkpoint: Checkpoint, compilation: Compilation): Promise<TextModel> {
  const { files, architecture, textWeights } = checkpoint;
  const { text } = architecture;
  if (!text) throw new ModelError(files.path, 'this model has no text encoder.');
  // Such a model was taught English names of emoji; others were taught whatever the web writes.
  const spellOut = files.concepts === undefined ? (said: string) => said : nameEmoji;
  const tokenizeWords = await tokenizerOf(checkpoint, text);
  const tokenize: Tokenize = (said) => tokenizeWords(spellOut(said));
  const compileOptions: CompileOptions = {
    ...compilation,
    name: `${files.name} text tower`,
    cacheAs: `texts ${await fingerprintOf(files)}`,
  };
  const embedder = new TextEmbedder(text, textWeights, tokenize, compileOptions);
  return {
    name: files.name,
    path: files.path,
    weightFiles: weightFiles(checkpoint),
    embedDim: architecture.embedDim,
    contextLength: text.contextLength,
    spellOut,
    tokenize,
    embedTexts: (list) => embedder.embed(list),
    rest: () => embedder.rest(),
    dispose: () => embedder.dispose(),
  };
}

function weightFiles({ table }: Checkpoint): string[] {
  return [...new Set([...table.tensors.values()].map(({ file }) => file))].sort();
}

/** A model without a tokenizer can still be looked at, and its images embedded. */
async function tokenizerOf({ files }: Checkpoint, limits: TokenLimits): Promise<Tokenize> {
  if (files.tokenizer !== undefined) return readTokenizer(files.tokenizer, limits);
  if (limits.vocabularySize === clipVocabularySize) return readTokenizer(clipVocabularyFile(), limits);
  return () => {
    throw new ModelError(
      files.path,
      'there is no tokenizer with this model, so it takes no texts; put its tokenizer.json beside the weights.',
    );
  };
}

const isGiven = (file: string | undefined): file is string => file !== undefined;

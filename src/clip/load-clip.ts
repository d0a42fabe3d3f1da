/** @file Opens a model folder: checks all its files first, then offers it as a Clip. Weights stay on disk. */

import { basename } from 'node:path';
import type { CompileOptions, Engine, WeightSource } from '../compile/index.js';
import { checkTensors } from './checkpoint/check-tensors.js';
import { readConcepts } from './checkpoint/concepts.js';
import { embeddedModelFolder, findModelFiles } from './checkpoint/model-folder.js';
import { readOpenClipConfig } from './checkpoint/open-clip-config.js';
import type { Clip } from './clip.js';
import { ImageEmbedder } from './image-embedder.js';
import { imageEncoder } from './image-encoder.js';
import { readSafetensorsHeader, type SafetensorsHeader } from './safetensors/header.js';
import { weightSource } from './safetensors/read-tensor.js';
import { readTokenizer } from './text/tokenizer.js';
import { TextEmbedder } from './text-embedder.js';
import type { TensorShapes } from './tower.js';

export interface LoadOptions {
  readonly engine?: Engine;
  /** CPU threads of the programs. */
  readonly threads?: number;
}

/**
 * Loads a CLIP in open_clip's layout (config, safetensors weights, tokenizer.json; concepts.json if it has one).
 * Throws ModelError, naming the file and the fault, when it cannot be used.
 *
 * @param folder default: the built-in model
 */
export async function loadClip(
  folder: string = embeddedModelFolder(),
  options: LoadOptions = {},
): Promise<Clip> {
  const files = await findModelFiles(folder);
  const architecture = await readOpenClipConfig(files.config);
  const { image, text, embedDim } = architecture;
  const header = await readSafetensorsHeader(files.weights);
  checkTensors(header, { ...image.tensors, ...text.tensors });
  const tokenize = await readTokenizer(files.tokenizer, text.contextLength, text.vocabularySize);
  const concepts = files.concepts === undefined ? [] : await readConcepts(files.concepts);

  const name = basename(files.folder);
  const imageWeights = weightsOf(header, image.tensors);
  const encodeImages = imageEncoder(architecture);
  const compileOptions = (part: string): CompileOptions => ({ ...options, name: `${name} ${part}` });
  const images = new ImageEmbedder(
    encodeImages,
    image.imageSize,
    imageWeights,
    compileOptions('image tower'),
  );
  const texts = new TextEmbedder(
    text,
    weightsOf(header, text.tensors),
    tokenize,
    compileOptions('text tower'),
  );
  return {
    name,
    folder: files.folder,
    imageSize: image.imageSize,
    embedDim,
    contextLength: text.contextLength,
    concepts,
    imageWeights,
    encodeImages,
    tokenize,
    embedTexts: (list) => texts.embed(list),
    embedImages: (batch, count) => images.embed(batch, count),
    dispose: async () => {
      await Promise.all([texts.dispose(), images.dispose()]);
    },
  };
}

function weightsOf(header: SafetensorsHeader, tensors: TensorShapes): Readonly<Record<string, WeightSource>> {
  return Object.fromEntries(Object.keys(tensors).map((name) => [name, weightSource(header, name)]));
}

/** @file A model's encoders with all their weights in memory, to be taught further; whoever only uses a model maps it. */
import { readFile } from 'node:fs/promises';
import type { Preprocessing } from './checkpoint/architecture.js';
import { openCheckpoint } from './checkpoint/checkpoint.js';
import { embeddedModelFolder } from './checkpoint/model-files.js';
import { ModelError } from './model-error.js';
import { readTensor } from './safetensors/read-tensor.js';
import type { ImageTower, TextTower } from './tower.js';
import { findModel } from './zoo/find-model.js';

export interface ReadTowers {
  readonly image: ImageTower;
  readonly text: TextTower;
  readonly embedDim: number;
  readonly preprocessing: Preprocessing;
  /** By canonical name, in the shapes of the towers. */
  readonly weights: Readonly<Record<string, Float32Array>>;
  /** Contents of its configuration and its tokenizer. */
  readonly config: string;
  readonly tokenizer: string;
}

/** @param where `embedded`, or as `loadClip` takes it @throws ModelError where it cannot be taught */
export async function readTowers(where: string): Promise<ReadTowers> {
  const path = where === 'embedded' ? embeddedModelFolder() : (await findModel(where)).path;
  const { files, architecture, imageWeights, textWeights } = await openCheckpoint(path);
  const { image, text, embedDim, preprocessing } = architecture;
  const { config, tokenizer } = files;
  if (!image?.learn || !text || !preprocessing || !config || !tokenizer?.endsWith('.json')) {
    throw new ModelError(
      files.path,
      'this model cannot be taught further: that takes a convolutional image tower, a text tower and a tokenizer.json, as the built-in model has them.',
    );
  }
  const weights: Record<string, Float32Array> = {};
  for (const [name, source] of Object.entries({ ...imageWeights.sources, ...textWeights.sources })) {
    weights[name] = (await readTensor(source)) as Float32Array;
  }
  const [configText, tokenizerText] = await Promise.all(
    [config, tokenizer].map((file) => readFile(file, 'utf8')),
  );
  return { image, text, embedDim, preprocessing, weights, config: configText!, tokenizer: tokenizerText! };
}

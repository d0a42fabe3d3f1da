/** @file A trained model as a folder in open_clip layout, which `--model` takes: weights in fp16, settings, words. */
import { join } from 'node:path';
import { writeWhole } from '../../artwork/index.js';
import { makeFolder } from '../../compile/index.js';
import { toFiled } from './kernel-layout.js';
import { encodeSafetensors, type NamedTensor } from './safetensors-writer.js';
import type { StepShape } from './step.js';
import type { Arrays } from './training-state.js';

export interface SavedModel {
  /** Content of `open_clip_config.json`. */
  readonly config: string;
  readonly shape: StepShape;
  /** Parameters and running statistics, as a state keeps them. */
  readonly weights: Readonly<Arrays>;
  /** Content of `tokenizer.json`. */
  readonly tokenizer: string;
  /** English names, in the order of the table. */
  readonly concepts: readonly string[];
}

export async function saveModel(folder: string, model: SavedModel): Promise<void> {
  const { config, shape, weights, tokenizer, concepts } = model;
  makeFolder(folder);
  await writeWhole(join(folder, 'open_clip_config.json'), config);
  await writeWhole(join(folder, 'tokenizer.json'), tokenizer);
  await writeWhole(join(folder, 'concepts.json'), JSON.stringify(concepts));
  const tensors = openClipTensors(shape, weights);
  await writeWhole(join(folder, 'model.safetensors'), encodeSafetensors(tensors, 'F16', { format: 'pt' }));
}

const QUERY = /^(.*\.attn\.)q_proj\.(weight|bias)$/u;
const OTHER = /\.attn\.[kv]_proj\./u;

/** The two towers; open_clip packs query, key and value into one tensor. */
export function openClipTensors(
  { image, text }: Pick<StepShape, 'image' | 'text'>,
  weights: Readonly<Arrays>,
): Record<string, NamedTensor> {
  const tensors: Record<string, NamedTensor> = {};
  for (const [name, shape] of Object.entries({ ...image.tensors, ...text.tensors })) {
    if (OTHER.test(name)) continue;
    const query = QUERY.exec(name);
    if (!query) {
      tensors[name] = { shape, data: toFiled(weights[name]!, shape) };
      continue;
    }
    const [, prefix = '', kind = ''] = query;
    const [rows = 1, ...columns] = shape;
    const thirds = ['q', 'k', 'v'].map((letter) => weights[`${prefix}${letter}_proj.${kind}`]!);
    const data = new Float32Array(thirds.reduce((sum, { length }) => sum + length, 0));
    thirds.forEach((third, i) => {
      data.set(third, i * third.length);
    });
    tensors[`${prefix}in_proj_${kind}`] = { shape: [3 * rows, ...columns], data };
  }
  return tensors;
}

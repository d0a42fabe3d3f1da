/**
 * @file OpenAI's own archives have no configuration: their encoders are read off the shapes of the tensors, by the
 * rules of openai/CLIP's `build_model`. It knows its archives by three scalars that no other checkpoint has.
 */

import { ModelError } from '../../model-error.js';
import { type ArchitectureSettings, embedDimSchema } from '../architecture.js';
import type { TensorTable } from '../tensor-table.js';
import { tensorNamed } from '../tensor-table.js';
import { openAiSettings } from './openai.js';

const marks = ['input_resolution', 'context_length', 'vocab_size'];
const headWidth = 64;
/** The modified ResNet makes one cell of so many pixels. */
const reduction = 32;

export function isOpenAiArchive({ tensors }: TensorTable): boolean {
  return marks.every((name) => tensors.has(name));
}

/** Throws ModelError naming a tensor that is missing or has too few axes. */
export function openAiArchiveSettings(table: TensorTable): ArchitectureSettings {
  const extent = (name: string, axis: number): number => {
    const size = tensorNamed(table, name).shape[axis];
    if (size !== undefined && size > 0) return size;
    throw new ModelError(table.file, `the tensor ${JSON.stringify(name)} has no axis ${axis}.`);
  };
  const textWidth = extent('ln_final.weight', 0);
  const vision = table.tensors.has('visual.proj') ? vitShape(table, extent) : resnetShape(table, extent);
  return openAiSettings({
    embed_dim: embedDimSchema.parse(extent('text_projection', 1)),
    ...vision,
    context_length: extent('positional_embedding', 0),
    vocab_size: extent('token_embedding.weight', 0),
    transformer_width: textWidth,
    transformer_heads: Math.max(1, Math.floor(textWidth / headWidth)),
    transformer_layers: countBlocks(table, 'transformer.resblocks.'),
  });
}

type Extent = (name: string, axis: number) => number;

function vitShape(table: TensorTable, extent: Extent) {
  const patch = extent('visual.conv1.weight', 2);
  const grid = Math.round(Math.sqrt(extent('visual.positional_embedding', 0) - 1));
  return {
    image_resolution: patch * grid,
    vision_layers: countBlocks(table, 'visual.transformer.resblocks.'),
    vision_width: extent('visual.conv1.weight', 0),
    vision_patch_size: patch,
  };
}

function resnetShape(table: TensorTable, extent: Extent) {
  const grid = Math.round(Math.sqrt(extent('visual.attnpool.positional_embedding', 0) - 1));
  const blocks = (stage: number) => countBlocks(table, `visual.layer${stage}.`);
  const layers: [number, number, number, number] = [blocks(1), blocks(2), blocks(3), blocks(4)];
  return {
    image_resolution: reduction * grid,
    vision_layers: layers,
    vision_width: extent('visual.layer1.0.conv1.weight', 0),
  };
}

/** How many different numbers follow `prefix` in the names. */
function countBlocks({ tensors }: TensorTable, prefix: string): number {
  const numbers = new Set<string>();
  for (const name of tensors.keys()) {
    const number = name.startsWith(prefix) ? name.slice(prefix.length).split('.')[0] : undefined;
    if (number !== undefined && /^\d+$/.test(number)) numbers.add(number);
  }
  return numbers.size;
}

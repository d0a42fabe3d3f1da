/**
 * @file The parameters of openai/CLIP's `CLIP` class as a JSON file, which ruCLIP also uses. OpenAI's rule for what
 * they leave out: an image tower has a head for every 64 of its width; the activation is QuickGELU.
 */

import { z } from 'zod';
import type { ClipTextSettings } from '../../text/causal-transformer.js';
import type { ResnetSettings } from '../../vision/resnet.js';
import type { VitSettings } from '../../vision/vit.js';
import {
  type ArchitectureSettings,
  embedDimSchema,
  preprocessingSchema,
  type TowerSettings,
} from '../architecture.js';
import { checkJson } from '../json-file.js';
import type { ConfigFormat } from './config-format.js';

const count = z.int().min(1);

const schema = z.object({
  embed_dim: embedDimSchema,
  image_resolution: count,
  vision_layers: z.union([count, z.tuple([count, count, count, count])]),
  vision_width: count,
  vision_patch_size: count.nullish(),
  vision_heads: count.optional(),
  context_length: count,
  vocab_size: count,
  transformer_width: count,
  transformer_heads: count,
  transformer_layers: count,
  /** Where a text is read out; unset: at its highest token. */
  eos_id: z.int().nonnegative().optional(),
  mean: preprocessingSchema.shape.mean.optional(),
  std: preprocessingSchema.shape.std.optional(),
});

export type OpenAiParameters = z.output<typeof schema>;

const headWidth = 64;
/** ruCLIP's files do not say where its texts end: at token 3 of its tokenizer (ruclip/model.py). */
const russianEnd = 3;

export const openAiConfig: ConfigFormat = {
  recognises: (json) => 'vision_layers' in json,
  read({ file, json, files }) {
    const parameters = checkJson(file, json, schema);
    const russian = files.tokenizer?.endsWith('bpe.model') === true;
    return openAiSettings({ eos_id: russian ? russianEnd : undefined, ...parameters });
  },
};

export function openAiSettings(parameters: OpenAiParameters): ArchitectureSettings {
  const { mean, std, eos_id } = parameters;
  const text: ClipTextSettings = {
    context_length: parameters.context_length,
    vocab_size: parameters.vocab_size,
    width: parameters.transformer_width,
    heads: parameters.transformer_heads,
    layers: parameters.transformer_layers,
    activation: 'quick_gelu',
    ...(eos_id !== undefined && { end_token: eos_id }),
  };
  return {
    embedDim: parameters.embed_dim,
    image: imageSettings(parameters),
    text: { setting: 'the text tower', type: 'clip', config: text },
    preprocessing: { ...(mean && { mean }), ...(std && { std }) },
  };
}

function imageSettings(parameters: OpenAiParameters): TowerSettings {
  const { image_resolution: image_size, vision_layers: layers, vision_width: width } = parameters;
  const setting = 'the image tower';
  if (typeof layers !== 'number') {
    const heads = parameters.vision_heads ?? Math.max(1, Math.floor((width * 32) / headWidth));
    const config: ResnetSettings = { image_size, width, layers, heads };
    return { setting, type: 'resnet', config };
  }
  const config: Omit<VitSettings, 'patch_size'> & { patch_size: number | null | undefined } = {
    image_size,
    patch_size: parameters.vision_patch_size,
    width,
    layers,
    heads: parameters.vision_heads ?? Math.max(1, Math.floor(width / headWidth)),
    activation: 'quick_gelu',
  };
  return { setting, type: 'vit', config };
}

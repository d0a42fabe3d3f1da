/** @file transformers' `config.json` of a CLIP or of one of its towers, and its `preprocessor_config.json`. */

import { z } from 'zod';
import type { ClipTextSettings } from '../../text/causal-transformer.js';
import type { VitSettings } from '../../vision/vit.js';
import { type ArchitectureSettings, embedDimSchema, type TowerSettings } from '../architecture.js';
import { checkJson } from '../json-file.js';
import type { ConfigFile, ConfigFormat } from './config-format.js';
import { hiddenActSchema } from './hidden-act.js';
import { readPreprocessor } from './preprocessor.js';

const count = z.int().min(1);

/** Unset settings have transformers' defaults, which are those of OpenAI's ViT-B/32. */
const visionSchema = z.object({
  hidden_size: count.default(768),
  intermediate_size: count.default(3072),
  num_hidden_layers: count.default(12),
  num_attention_heads: count.default(12),
  num_channels: z.literal(3).default(3),
  image_size: count.default(224),
  patch_size: count.default(32),
  hidden_act: hiddenActSchema.default('quick_gelu'),
  layer_norm_eps: z.number().positive().default(1e-5),
});

const textSchema = z.object({
  vocab_size: count.default(49_408),
  hidden_size: count.default(512),
  intermediate_size: count.default(2048),
  num_hidden_layers: count.default(12),
  num_attention_heads: count.default(8),
  max_position_embeddings: count.default(77),
  hidden_act: hiddenActSchema.default('quick_gelu'),
  layer_norm_eps: z.number().positive().default(1e-5),
  eos_token_id: z.int().nonnegative().nullish(),
});

const part = z.record(z.string(), z.unknown()).nullish();
const schema = z.object({
  model_type: z.string().default('clip'),
  projection_dim: embedDimSchema.default(512),
  vision_config: part,
  vision_config_dict: part,
  text_config: part,
  text_config_dict: part,
});

const modelTypes = ['clip', 'clip_vision_model', 'clip_text_model'];

export const huggingFaceConfig: ConfigFormat = {
  recognises: ({ model_type: type, ...json }) =>
    type === undefined ? 'vision_config' in json || 'text_config' in json : modelTypes.includes(String(type)),
  async read(config): Promise<ArchitectureSettings> {
    const found = checkJson(config.file, config.json, schema);
    const { model_type: type, projection_dim: embedDim } = found;
    const alone = type !== 'clip';
    const preprocessor = config.files.preprocessor;
    // A file that still has `…_config_dict` was written when that one counted.
    const vision = alone ? config.json : { ...found.vision_config, ...found.vision_config_dict };
    const text = alone ? config.json : { ...found.text_config, ...found.text_config_dict };
    return {
      embedDim,
      ...(type !== 'clip_text_model' && { image: imageSettings(config, vision) }),
      ...(type !== 'clip_vision_model' && { text: textSettings(config, text) }),
      ...(preprocessor !== undefined && (await readPreprocessor(preprocessor))),
    };
  },
};

function imageSettings({ file }: ConfigFile, json: unknown): TowerSettings {
  const found = checkJson(file, json, visionSchema, 'vision_config');
  const config: VitSettings = {
    image_size: found.image_size,
    patch_size: found.patch_size,
    width: found.hidden_size,
    layers: found.num_hidden_layers,
    heads: found.num_attention_heads,
    mlp_width: found.intermediate_size,
    activation: found.hidden_act,
    norm_eps: found.layer_norm_eps,
  };
  return { setting: 'vision_config', type: 'vit', config };
}

/** Before transformers had the right one, 2 stood for the end token and the highest id was looked for. */
const formerEndToken = 2;

function textSettings({ file }: ConfigFile, json: unknown): TowerSettings {
  const found = checkJson(file, json, textSchema, 'text_config');
  const { eos_token_id: end } = found;
  const config: ClipTextSettings = {
    context_length: found.max_position_embeddings,
    vocab_size: found.vocab_size,
    width: found.hidden_size,
    layers: found.num_hidden_layers,
    heads: found.num_attention_heads,
    mlp_width: found.intermediate_size,
    activation: found.hidden_act,
    norm_eps: found.layer_norm_eps,
    ...(end !== undefined && end !== null && end !== formerEndToken && { end_token: end }),
  };
  return { setting: 'text_config', type: 'clip', config };
}
